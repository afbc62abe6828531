// out (+)= gradient · gelu'(before); gelu_slope is appended from unroll.ts
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
#if ACCUMULATE
  out[i] += gradient[i] * gelu_slope(before[i]);
#else
  out[i] = gradient[i] * gelu_slope(before[i]);
#endif
}
