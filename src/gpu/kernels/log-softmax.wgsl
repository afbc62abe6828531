// out[b, k] = scores − log Σ exp(scores) over the valid entries of a row; one row per invocation
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let row = invocation(gid);
  if (row >= COUNT) { return; }
  var top = -1e30;
  for (var i = row * K; i < row * K + K; i++) { if (valid[i] != 0u) { top = max(top, scores[i]); } }
  var total = 0.0;
  for (var i = row * K; i < row * K + K; i++) { if (valid[i] != 0u) { total += exp(scores[i] - top); } }
  let lse = top + log(total);
  for (var i = row * K; i < row * K + K; i++) {
    if (valid[i] != 0u) { out[i] = scores[i] - lse; } else { out[i] = -1e30; }
  }
}
