// out[m, n] = ALPHA Σ_k a[m, k] b[k, n], K and N multiples of 4, in vec4.
// An invocation holds 8 rows × 4 columns in registers; no shared memory, no barriers. a is (M, K);
// b is (K, N), or (N, K) where TRANSPOSED.
const ROWS: u32 = 8u;
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  let column = i % N4;
  let row = (i / N4) * ROWS;
  // rows past the end repeat the last one and are not stored
  let r0 = row * K4;
  let r1 = min(row + 1u, M - 1u) * K4;
  let r2 = min(row + 2u, M - 1u) * K4;
  let r3 = min(row + 3u, M - 1u) * K4;
  let r4 = min(row + 4u, M - 1u) * K4;
  let r5 = min(row + 5u, M - 1u) * K4;
  let r6 = min(row + 6u, M - 1u) * K4;
  let r7 = min(row + 7u, M - 1u) * K4;
  var s0 = vec4f(); var s1 = vec4f(); var s2 = vec4f(); var s3 = vec4f();
  var s4 = vec4f(); var s5 = vec4f(); var s6 = vec4f(); var s7 = vec4f();
  for (var k = 0u; k < K4; k++) {
#if TRANSPOSED
    let c0 = b[(4u * column) * K4 + k];
    let c1 = b[(4u * column + 1u) * K4 + k];
    let c2 = b[(4u * column + 2u) * K4 + k];
    let c3 = b[(4u * column + 3u) * K4 + k];
    let b0 = vec4f(c0.x, c1.x, c2.x, c3.x);
    let b1 = vec4f(c0.y, c1.y, c2.y, c3.y);
    let b2 = vec4f(c0.z, c1.z, c2.z, c3.z);
    let b3 = vec4f(c0.w, c1.w, c2.w, c3.w);
#else
    let b0 = b[(4u * k) * N4 + column];
    let b1 = b[(4u * k + 1u) * N4 + column];
    let b2 = b[(4u * k + 2u) * N4 + column];
    let b3 = b[(4u * k + 3u) * N4 + column];
#endif
    let a0 = a[r0 + k]; s0 += a0.x * b0 + a0.y * b1 + a0.z * b2 + a0.w * b3;
    let a1 = a[r1 + k]; s1 += a1.x * b0 + a1.y * b1 + a1.z * b2 + a1.w * b3;
    let a2 = a[r2 + k]; s2 += a2.x * b0 + a2.y * b1 + a2.z * b2 + a2.w * b3;
    let a3 = a[r3 + k]; s3 += a3.x * b0 + a3.y * b1 + a3.z * b2 + a3.w * b3;
    let a4 = a[r4 + k]; s4 += a4.x * b0 + a4.y * b1 + a4.z * b2 + a4.w * b3;
    let a5 = a[r5 + k]; s5 += a5.x * b0 + a5.y * b1 + a5.z * b2 + a5.w * b3;
    let a6 = a[r6 + k]; s6 += a6.x * b0 + a6.y * b1 + a6.z * b2 + a6.w * b3;
    let a7 = a[r7 + k]; s7 += a7.x * b0 + a7.y * b1 + a7.z * b2 + a7.w * b3;
  }
  store(row, column, s0);
  store(row + 1u, column, s1);
  store(row + 2u, column, s2);
  store(row + 3u, column, s3);
  store(row + 4u, column, s4);
  store(row + 5u, column, s5);
  store(row + 6u, column, s6);
  store(row + 7u, column, s7);
}

fn store(row: u32, column: u32, sum: vec4f) {
  if (row >= M) { return; }
  let at = row * N4 + column;
  var value = sum * ALPHA_F;
#if bias
  value += bias[column];
#endif
#if before
  before[at] = value;
  value = 0.5 * value * (1.0 + tanh(clamp(0.7978845608 * (value + 0.044715 * value * value * value), vec4f(-15.0), vec4f(15.0))));
#endif
#if residual
  value += residual[at];
#endif
#if ACCUMULATE
  value += out[at];
#endif
  out[at] = value;
}
