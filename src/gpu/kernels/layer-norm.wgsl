// y = gain (x − mean) / √(variance + ε) + bias, one row of D an invocation; saved = (mean, 1/σ)
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let row = invocation(gid);
  if (row >= COUNT) { return; }
  let start = row * D;
  var mean = 0.0;
  for (var i = 0u; i < D; i++) { mean += x[start + i]; }
  mean /= f32(D);
  var variance = 0.0;
  for (var i = 0u; i < D; i++) {
    let deviation = x[start + i] - mean;
    variance += deviation * deviation;
  }
  let inverse = 1.0 / sqrt(variance / f32(D) + EPSILON_F);
  saved[2u * row] = mean;
  saved[2u * row + 1u] = inverse;
  for (var i = 0u; i < D; i++) {
    y[start + i] = gain[i] * (x[start + i] - mean) * inverse + bias[i];
  }
}
