// log p(z|x) + Σ_j log p(y_j|z,x) over the tokens first ≤ j < end, and its log-sum-exp over z as (largest, Σ exp(value − largest))
fn joint(b: u32, z: u32, first: u32, end: u32) -> f32 {
  let at = b * K + z;
  var value = logPrior[at];
  for (var j = first; j < end; j++) { value += likelihood[at * J + j]; }
  return value;
}

fn overCandidates(b: u32, first: u32, end: u32) -> vec2f {
  var top = -1e30;
  var total = 0.0;
  for (var z = 0u; z < K; z++) {
    let value = joint(b, z, first, end);
    let next = max(top, value);
    total = total * exp(top - next) + exp(value - next);
    top = next;
  }
  return vec2f(top, total);
}
