// scores[i, t] = SCALE (g − softmax Σ g), and ∂query[i] = Σ_t scores[i, t] states[r, t]; one query per invocation
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  let r = i / J;
  let first = ranges[2u * r];
  let end = ranges[2u * r + 1u];
  var sum = 0.0;
  for (var t = first; t < end; t++) { sum += gradient[i * T + t]; }
  for (var t = 0u; t < T; t++) {
    var value = 0.0;
    if (t >= first && t < end) { value = SCALE_F * (gradient[i * T + t] - exp(logs[i * T + t]) * sum); }
    scores[i * T + t] = value;
  }
  for (var c = 0u; c < D; c++) {
    var value = 0.0;
    for (var t = first; t < end; t++) { value += scores[i * T + t] * states[(r * T + t) * D + c]; }
    if (ACCUMULATE != 0u) { value += out[i * D + c]; }
    out[i * D + c] = value;
  }
}
