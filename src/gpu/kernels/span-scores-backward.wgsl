// out[r, p, c] (+)= the sum of ∂hidden_c over the spans that begin at p or, with ENDS, that end there; one element per invocation
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let index = invocation(gid);
  if (index >= COUNT) { return; }
  let c = index % M;
  let p = (index / M) % T;
  let r = index / (M * T);
  let first = ranges[2u * r];
  let end = min(T, ranges[2u * r + 1u]);
  var sum = 0.0;
  if (p >= first && p < end) {
    for (var l = 0u; l < L; l++) {
#if ENDS
      if (p < first + l) { break; }
      let i = p - l;
#else
      if (p + l >= end) { break; }
      let i = p;
#endif
      let hidden = starts[(r * T + i) * M + c] + ends[(r * T + i + l) * M + c];
      if (hidden <= 0.0) { continue; }
      let span = (r * T + i) * L + l;
#if gain
      let s = saved[span];
      sum += gradient[span] * s.y * (weight[c] * gain[c] - s.z - (hidden - s.x) * s.y * s.w);
#else
      sum += gradient[span] * weight[c];
#endif
    }
  }
  if (ACCUMULATE != 0u) { sum += out[index]; }
  out[index] = sum;
}
