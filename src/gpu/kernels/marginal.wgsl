// log Σ_z exp(logPrior + Σ_j likelihood), or its mean over tokens taken one by one; one example per invocation
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let b = invocation(gid);
  if (b >= COUNT) { return; }
  let n = counts[b];
#if SEQUENCE
  out[b] = term(b, 0u, n);
#else
  var sum = 0.0;
  for (var j = 0u; j < n; j++) { sum += term(b, j, j + 1u); }
  out[b] = sum / max(1.0, f32(n));
#endif
}

fn term(b: u32, first: u32, end: u32) -> f32 {
  let sum = overCandidates(b, first, end);
  return sum.x + log(sum.y);
}
