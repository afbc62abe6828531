// out = logits[target] − log Σ exp(logits), saved = log Σ exp(logits); one row per invocation
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let row = invocation(gid);
  if (row >= COUNT) { return; }
  let start = row * V;
  var top = logits[start];
  for (var c = 1u; c < V; c++) { top = max(top, logits[start + c]); }
  var total = 0.0;
  for (var c = 0u; c < V; c++) { total += exp(logits[start + c] - top); }
  let lse = top + log(total);
  saved[row] = lse;
  let label = targets[row];
  if (label < V) { out[row] = logits[start + label] - lse; } else { out[row] = 0.0; }
}
