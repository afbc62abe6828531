// out[i, t] = log softmax over the range of queries[i] · states[r, t] SCALE; one query per invocation
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  let r = i / J;
  let first = ranges[2u * r];
  let end = ranges[2u * r + 1u];
  var top = -1e30;
  for (var t = 0u; t < T; t++) {
    var value = -1e30;
    if (t >= first && t < end) {
      value = 0.0;
      for (var c = 0u; c < D; c++) { value += queries[i * D + c] * states[(r * T + t) * D + c]; }
      value *= SCALE_F;
      top = max(top, value);
    }
    out[i * T + t] = value;
  }
  var total = 0.0;
  for (var t = first; t < end; t++) { total += exp(out[i * T + t] - top); }
  let lse = top + log(max(total, 1e-30));
  for (var t = first; t < end; t++) { out[i * T + t] -= lse; }
}
