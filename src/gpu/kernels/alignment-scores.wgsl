// ∂scores[r, i, j] = weights (∂weights − Σ_j weights ∂weights) with ∂weights = gradient[r, i] · memory[r, j]; a thread computes a row
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  let row = i / TQ;
  let units = D / 4u;
  let length = min(lengths[row], TK);
  var mean = 0.0;
  for (var j = 0u; j < TK; j++) {
    var inner = 0.0;
    if (j < length) {
      for (var c = 0u; c < units; c++) { inner += dot(gradient[i * units + c], memory[(row * TK + j) * units + c]); }
    }
    scores[i * TK + j] = inner;
    mean += inner * weights[i * TK + j];
  }
  for (var j = 0u; j < TK; j++) { scores[i * TK + j] = weights[i * TK + j] * (scores[i * TK + j] - mean); }
}
