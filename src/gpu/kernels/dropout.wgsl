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

fn pcg3d(key: vec3u) -> u32 {
  var v = key * 1664525u + 1013904223u;
  v.x += v.y * v.z;
  v.y += v.z * v.x;
  v.z += v.x * v.y;
  v ^= v >> vec3u(16u);
  v.x += v.y * v.z;
  return v.x;
}
