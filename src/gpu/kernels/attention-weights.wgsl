// out[r, h, i, j] = exp(q_i · k_j · SCALE − logSums[r, h, i]) where query i sees key j, 0 elsewhere. One weight per invocation.
fn sees(r: u32, i: u32, j: u32) -> bool {
  if (MASK == 3u) { return ((seen[r * MASK_STRIDE + i * WORDS + j / 32u] >> (j % 32u)) & 1u) == 1u; }
  let length = seen[r];
  if (i >= length || j >= length) { return false; }
  if (MASK == 0u || j <= i) { return true; }
  return MASK == 2u && j < prefixes[r];
}

@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let index = invocation(gid);
  if (index >= COUNT) { return; }
  let j = index % T;
  let query = index / T;
  let i = query % T;
  let h = (query / T) % HEADS;
  let r = query / (T * HEADS);
  if (!sees(r, i, j)) {
    out[index] = 0.0;
    return;
  }
  let d = HEADS * SIZE;
  let q = (r * T + i) * 3u * d + h * SIZE;
  let k = (r * T + j) * 3u * d + d + h * SIZE;
  var score = 0.0;
  for (var c = 0u; c < SIZE; c++) { score += qkv[q + c] * qkv[k + c]; }
  out[index] = exp(score * SCALE_F - logSums[query]);
}
