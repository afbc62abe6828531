// ∂/∂logPrior and ∂/∂likelihood are the posterior p(z|y,x) times the gradient; one example an invocation
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let b = invocation(gid);
  if (b >= COUNT) { return; }
  let n = counts[b];
  for (var z = 0u; z < K; z++) {
    let at = b * K + z;
#if ACCUMULATE_PRIOR
#else
    dPrior[at] = 0.0;
#endif
#if ACCUMULATE_LIKELIHOOD
#else
    for (var j = 0u; j < J; j++) { dLikelihood[at * J + j] = 0.0; }
#endif
  }
#if SEQUENCE
  spread(b, 0u, n, gradient[b]);
#else
  for (var j = 0u; j < n; j++) { spread(b, j, j + 1u, gradient[b] / f32(n)); }
#endif
}

fn joint(b: u32, z: u32, first: u32, end: u32) -> f32 {
  let at = b * K + z;
  var value = logPrior[at];
  for (var j = first; j < end; j++) { value += likelihood[at * J + j]; }
  return value;
}

fn spread(b: u32, first: u32, end: u32, g: f32) {
  var top = -1e30;
  var total = 0.0;
  for (var z = 0u; z < K; z++) {
    let value = joint(b, z, first, end);
    let next = max(top, value);
    total = total * exp(top - next) + exp(value - next);
    top = next;
  }
  for (var z = 0u; z < K; z++) {
    let at = b * K + z;
    let value = g * exp(joint(b, z, first, end) - top) / total;
    dPrior[at] += value;
    for (var j = first; j < end; j++) { dLikelihood[at * J + j] += value; }
  }
}
