// Sums over PART rows of ∂gain = Σ g x̂ and ∂bias = Σ g; with one part these are the whole gradients
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  let column = i % D;
  let part = i / D;
  var sumGain = 0.0;
  var sumBias = 0.0;
  let end = min(ROWS, (part + 1u) * PART);
  for (var row = part * PART; row < end; row++) {
    let g = gradient[row * D + column];
    sumGain += g * (x[row * D + column] - saved[2u * row]) * saved[2u * row + 1u];
    sumBias += g;
  }
  if (ACCUMULATE_GAIN != 0u) { sumGain += dGain[i]; }
  if (ACCUMULATE_BIAS != 0u) { sumBias += dBias[i]; }
  dGain[i] = sumGain;
  dBias[i] = sumBias;
}
