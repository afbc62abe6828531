// out[r, h, i, j] = exp(q_i · k_j · SCALE − logSums[r, h, i]) where query i sees key j, 0 elsewhere. One weight per invocation.
// PACKED: queries and keys are parts of one tensor, (R, T, 3d), as in self-attention.
fn sees(r: u32, i: u32, j: u32) -> bool {
  if (SEEN == 3u) { return ((seen[r * MASK_STRIDE + i * WORDS + j / 32u] >> (j % 32u)) & 1u) == 1u; }
  if (SEEN == 4u) { return j < seen[r]; }
  if (SEEN == 5u) { return j <= seen[r] + i; }
  let length = seen[r];
  if (i >= length || j >= length) { return false; }
  if (SEEN == 0u || j <= i) { return true; }
  return SEEN == 2u && j < prefixes[r];
}

fn key(index: u32) -> f32 {
  if (PACKED == 1u) { return queries[index]; }
  return keysValues[index];
}

@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let index = invocation(gid);
  if (index >= COUNT) { return; }
  let j = index % TK;
  let query = index / TK;
  let i = query % TQ;
  let h = (query / TQ) % HEADS;
  let r = query / (TQ * HEADS);
  if (!sees(r, i, j)) {
    out[index] = 0.0;
    return;
  }
  let d = HEADS * SIZE;
  let q = (r * TQ + i) * QUERY_WIDTH + h * SIZE;
  let k = (r * TK + j) * (2u + PACKED) * d + PACKED * d + h * SIZE;
  var score = 0.0;
  for (var c = 0u; c < SIZE; c++) { score += queries[q + c] * key(k + c); }
  out[index] = exp(score * SCALE_F - logSums[query]);
}
