// out = logits[target] − log Σ exp(logits), saved = log Σ exp(logits); one row per workgroup, read once, under a running maximum for each
// invocation (Milakov and Gimelshein 2018)
var<workgroup> tops: array<f32, 128>;
var<workgroup> totals: array<f32, 128>;
@compute @workgroup_size(128) fn main(@builtin(workgroup_id) wid: vec3u, @builtin(local_invocation_index) local: u32) {
  let row = workgroup_index(wid);
  if (row >= ROWS) { return; }
  var top = -1e30;
  var total = vec4f();
  for (var c = local; c < V4; c += 128u) {
    let x = logits[row * V4 + c];
    let next = max(top, max(max(x.x, x.y), max(x.z, x.w)));
    total = total * exp(top - next) + exp(x - next);
    top = next;
  }
  tops[local] = top;
  totals[local] = dot(total, vec4f(1.0));
  workgroupBarrier();
  for (var half_ = 64u; half_ > 0u; half_ /= 2u) {
    if (local < half_) {
      let next = max(tops[local], tops[local + half_]);
      totals[local] = totals[local] * exp(tops[local] - next) + totals[local + half_] * exp(tops[local + half_] - next);
      tops[local] = next;
    }
    workgroupBarrier();
  }
  if (local == 0u) {
    let lse = tops[0] + log(totals[0]);
    saved[row] = lse;
    let label = targets[row];
    out[row] = 0.0;
    if (label < 4u * V4) { out[row] = logits[row * V4 + label / 4u][label % 4u] - lse; }
  }
}
