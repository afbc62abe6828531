// one step of a GRU; a thread computes four units of a row. TIME: the step, BEFORE: the one before it, T if there is none
fn sigmoid(x: vec4f) -> vec4f { return 1.0 / (1.0 + exp(-clamp(x, vec4f(-30.0), vec4f(30.0)))); }

@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  let units = D / 4u;
  let row = i / units;
  let j = i % units;
  let at = row * T + TIME;
  let isFirst = BEFORE == T;
  let from_state = (row * T + BEFORE) * units;
  var before = vec4f(0.0);
  if (!isFirst) { before = states[from_state + j]; } else if (INITIAL != 0u) { before = initial[row * units + j]; }
  previous[at * units + j] = before;
  if (TIME >= lengths[row]) {
    states[at * units + j] = before;
    for (var gate = 0u; gate < 4u; gate++) { gates[(at * 4u + gate) * units + j] = vec4f(0.0); }
    return;
  }
  var r = vec4f(0.0);
  var z = vec4f(0.0);
  var inner = vec4f(0.0);
  if (!isFirst || INITIAL != 0u) {
    for (var k = 0u; k < units; k++) {
      var h = vec4f(0.0);
      if (isFirst) { h = initial[row * units + k]; } else { h = states[from_state + k]; }
      for (var c = 0u; c < 4u; c++) {
        let w = (4u * k + c) * 3u * units + j;
        r += h[c] * weight[w];
        z += h[c] * weight[w + units];
        inner += h[c] * weight[w + 2u * units];
      }
    }
  }
  let x = at * 3u * units + j;
  r = sigmoid(products[x] + r);
  z = sigmoid(products[x + units] + z);
  let n = tanh(clamp(products[x + 2u * units] + r * inner, vec4f(-15.0), vec4f(15.0)));
  let g = at * 4u * units + j;
  gates[g] = r;
  gates[g + units] = z;
  gates[g + 2u * units] = n;
  gates[g + 3u * units] = inner;
  states[at * units + j] = (1.0 - z) * n + z * before;
}
