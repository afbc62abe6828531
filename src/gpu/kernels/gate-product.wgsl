// out (+)= gradient ⊙ factor, the factor repeating after D elements
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  var value = gradient[i] * factor[i % D];
  if (ACCUMULATE != 0u) { value += out[i]; }
  out[i] = value;
}
