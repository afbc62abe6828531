// out[r, t] = tokens[id] + positions[t], with POSITIONS, + table_0[ids_0] + table_1[ids_1], with TABLES; zero where id is the padding, 0
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  let column = i % D;
  let row = i / D;
  let id = ids[row];
  var value = 0.0;
  if (id != 0u) {
    value = tokens[id * D + column];
    if (POSITIONS != 0u) { value += positions[(row % T) * D + column]; }
    if (TABLES > 0u) { value += table_0[ids_0[row] * D + column]; }
    if (TABLES > 1u) { value += table_1[ids_1[row] * D + column]; }
  }
  out[i] = value;
}
