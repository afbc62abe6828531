// out[0] = ALPHA Σ weights · x; BACKWARD: out (+)= ALPHA weights · gradient[0]
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
#if BACKWARD
  var value = ALPHA_F * weights[i] * gradient[0];
  if (ACCUMULATE != 0u) { value += out[i]; }
  out[i] = value;
#else
  var sum = 0.0;
  for (var j = 0u; j < N; j++) { sum += weights[j] * x[j]; }
  out[0] = ALPHA_F * sum;
#endif
}
