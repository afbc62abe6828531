// out (+)= gradient · (1 − y²)
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  var value = gradient[i] * (1.0 - y[i] * y[i]);
  if (ACCUMULATE != 0u) { value += out[i]; }
  out[i] = value;
}
