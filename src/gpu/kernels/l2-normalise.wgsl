// y = x / max(‖x‖, 1e-12), one row of D per invocation; saved = the factor
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let row = invocation(gid);
  if (row >= COUNT) { return; }
  var squares = 0.0;
  for (var i = row * D; i < row * D + D; i++) { squares += x[i] * x[i]; }
  let factor = 1.0 / sqrt(max(squares, 1e-24));
  saved[row] = factor;
  for (var i = row * D; i < row * D + D; i++) { y[i] = x[i] * factor; }
}
