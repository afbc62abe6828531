// out[r, i, l] = w · hidden of the span from i to j = i + l, hidden = max(starts_i + ends_j, 0), with LayerNorm where gain is bound; 0 outside
// the range. One span per invocation. saved: mean, 1/σ, mean(w·gain) and mean(w·gain·x̂) of each span.
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let index = invocation(gid);
  if (index >= COUNT) { return; }
  let i = (index / L) % T;
  let r = index / (L * T);
  let j = i + index % L;
  if (i < ranges[2u * r] || j >= min(T, ranges[2u * r + 1u])) {
    out[index] = 0.0;
#if gain
    saved[index] = vec4f();
#endif
    return;
  }
  let start = (r * T + i) * M;
  let end = (r * T + j) * M;
  var score = 0.0;
#if gain
  var sum = 0.0;
  for (var c = 0u; c < M; c++) { sum += max(starts[start + c] + ends[end + c], 0.0); }
  let mean = sum / f32(M);
  var squares = 0.0;
  for (var c = 0u; c < M; c++) {
    let off = max(starts[start + c] + ends[end + c], 0.0) - mean;
    squares += off * off;
  }
  let inverse = 1.0 / sqrt(squares / f32(M) + EPSILON_F);
  var weights = 0.0;
  var products = 0.0;
  for (var c = 0u; c < M; c++) {
    let hat = (max(starts[start + c] + ends[end + c], 0.0) - mean) * inverse;
    weights += weight[c] * gain[c];
    products += weight[c] * gain[c] * hat;
    score += weight[c] * (gain[c] * hat + bias[c]);
  }
  saved[index] = vec4f(mean, inverse, weights / f32(M), products / f32(M));
#else
  for (var c = 0u; c < M; c++) { score += weight[c] * max(starts[start + c] + ends[end + c], 0.0); }
#endif
  out[index] = score;
}
