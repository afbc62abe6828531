// ∂x = (g·gain − mean(g·gain) − x̂ mean(g·gain·x̂)) / σ, one row per invocation
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let row = invocation(gid);
  if (row >= COUNT) { return; }
  let start = row * ELEMENTS;
  let mean = saved[2u * row];
  let inverse = saved[2u * row + 1u];
  var sums = Element();
  var sumsHat = Element();
  for (var i = 0u; i < ELEMENTS; i++) {
    let g = gradient[start + i] * gain[i];
    sums += g;
    sumsHat += g * (x[start + i] - mean) * inverse;
  }
  let sum = total(sums) / D_F;
  let sumHat = total(sumsHat) / D_F;
  for (var i = 0u; i < ELEMENTS; i++) {
    let hat = (x[start + i] - mean) * inverse;
    var value = inverse * (gradient[start + i] * gain[i] - sum - hat * sumHat);
    if (ACCUMULATE != 0u) { value += out[start + i]; }
    out[start + i] = value;
  }
}
