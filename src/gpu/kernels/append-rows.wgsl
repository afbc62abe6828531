// cache[r, starts[r] + t] = the columns of x[r, t] from FIRST on; rows past the cache's CAPACITY are dropped
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  let column = i % WIDTH;
  let t = (i / WIDTH) % T;
  let r = i / (WIDTH * T);
  let place = starts[r] + t;
  if (place < CAPACITY) {
    cache[(r * CAPACITY + place) * WIDTH + column] = x[(r * T + t) * X_WIDTH + FIRST + column];
  }
}
