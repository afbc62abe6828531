// ∂x[n · SIZE + s, c]: of a mean ∂out[n, c] / SIZE, of a maximum ∂out[n, c] at the first row that has it
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  let row = i / D;
  let from_ = row / SIZE * D + i % D;
  var value = gradient[from_] / f32(SIZE);
  if (MAX != 0u) {
    value = select(0.0, gradient[from_], x[i] == y[from_]);
    for (var earlier = 1u; earlier <= row % SIZE; earlier++) {
      if (x[i - earlier * D] == y[from_]) { value = 0.0; }
    }
  }
  if (ACCUMULATE != 0u) { value += out[i]; }
  out[i] = value;
}
