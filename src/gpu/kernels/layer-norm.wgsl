// y = gain (x − mean) / √(variance + ε) + bias, one row of D per invocation, in WIDTH-wide elements; saved = (mean, 1/σ)
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let row = invocation(gid);
  if (row >= COUNT) { return; }
  let start = row * ELEMENTS;
  var sum = Element();
  for (var i = 0u; i < ELEMENTS; i++) { sum += x[start + i]; }
  let mean = total(sum) / D_F;
  var squares = Element();
  for (var i = 0u; i < ELEMENTS; i++) {
    let deviation = x[start + i] - mean;
    squares += deviation * deviation;
  }
  let inverse = 1.0 / sqrt(total(squares) / D_F + EPSILON_F);
  saved[2u * row] = mean;
  saved[2u * row + 1u] = inverse;
  for (var i = 0u; i < ELEMENTS; i++) {
    y[start + i] = gain[i] * (x[start + i] - mean) * inverse + bias[i];
  }
}
