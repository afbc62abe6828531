// out[b, k] = ALPHA queries[b] · candidates[b, k]
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  var sum = 0.0;
  for (var c = 0u; c < D; c++) { sum += queries[(i / K) * D + c] * candidates[i * D + c]; }
  out[i] = ALPHA_F * sum;
}
