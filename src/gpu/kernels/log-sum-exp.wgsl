// out[row] = log Σ exp(x) over the entries of a row whose mark has the bit, -1e30 if there is none; one row per invocation
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let row = invocation(gid);
  if (row >= COUNT) { return; }
  var top = -1e30;
  var total = 0.0;
  for (var i = row * N; i < row * N + N; i++) {
    if ((marks[i] & BIT) == 0u) { continue; }
    let next = max(top, x[i]);
    total = total * exp(top - next) + exp(x[i] - next);
    top = next;
  }
  if (total > 0.0) { out[row] = top + log(total); } else { out[row] = -1e30; }
}
