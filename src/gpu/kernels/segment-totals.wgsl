// out[id] (+)= Σ of the chunks of id
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  let column = i % D;
  let id = i / D;
  var sum = 0.0;
  for (var c = sorted[FIRST_CHUNK + id]; c < sorted[FIRST_CHUNK + id + 1u]; c++) {
    sum += chunks[c * D + column];
  }
  if (ACCUMULATE != 0u) { sum += out[i]; }
  out[i] = sum;
}
