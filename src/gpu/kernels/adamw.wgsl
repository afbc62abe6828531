// AdamW (Loshchilov and Hutter 2019) with clipping by the global norm (Pascanu et al. 2013), four values per invocation.
// groups: per block of 64 values 0 if frozen, else 2·(group + 1), plus 1 with weight decay.
// scalars: 1/(1−β1^t), 1/(1−β2^t), a learning rate per group, a factor of the weight decay per group. If the norm is not finite, nothing is changed.
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  let code = groups[i / 16u];
  if (code == 0u) { return; }
  let total = norm[0];
  // below 1e30, compared as bits: a compiler may assume that no float is NaN, and drop a test for it
  if ((bitcast<u32>(total) & 0x7fffffffu) >= 0x7149f2cau) { return; }
  let clip = select(1.0, CLIP_F / total, total > CLIP_F);
  let g = gradients[i] * clip;
  let m = BETA1_F * firstMoments[i] + (1.0 - BETA1_F) * g;
  let v = BETA2_F * secondMoments[i] + (1.0 - BETA2_F) * g * g;
  firstMoments[i] = m;
  secondMoments[i] = v;
  let rate = scalars[1u + code / 2u];
  let decay = select(0.0, DECAY_F * scalars[1u + GROUPS + code / 2u], (code & 1u) == 1u);
  let value = values[i];
  values[i] = value - rate * (m * scalars[0] / (sqrt(v * scalars[1]) + EPSILON_F) + decay * value);
}
