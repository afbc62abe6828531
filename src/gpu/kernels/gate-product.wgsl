// out (+)= gradient ⊙ factor, the factor repeating after D elements
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  var value = gradient[i] * factor[i % D];
#if ACCUMULATE
  value += out[i];
#endif
  out[i] = value;
}
