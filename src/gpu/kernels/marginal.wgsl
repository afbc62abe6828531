// log Σ_z exp(logPrior + Σ_j likelihood), or its mean over tokens taken one by one; one example an invocation
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

fn joint(b: u32, z: u32, first: u32, end: u32) -> f32 {
  let at = b * K + z;
  var value = logPrior[at];
  for (var j = first; j < end; j++) { value += likelihood[at * J + j]; }
  return value;
}

fn term(b: u32, first: u32, end: u32) -> f32 {
  var top = -1e30;
  var total = 0.0;
  for (var z = 0u; z < K; z++) {
    let value = joint(b, z, first, end);
    let next = max(top, value);
    total = total * exp(top - next) + exp(value - next);
    top = next;
  }
  return top + log(total);
}
