// ∂logs[i, t] = g σ(gate) exp(logs − mixed) where token t is the target; logs is −1e30 outside the range
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let at = invocation(gid);
  if (at >= COUNT) { return; }
  let i = at / T;
  var value = 0.0;
  if (ids[(i / J) * T + at % T] == targets[i]) {
    let x = gate[i];
    value = gradient[i] * exp(min(x, 0.0) - log(1.0 + exp(-abs(x))) + logs[at] - mixed[i]);
  }
  if (ACCUMULATE != 0u) { value += out[at]; }
  out[at] = value;
}
