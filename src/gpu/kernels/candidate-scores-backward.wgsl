// With `candidates`: ∂q[b] = ALPHA Σ_k g[b, k] z[b, k]. With `queries`: ∂z[b, k] = ALPHA g[b, k] q[b].
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  let column = i % D;
  let row = i / D;
#if candidates
  var sum = 0.0;
  for (var k = 0u; k < K; k++) { sum += gradient[row * K + k] * candidates[(row * K + k) * D + column]; }
#else
  var sum = gradient[row] * queries[(row / K) * D + column];
#endif
  sum *= ALPHA_F;
  if (ACCUMULATE != 0u) { sum += out[i]; }
  out[i] = sum;
}
