// The plain matrix product, any shape: out[m, n] = ALPHA Σ_k a[m, k] b[k, n], one element an invocation.
// gelu is appended from unroll.ts. Strides say how a and b are stored: a[m, k] = a[m A_ROW + k A_DEPTH], b[k, n] = b[k B_DEPTH + n B_COLUMN].
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  let m = i / N;
  let n = i % N;
  var sum = 0.0;
  for (var k = 0u; k < K; k++) {
    sum += a[m * A_ROW + k * A_DEPTH] * b[k * B_DEPTH + n * B_COLUMN];
  }
  sum *= ALPHA_F;
#if bias
  sum += bias[n];
#endif
#if before
  before[i] = sum;
  sum = gelu(sum);
#endif
#if residual
  sum += residual[i];
#endif
#if ACCUMULATE
  sum += out[i];
#endif
  out[i] = sum;
}
