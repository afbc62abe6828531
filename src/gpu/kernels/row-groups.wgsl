// out[n, c] = mean or largest of x[n · SIZE + s, c] over s
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  let start = i / D * SIZE * D + i % D;
  var value = x[start];
  for (var s = 1u; s < SIZE; s++) {
    let other = x[start + s * D];
    if (MAX != 0u) { value = max(value, other); } else { value += other; }
  }
  if (MAX == 0u) { value /= f32(SIZE); }
  out[i] = value;
}
