// out (+)= KEEP · x where a hash of (seed, index) reaches THRESHOLD, else 0 (hash: lowbias32, Wellons 2018)
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  var h = i ^ (seed[0] * 0x9e3779b9u);
  h = (h ^ (h >> 16u)) * 0x7feb352du;
  h = (h ^ (h >> 15u)) * 0x846ca68bu;
  h = h ^ (h >> 16u);
  var value = select(0.0, KEEP_F * x[i], h >= THRESHOLD);
#if ACCUMULATE
  value += out[i];
#endif
  out[i] = value;
}
