// ∂scores = g − softmax · Σ g over the valid entries; one row per invocation
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let row = invocation(gid);
  if (row >= COUNT) { return; }
  var sum = 0.0;
  for (var i = row * K; i < row * K + K; i++) { if (valid[i] != 0u) { sum += gradient[i]; } }
  for (var i = row * K; i < row * K + K; i++) {
    var value = 0.0;
    if (valid[i] != 0u) { value = gradient[i] - exp(logs[i]) * sum; }
    if (ACCUMULATE != 0u) { value += out[i]; }
    out[i] = value;
  }
}
