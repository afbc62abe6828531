// From sums (M + 1), Σ gradient · x̂_c and Σ gradient: the gradients of the weight and of LayerNorm's gain and bias
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let c = invocation(gid);
  if (c >= COUNT) { return; }
  var weightGradient = gain[c] * sums[c] + bias[c] * sums[COUNT];
  var gainGradient = weight[c] * sums[c];
  var biasGradient = weight[c] * sums[COUNT];
  if (ACCUMULATE_WEIGHT != 0u) { weightGradient += dWeight[c]; }
  if (ACCUMULATE_GAIN != 0u) { gainGradient += dGain[c]; }
  if (ACCUMULATE_BIAS != 0u) { biasGradient += dBias[c]; }
  dWeight[c] = weightGradient;
  dGain[c] = gainGradient;
  dBias[c] = biasGradient;
}
