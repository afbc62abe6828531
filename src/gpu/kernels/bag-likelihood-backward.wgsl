// ∂logits[n, c] = g[n] (1[c is a target] / number of targets − softmax(logits)[c]); nothing without a target. In two dispatches: the softmax of
// every c, then (TARGETS) the share of each target, of which no two in a row are equal.
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  if (TARGETS != 0u) {
    let row = i / U;
    if (targets[i] >= V) { return; }
    var found = 0.0;
    for (var u = row * U; u < row * U + U; u++) { found += select(0.0, 1.0, targets[u] < V); }
    out[row * V + targets[i]] += gradient[row] / found;
    return;
  }
  let row = i / V;
  var value = 0.0;
  if (targets[row * U] < V) { value = -gradient[row] * exp(logits[i] - saved[row]); }
  if (ACCUMULATE != 0u) { value += out[i]; }
  out[i] = value;
}
