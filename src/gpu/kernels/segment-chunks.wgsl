// chunks[c] = Σ of the rows of chunk c; see segments.ts for `sorted`
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  let column = i % D;
  let chunk = i / D;
  var sum = 0.0;
  for (var p = sorted[CHUNK_START + chunk]; p < sorted[CHUNK_START + chunk + 1u]; p++) {
    sum += x[sorted[p] * D + column];
  }
  chunks[i] = sum;
}
