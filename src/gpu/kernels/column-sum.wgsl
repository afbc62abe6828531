// out[part, c] = Σ over the rows of one part of x[row, c]; with one part that is the whole sum.
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  let column = i % COLUMNS;
  let part = i / COLUMNS;
  var sum = 0.0;
  let end = min(ROWS, (part + 1u) * PART);
  for (var row = part * PART; row < end; row++) {
    sum += x[row * COLUMNS + column];
  }
#if ACCUMULATE
  sum += out[i];
#endif
  out[i] = sum;
}
