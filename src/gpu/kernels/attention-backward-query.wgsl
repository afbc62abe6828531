// δ_i = ∂out_i · out_i and ∂q_i = SCALE Σ_j p_ij (∂out_i·v_j − δ_i) k_j, one query row of one head an invocation
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let index = invocation(gid);
  if (index >= COUNT) { return; }
  let i = index % T;
  let h = (index / T) % H;
  let r = index / (T * H);
  let length = lengths[r];
  let base = r * T * 3u * D4 + h * S4;
  let row = (r * T + i) * D4 + h * S4;
  var sum: array<vec4f, S4>;
  for (var c = 0u; c < S4; c++) { sum[c] = vec4f(); }
  if (i < length) {
    var last = length;
#if MASK
    last = min(length, i + 1u);
#if prefixes
    last = min(length, max(last, prefixes[r]));
#endif
#endif
    var q: array<vec4f, S4>;
    var g: array<vec4f, S4>;
    var d = 0.0;
    for (var c = 0u; c < S4; c++) {
      q[c] = qkv[base + i * 3u * D4 + c] * SCALE_F;
      g[c] = gradient[row + c];
      d += dot(g[c], out[row + c]);
    }
    delta[index] = d;
    let lse = saved[index];
    for (var j = 0u; j < last; j++) {
      let k = base + j * 3u * D4 + D4;
      var s = 0.0;
      var dp = 0.0;
      for (var c = 0u; c < S4; c++) {
        s += dot(q[c], qkv[k + c]);
        dp += dot(g[c], qkv[k + D4 + c]);
      }
      let ds = exp(s - lse) * (dp - d) * SCALE_F;
      for (var c = 0u; c < S4; c++) { sum[c] += ds * qkv[k + c]; }
    }
  }
  for (var c = 0u; c < S4; c++) {
    let at = base + i * 3u * D4 + c;
#if ACCUMULATE
    dQkv[at] += sum[c];
#else
    dQkv[at] = sum[c];
#endif
  }
}
