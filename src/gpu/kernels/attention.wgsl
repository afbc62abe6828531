// out = softmax(q kᵀ SCALE) v, one query row of one head an invocation, keys four at a time with a running maximum
// (Milakov and Gimelshein 2018). qkv is (R, T, 3·D4) in vec4; the head's query, key and value are S4 vec4 each.
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let index = invocation(gid);
  if (index >= COUNT) { return; }
  let i = index % T;
  let h = (index / T) % H;
  let r = index / (T * H);
  let length = lengths[r];
  let target_ = (r * T + i) * D4 + h * S4;
  if (i >= length) {
    for (var c = 0u; c < S4; c++) { out[target_ + c] = vec4f(); }
    saved[index] = 0.0;
    return;
  }
  var last = length;
#if MASK
  last = min(length, i + 1u);
#if prefixes
  last = min(length, max(last, prefixes[r]));
#endif
#endif
  let base = r * T * 3u * D4 + h * S4;
  var q: array<vec4f, S4>;
  var sum: array<vec4f, S4>;
  for (var c = 0u; c < S4; c++) {
    q[c] = qkv[base + i * 3u * D4 + c] * SCALE_F;
    sum[c] = vec4f();
  }
  var top = -1e30;
  var total = 0.0;
  for (var j = 0u; j < last; j += 4u) {
    // keys past the last one repeat it with weight zero
    let k0 = base + j * 3u * D4 + D4;
    let k1 = base + min(j + 1u, last - 1u) * 3u * D4 + D4;
    let k2 = base + min(j + 2u, last - 1u) * 3u * D4 + D4;
    let k3 = base + min(j + 3u, last - 1u) * 3u * D4 + D4;
    var s = vec4f();
    for (var c = 0u; c < S4; c++) {
      s += vec4f(dot(q[c], qkv[k0 + c]), dot(q[c], qkv[k1 + c]), dot(q[c], qkv[k2 + c]), dot(q[c], qkv[k3 + c]));
    }
    s = select(s, vec4f(-1e30), vec4u(j, j + 1u, j + 2u, j + 3u) >= vec4u(last));
    let next = max(top, max(max(s.x, s.y), max(s.z, s.w)));
    let shrink = exp(top - next);
    let p = exp(s - next);
    total = total * shrink + p.x + p.y + p.z + p.w;
    for (var c = 0u; c < S4; c++) {
      sum[c] = sum[c] * shrink + p.x * qkv[k0 + D4 + c] + p.y * qkv[k1 + D4 + c] + p.z * qkv[k2 + D4 + c] + p.w * qkv[k3 + D4 + c];
    }
    top = next;
  }
  for (var c = 0u; c < S4; c++) { out[target_ + c] = sum[c] / total; }
  saved[index] = top + log(total);
}
