// The K allowed tokens of a row with the largest keys, the largest first, ties to the lower id; and log softmax of their logits over the allowed
// tokens. A key is the logit, or logit / temperature + a Gumbel variable where SAMPLED and the temperature is above 0. One row per workgroup.
var<workgroup> keys: array<f32, 64>;
var<workgroup> totals: array<f32, 64>;
var<workgroup> tokens: array<u32, 64>;
@compute @workgroup_size(64) fn main(@builtin(workgroup_id) wid: vec3u, @builtin(local_invocation_index) local: u32) {
  let row = workgroup_index(wid);
  if (row >= ROWS) { return; }
  // log Σ exp under a running maximum for each invocation
  var top = -1e30;
  var total = 0.0;
  for (var c = local; c < V; c += 64u) {
    if (isBarred(c)) { continue; }
    let x = logits[row * V + c];
    let next = max(top, x);
    total = total * exp(top - next) + exp(x - next);
    top = next;
  }
  keys[local] = top;
  totals[local] = total;
  workgroupBarrier();
  top = -1e30;
  for (var i = 0u; i < 64u; i++) { top = max(top, keys[i]); }
  total = 0.0;
  for (var i = 0u; i < 64u; i++) { total += totals[i] * exp(keys[i] - top); }
  let lse = top + log(total);
  workgroupBarrier();
  var lastKey = 0.0;
  var lastToken = 0u;
  for (var n = 0u; n < K; n++) {
    var bestKey = 0.0;
    var best = V;
    for (var c = local; c < V; c += 64u) {
      if (isBarred(c)) { continue; }
      let key = keyOf(row, c);
      if (n > 0u && (key > lastKey || (key == lastKey && c <= lastToken))) { continue; }
      if (best == V || key > bestKey) { best = c; bestKey = key; }
    }
    keys[local] = bestKey;
    tokens[local] = best;
    workgroupBarrier();
    best = V;
    for (var i = 0u; i < 64u; i++) {
      let c = tokens[i];
      if (c < V && (best == V || keys[i] > bestKey || (keys[i] == bestKey && c < best))) { best = c; bestKey = keys[i]; }
    }
    workgroupBarrier();
    if (local == 0u) {
      chosen[row * K + n] = best;
      // a row may have fewer than K allowed tokens
      logs[row * K + n] = -1e30;
      if (best < V) { logs[row * K + n] = logits[row * V + best] - lse; }
    }
    lastKey = select(-3e38, bestKey, best < V);
    lastToken = best;
  }
}

fn isBarred(c: u32) -> bool { return ((barred[c / 32u] >> (c % 32u)) & 1u) == 1u; }

fn keyOf(row: u32, c: u32) -> f32 {
  let x = logits[row * V + c];
  if (SAMPLED == 0u || temperature[0] == 0.0) { return x; }
  return x / temperature[0] + gumbel(pcg3d(vec3u(c, draws[2u * row + 1u], draws[2u * row])));
}

// −log(−log(1 − v)) of a uniform v; near 0, log(1 − v) would lose the digits of v
fn gumbel(hash: u32) -> f32 {
  let v = min((f32(hash) + 0.5) * 0x1p-32, 0x1.fffffep-1);
  if (v < 0.0625) {
    return -log(v * (1.0 + v * (0.5 + v * (1.0 / 3.0 + v * (0.25 + v * (0.2 + v * (1.0 / 6.0)))))));
  }
  return -log(-log(1.0 - v));
}
