// out[i] = log((1 − σ(g)) p_vocabulary + σ(g) Σ_{ids = target} exp(logs)); p_vocabulary alone where the range is empty
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  let r = i / J;
  let first = ranges[2u * r];
  let end = ranges[2u * r + 1u];
  if (end <= first) {
    out[i] = vocabulary[i];
    return;
  }
  let g = gate[i];
  let open = logSigmoid(g);
  var top = logSigmoid(-g) + vocabulary[i];
  var total = 1.0;
  for (var t = first; t < end; t++) {
    if (ids[r * T + t] == targets[i]) {
      let value = open + logs[i * T + t];
      let next = max(top, value);
      total = total * exp(top - next) + exp(value - next);
      top = next;
    }
  }
  out[i] = top + log(total);
}

fn logSigmoid(x: f32) -> f32 { return min(x, 0.0) - log(1.0 + exp(-abs(x))); }
