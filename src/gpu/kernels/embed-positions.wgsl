// out[t] (+)= Σ_r gradient[r, t] over tokens that are no padding
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  let column = i % D;
  let t = i / D;
  var sum = 0.0;
  for (var r = 0u; r < R && t < T; r++) {
    if (ids[r * T + t] != 0u) { sum += gradient[(r * T + t) * D + column]; }
  }
  if (ACCUMULATE != 0u) { sum += out[i]; }
  out[i] = sum;
}
