// out (+)= factor · x
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  var value = factor[0] * x[i];
#if ACCUMULATE
  value += out[i];
#endif
  out[i] = value;
}
