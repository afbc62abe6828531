// ∂memory[r, j] (+)= Σ_i weights[r, i, j] gradient[r, i] + ∂scores[r, i, j] queries[r, i]; a thread computes four columns
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  let units = D / 4u;
  let column = i % units;
  let token = i / units;
  let j = token % TK;
  let first = (token / TK) * TQ;
  var sum = vec4f(0.0);
  if (ACCUMULATE != 0u) { sum = out[i]; }
  for (var q = first; q < first + TQ; q++) {
    sum += weights[q * TK + j] * gradient[q * units + column] + scores[q * TK + j] * queries[q * units + column];
  }
  out[i] = sum;
}
