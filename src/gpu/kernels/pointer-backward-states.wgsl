// ∂states[r, t] (+)= Σ_j scores[r J + j, t] queries[r J + j]
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  let c = i % D;
  let t = (i / D) % T;
  let r = i / (D * T);
  var sum = 0.0;
  for (var j = r * J; j < (r + 1u) * J; j++) { sum += scores[j * T + t] * queries[j * D + c]; }
  if (ACCUMULATE != 0u) { sum += out[i]; }
  out[i] = sum;
}
