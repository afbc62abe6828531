// out[n] = mean of logits[n, target] over the row's targets − the saved log-sum-exp; 0 without a target; one row per invocation
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let row = invocation(gid);
  if (row >= COUNT) { return; }
  var sum = 0.0;
  var found = 0.0;
  for (var u = row * U; u < row * U + U; u++) {
    let label = targets[u];
    if (label >= V) { break; }
    sum += logits[row * V + label];
    found += 1.0;
  }
  out[row] = 0.0;
  if (found > 0.0) { out[row] = sum / found - saved[row]; }
}
