// out = gradient · gelu'(before), tanh form
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  let x = before[i];
  let t = tanh(clamp(0.7978845608 * (x + 0.044715 * x * x * x), -15.0, 15.0));
  out[i] = gradient[i] * (0.5 * (1.0 + t) + 0.5 * x * (1.0 - t * t) * 0.7978845608 * (1.0 + 0.134145 * x * x));
}
