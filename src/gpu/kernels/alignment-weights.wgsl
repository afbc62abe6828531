// weights[r, i] = softmax over j < lengths[r] of queries[r, i] · memory[r, j]; a thread computes a row
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  let row = i / TQ;
  let units = D / 4u;
  let length = min(lengths[row], TK);
  var top = -1e30;
  for (var j = 0u; j < length; j++) {
    var score = 0.0;
    for (var c = 0u; c < units; c++) { score += dot(queries[i * units + c], memory[(row * TK + j) * units + c]); }
    weights[i * TK + j] = score;
    top = max(top, score);
  }
  var total = 0.0;
  for (var j = 0u; j < length; j++) {
    let e = exp(weights[i * TK + j] - top);
    weights[i * TK + j] = e;
    total += e;
  }
  for (var j = 0u; j < TK; j++) {
    if (j < length) { weights[i * TK + j] /= total; } else { weights[i * TK + j] = 0.0; }
  }
}
