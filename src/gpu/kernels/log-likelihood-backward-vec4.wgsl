// ∂logits[n, c] = g[n] (1[c = target] − softmax(logits)[c]), four elements per invocation; nothing where the target is absent
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  let row = i / (V / 4u);
  let label = targets[row];
  let columns = vec4u(i % (V / 4u) * 4u) + vec4u(0u, 1u, 2u, 3u);
  var value = vec4f();
  if (label < V) {
    value = gradient[row] * (select(vec4f(), vec4f(1.0), columns == vec4u(label)) - exp(logits[i] - saved[row]));
  }
  if (ACCUMULATE != 0u) { value += out[i]; }
  out[i] = value;
}
