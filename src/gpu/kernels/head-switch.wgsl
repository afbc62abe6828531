// out = x times the switch of the head that the channel belongs to; on top of what is there with ACCUMULATE
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  let value = x[i] * on[FIRST + (i % D) / SIZE];
  if (ACCUMULATE != 0u) { out[i] += value; } else { out[i] = value; }
}
