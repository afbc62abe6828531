// out[m, n] = Σ_k a[k, m] b[k, n]: a weight's gradient from activations a (K, M) and output gradients b (K, N).
// M and N multiples of 4. An invocation holds 8 rows × 4 columns; the long sum over k is cut into SPLITS parts that
// a second dispatch adds (out is then (SPLITS, M, N)).
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  let column = i % N4;
  let tile = (i / N4) % TILES;
  let split = i / (N4 * TILES);
  let a0 = 2u * tile;
  let a1 = min(2u * tile + 1u, M4 - 1u);
  var s0 = vec4f(); var s1 = vec4f(); var s2 = vec4f(); var s3 = vec4f();
  var s4 = vec4f(); var s5 = vec4f(); var s6 = vec4f(); var s7 = vec4f();
  let end = min(K, (split + 1u) * PART);
  for (var k = split * PART; k < end; k++) {
    let v = b[k * N4 + column];
    let x = a[k * M4 + a0];
    let y = a[k * M4 + a1];
    s0 += x.x * v;
    s1 += x.y * v;
    s2 += x.z * v;
    s3 += x.w * v;
    s4 += y.x * v;
    s5 += y.y * v;
    s6 += y.z * v;
    s7 += y.w * v;
  }
  let base = split * M4 * 4u;
  store(base + 8u * tile, column, s0);
  store(base + 8u * tile + 1u, column, s1);
  store(base + 8u * tile + 2u, column, s2);
  store(base + 8u * tile + 3u, column, s3);
  if (2u * tile + 1u < M4) {
    store(base + 8u * tile + 4u, column, s4);
    store(base + 8u * tile + 5u, column, s5);
    store(base + 8u * tile + 6u, column, s6);
    store(base + 8u * tile + 7u, column, s7);
  }
}

fn store(row: u32, column: u32, sum: vec4f) {
  let at = row * N4 + column;
#if ACCUMULATE
  out[at] += ALPHA_F * sum;
#else
  out[at] = ALPHA_F * sum;
#endif
}
