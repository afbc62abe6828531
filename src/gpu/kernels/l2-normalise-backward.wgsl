// ∂x = (∂y − y (y · ∂y)) / ‖x‖, one row of D per invocation
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let row = invocation(gid);
  if (row >= COUNT) { return; }
  var along = 0.0;
  for (var i = row * D; i < row * D + D; i++) { along += y[i] * gradient[i]; }
  for (var i = row * D; i < row * D + D; i++) {
    var value = saved[row] * (gradient[i] - along * y[i]);
    if (ACCUMULATE != 0u) { value += out[i]; }
    out[i] = value;
  }
}
