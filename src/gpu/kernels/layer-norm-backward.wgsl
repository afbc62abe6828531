// ∂x = (g·gain − mean(g·gain) − x̂ mean(g·gain·x̂)) / σ, one row an invocation
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let row = invocation(gid);
  if (row >= COUNT) { return; }
  let start = row * D;
  let mean = saved[2u * row];
  let inverse = saved[2u * row + 1u];
  var sum = 0.0;
  var sumHat = 0.0;
  for (var i = 0u; i < D; i++) {
    let g = gradient[start + i] * gain[i];
    sum += g;
    sumHat += g * (x[start + i] - mean) * inverse;
  }
  sum /= f32(D);
  sumHat /= f32(D);
  for (var i = 0u; i < D; i++) {
    let hat = (x[start + i] - mean) * inverse;
    let value = inverse * (gradient[start + i] * gain[i] - sum - hat * sumHat);
#if ACCUMULATE
    out[start + i] += value;
#else
    out[start + i] = value;
#endif
  }
}
