// the first word of pcg3d (Jarzynski and Olano 2020); appended to kernels that draw
fn pcg3d(key: vec3u) -> u32 {
  var v = key * 1664525u + 1013904223u;
  v.x += v.y * v.z;
  v.y += v.z * v.x;
  v.z += v.x * v.y;
  v ^= v >> vec3u(16u);
  v.x += v.y * v.z;
  return v.x;
}
