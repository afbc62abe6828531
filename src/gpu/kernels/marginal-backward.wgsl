// ∂/∂logPrior and ∂/∂likelihood are the posterior p(z|y,x) times the gradient; one example per invocation
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let b = invocation(gid);
  if (b >= COUNT) { return; }
  let n = counts[b];
  for (var z = 0u; z < K; z++) {
    let at = b * K + z;
    if (ACCUMULATE_PRIOR == 0u) { dPrior[at] = 0.0; }
    for (var j = 0u; j < J && ACCUMULATE_LIKELIHOOD == 0u; j++) { dLikelihood[at * J + j] = 0.0; }
  }
#if SEQUENCE
  spread(b, 0u, n, gradient[b]);
#else
  for (var j = 0u; j < n; j++) { spread(b, j, j + 1u, gradient[b] / f32(n)); }
#endif
}

fn spread(b: u32, first: u32, end: u32, g: f32) {
  let sum = overCandidates(b, first, end);
  for (var z = 0u; z < K; z++) {
    let at = b * K + z;
    let value = g * exp(joint(b, z, first, end) - sum.x) / sum.y;
    dPrior[at] += value;
    for (var j = first; j < end; j++) { dLikelihood[at * J + j] += value; }
  }
}
