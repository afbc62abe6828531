// out[t] = (x[t − 1], x[t + 1]); BACKWARD: out[t] (+)= x[t + 1] left half + x[t − 1] right half, x being the gradient
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
#if BACKWARD
  let c = i % D;
  let row = i / D;
  var value = 0.0;
  if (row % T + 1u < T) { value += x[(row + 1u) * 2u * D + c]; }
  if (row % T > 0u) { value += x[(row - 1u) * 2u * D + D + c]; }
  if (ACCUMULATE != 0u) { value += out[i]; }
  out[i] = value;
#else
  let c = i % (2u * D);
  let row = i / (2u * D);
  var value = 0.0;
  if (c < D) {
    if (row % T > 0u) { value = x[(row - 1u) * D + c]; }
  } else {
    if (row % T + 1u < T) { value = x[(row + 1u) * D + c - D]; }
  }
  out[i] = value;
#endif
}
