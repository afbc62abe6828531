// ∂v_j = Σ_i p_ij ∂out_i and ∂k_j = SCALE Σ_i p_ij (∂out_i·v_j − δ_i) q_i, one key of one head an invocation
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let index = invocation(gid);
  if (index >= COUNT) { return; }
  let j = index % T;
  let h = (index / T) % H;
  let r = index / (T * H);
  let length = lengths[r];
  let base = r * T * 3u * D4 + h * S4;
  let key = base + j * 3u * D4 + D4;
  var dk: array<vec4f, S4>;
  var dv: array<vec4f, S4>;
  for (var c = 0u; c < S4; c++) { dk[c] = vec4f(); dv[c] = vec4f(); }
  if (j < length) {
    var k: array<vec4f, S4>;
    var v: array<vec4f, S4>;
    for (var c = 0u; c < S4; c++) {
      k[c] = qkv[key + c] * SCALE_F;
      v[c] = qkv[key + D4 + c];
    }
    var first = 0u;
#if MASK
    first = j;
#if prefixes
    first = select(j, 0u, j < prefixes[r]);
#endif
#endif
    for (var i = first; i < length; i++) {
      let query = base + i * 3u * D4;
      let row = (r * T + i) * D4 + h * S4;
      var s = 0.0;
      var dp = 0.0;
      for (var c = 0u; c < S4; c++) {
        s += dot(k[c], qkv[query + c]);
        dp += dot(v[c], gradient[row + c]);
      }
      let saved_at = (r * H + h) * T + i;
      let p = exp(s - saved[saved_at]);
      let ds = p * (dp - delta[saved_at]) * SCALE_F;
      for (var c = 0u; c < S4; c++) {
        dv[c] += p * gradient[row + c];
        dk[c] += ds * qkv[query + c];
      }
    }
  }
  for (var c = 0u; c < S4; c++) {
#if ACCUMULATE
    dQkv[key + c] += dk[c];
    dQkv[key + D4 + c] += dv[c];
#else
    dQkv[key + c] = dk[c];
    dQkv[key + D4 + c] = dv[c];
#endif
  }
}
