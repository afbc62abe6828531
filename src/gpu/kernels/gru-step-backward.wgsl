// one step of a GRU backwards; a thread computes four units of a row. TIME: the step, T for the initial state; AFTER: the step after it, T if there is none
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  let units = D / 4u;
  let row = i / units;
  let j = i % units;
  let at = row * T + TIME;
  let isInitial = TIME == T;
  var dh = vec4f(0.0);
  if (!isInitial) { dh = gradient[at * units + j]; }
  if (AFTER != T) {
    let next = row * T + AFTER;
    var carried = states[next * units + j];
    if (AFTER < lengths[row]) {
      carried *= gates[(next * 4u + 1u) * units + j];
      for (var k = 0u; k < 3u * units; k++) {
        let a = inner[next * 3u * units + k];
        let w = 4u * j * 3u * units + k;
        carried += vec4f(
          dot(a, weight[w]), dot(a, weight[w + 3u * units]), dot(a, weight[w + 6u * units]), dot(a, weight[w + 9u * units])
        );
      }
    }
    dh += carried;
  }
  if (isInitial) {
    let o = row * units + j;
    if (ACCUMULATE != 0u) { dh += out[o]; }
    out[o] = dh;
    return;
  }
  states[at * units + j] = dh;
  var d_r = vec4f(0.0);
  var d_z = vec4f(0.0);
  var d_n = vec4f(0.0);
  var r = vec4f(0.0);
  if (TIME < lengths[row]) {
    let g = at * 4u * units + j;
    r = gates[g];
    let z = gates[g + units];
    let n = gates[g + 2u * units];
    d_n = dh * (1.0 - z) * (1.0 - n * n);
    d_r = d_n * gates[g + 3u * units] * r * (1.0 - r);
    d_z = dh * (previous[at * units + j] - n) * z * (1.0 - z);
  }
  let o = at * 3u * units + j;
  inner[o] = d_r;
  inner[o + units] = d_z;
  inner[o + 2u * units] = d_n * r;
  if (ACCUMULATE != 0u) {
    d_r += out[o];
    d_z += out[o + units];
    d_n += out[o + 2u * units];
  }
  out[o] = d_r;
  out[o + units] = d_z;
  out[o + 2u * units] = d_n;
}
