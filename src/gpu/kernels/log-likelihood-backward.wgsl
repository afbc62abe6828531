// ∂logits[n, c] = g[n] (1[c = target] − softmax(logits)[c]); nothing where the target is absent
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  let row = i / V;
  let label = targets[row];
  var value = 0.0;
  if (label < V) {
    value = gradient[row] * (select(0.0, 1.0, i % V == label) - exp(logits[i] - saved[row]));
  }
  if (ACCUMULATE != 0u) { value += out[i]; }
  out[i] = value;
}
