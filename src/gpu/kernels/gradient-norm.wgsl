// partial[i] = Σ g² over the blocks i, i + PARTS, … that are being trained
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  var sum = 0.0;
  for (var block = i; block < BLOCKS; block += COUNT) {
    if (groups[block] == 0u) { continue; }
    for (var j = 0u; j < 16u; j++) {
      let g = gradients[block * 16u + j];
      sum += dot(g, g);
    }
  }
  partial[i] = sum;
}
