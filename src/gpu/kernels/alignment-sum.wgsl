// out[r, i] (+)= Σ_j factors[r, i, j] memory[r, j]; a thread computes four columns
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  let units = D / 4u;
  let query = i / units;
  let memory_row = (query / TQ) * TK;
  var sum = vec4f(0.0);
  if (ACCUMULATE != 0u) { sum = out[i]; }
  for (var j = 0u; j < TK; j++) { sum += factors[query * TK + j] * memory[(memory_row + j) * units + i % units]; }
  out[i] = sum;
}
