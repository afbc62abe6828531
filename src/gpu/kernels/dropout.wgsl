// out (+)= x / (1 − rate) where the hash of (element, stream, seed) is at least THRESHOLD, 0 elsewhere; then + residual, with RESIDUAL
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  var value = 0.0;
  if (pcg3d(vec3u(i, STREAM, seed[0])) >= THRESHOLD) { value = SCALE_F * x[i]; }
  if (RESIDUAL != 0u) { value += residual[i]; }
  if (ACCUMULATE != 0u) { value += out[i]; }
  out[i] = value;
}
