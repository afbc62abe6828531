// ∂x[r, t] (+)= weights[r, t] gradient[r]
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  let row = i / D;
  let value = weights[row] * gradient[(row / T) * D + i % D];
#if ACCUMULATE
  out[i] += value;
#else
  out[i] = value;
#endif
}
