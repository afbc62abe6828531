// ∂x[r, t] (+)= weights[r, t] gradient[r]
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  let row = i / D;
  var value = weights[row] * gradient[(row / T) * D + i % D];
  if (ACCUMULATE != 0u) { value += out[i]; }
  out[i] = value;
}
