// out[0] = ALPHA Σ weights · x, in one workgroup; BACKWARD: out (+)= ALPHA weights · gradient[0]
#if BACKWARD
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  var value = ALPHA_F * weights[i] * gradient[0];
  if (ACCUMULATE != 0u) { value += out[i]; }
  out[i] = value;
}
#else
var<workgroup> sums: array<f32, 64>;
@compute @workgroup_size(64) fn main(@builtin(local_invocation_index) local: u32) {
  var sum = 0.0;
  for (var j = local; j < N; j += 64u) { sum += weights[j] * x[j]; }
  sums[local] = sum;
  workgroupBarrier();
  if (local != 0u) { return; }
  for (var i = 1u; i < 64u; i++) { sum += sums[i]; }
  out[0] = ALPHA_F * sum;
}
#endif
