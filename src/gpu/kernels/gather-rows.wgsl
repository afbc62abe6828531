// out[i] = x[indices[i]], zero where the index is past the last row
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  let row = indices[i / D];
  if (row < ROWS) { out[i] = x[row * D + i % D]; } else { out[i] = 0.0; }
}
