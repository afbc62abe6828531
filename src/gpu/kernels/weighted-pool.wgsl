// out[r] = Σ_t weights[r, t] x[r, t]
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  let column = i % D;
  let r = i / D;
  var sum = 0.0;
  for (var t = 0u; t < T; t++) { sum += weights[r * T + t] * x[(r * T + t) * D + column]; }
  out[i] = sum;
}
