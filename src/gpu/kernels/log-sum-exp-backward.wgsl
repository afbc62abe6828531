// out[i] (+)= gradient of the row · exp(x - its log-sum-exp) where the mark has the bit, otherwise 0
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  var value = 0.0;
  if ((marks[i] & BIT) != 0u) { value = gradient[i / N] * exp(x[i] - sums[i / N]); }
  if (ACCUMULATE != 0u) { value += out[i]; }
  out[i] = value;
}
