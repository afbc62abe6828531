// out = (predictions − targets)²; BACKWARD: out (+)= 2 gradient (predictions − targets)
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  let difference = predictions[i] - targets[i];
#if BACKWARD
  var value = 2.0 * gradient[i] * difference;
  if (ACCUMULATE != 0u) { value += out[i]; }
  out[i] = value;
#else
  out[i] = difference * difference;
#endif
}
