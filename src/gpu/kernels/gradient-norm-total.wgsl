// total[0] = √Σ partial: the global norm before clipping
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  var sum = 0.0;
  for (var j = 0u; j < PARTS; j++) { sum += partial[j]; }
  total[0] = sqrt(sum);
}
