// out[row, c] = Σ over the spans that begin at this row of gradient · hidden_c; with LayerNorm of gradient · x̂_c, and Σ gradient in a last column
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let index = invocation(gid);
  if (index >= COUNT) { return; }
  let c = index % COLUMNS;
  let row = index / COLUMNS;
  let i = row % T;
  let r = row / T;
  let end = min(T, ranges[2u * r + 1u]);
  var sum = 0.0;
  if (i >= ranges[2u * r]) {
    for (var l = 0u; l < L && i + l < end; l++) {
      let span = row * L + l;
      var value = 1.0;
      if (c < M) {
        value = max(starts[row * M + c] + ends[(row + l) * M + c], 0.0);
#if saved
        value = (value - saved[span].x) * saved[span].y;
#endif
      }
      sum += gradient[span] * value;
    }
  }
  out[index] = sum;
}
