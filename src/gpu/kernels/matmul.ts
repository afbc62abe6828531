/** The WGSL of matrix products: plain, with tiles in registers, with tiles in shared memory, with sums over subgroups. */
import { geluText, unroll } from './unroll.ts';

/** Each invocation computes `rows` × 4·`vectors` outputs in registers, without shared memory and barriers. */
export interface Tile {
  /** Output rows of an invocation, a multiple of 4. */
  rows: number;
  /** Output columns of an invocation, in groups of four. */
  vectors: number;
}

/**
 * The epilogue of a sum before it is stored at index `at`, in `column`: + bias, GELU (its argument is saved), + residual, times GELU's slope at
 * the argument that the forward pass saved. BIAS, BEFORE, RESIDUAL and SLOPE say which of them there are.
 */
export const epilogue = `
  if (BIAS != 0u) { value += bias[column]; }
  if (BEFORE != 0u) {
    before[at] = value;
    value = gelu(value);
  }
  if (RESIDUAL != 0u) { value += residual[at]; }
  if (SLOPE != 0u) { value *= gelu_slope(slope[at]); }
  if (ACCUMULATE != 0u) { value += out[at]; }
  out[at] = value;`;

const head = `@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }`;

/**
 * out[m, n] = ALPHA Σ_k a[m, k] b[k, n]; a is (M, K), b is (K, N) or, where TRANSPOSED, (N, K). Constants M, N4, K4, TILES = column tiles;
 * indices past the end repeat the last row or column and are not stored.
 */
export function matmulRowsText({ rows, vectors }: Tile): string {
  const product = (r: number, v: number) =>
    `s${r}_${v} += a.x * b0_${v} + a.y * b1_${v} + a.z * b2_${v} + a.w * b3_${v};`;
  return `${head}
  let tile = i % TILES;
  let row = (i / TILES) * ${rows}u;
  ${unroll(vectors, (v) => `let c${v} = min(tile + ${v}u * TILES, N4 - 1u);`)}
  ${unroll(rows, (r) => `let r${r} = min(row + ${r}u, M - 1u) * K4;`)}
  ${unroll(rows, (r) => unroll(vectors, (v) => `var s${r}_${v} = vec4f();`, ' '))}
  for (var k = 0u; k < K4; k++) {
#if TRANSPOSED
    ${unroll(
      vectors,
      (v) => `
    let t0_${v} = b[(4u * c${v}) * K4 + k];
    let t1_${v} = b[(4u * c${v} + 1u) * K4 + k];
    let t2_${v} = b[(4u * c${v} + 2u) * K4 + k];
    let t3_${v} = b[(4u * c${v} + 3u) * K4 + k];
    let b0_${v} = vec4f(t0_${v}.x, t1_${v}.x, t2_${v}.x, t3_${v}.x);
    let b1_${v} = vec4f(t0_${v}.y, t1_${v}.y, t2_${v}.y, t3_${v}.y);
    let b2_${v} = vec4f(t0_${v}.z, t1_${v}.z, t2_${v}.z, t3_${v}.z);
    let b3_${v} = vec4f(t0_${v}.w, t1_${v}.w, t2_${v}.w, t3_${v}.w);`,
    )}
#else
    ${unroll(4, (j) => unroll(vectors, (v) => `let b${j}_${v} = b[(4u * k + ${j}u) * N4 + c${v}];`))}
#endif
    ${unroll(rows, (r) => `{ let a = a[r${r} + k]; ${unroll(vectors, (v) => product(r, v), ' ')} }`)}
  }
  ${tileEpilogue({ rows, vectors })}
}
${geluText('vec4f')}`;
}

/**
 * `epilogue` for a whole tile. Tests for every output would take a third of a short product's time, so each operand is tested once. What follows
 * is a loop: unrolled, or in a function, which is compiled anew at every call, a large tile takes two seconds to compile.
 */
function tileEpilogue({ rows, vectors }: Tile): string {
  const count = rows * vectors;
  const each = (line: (name: string, o: number, v: number) => string) =>
    unroll(rows, (r) => unroll(vectors, (v) => line(`s${r}_${v}`, r * vectors + v, v), ' '));
  const loop = (body: string) => `
    var values = array<vec4f, ${count}>(${each((sum) => `${sum},`)});
    for (var o = 0u; o < ${count}u; o++) {
      let r = row + o / ${vectors}u;
      let column = tile + (o % ${vectors}u) * TILES;
      let inside = r < M && column < N4;
      let at = min(r, M - 1u) * N4 + min(column, N4 - 1u);
      ${body}
    }`;
  const change = (body: string) => `${loop(body)}
    ${each((sum, o) => `${sum} = values[${o}];`)}`;
  return `
  ${each((sum) => `${sum} *= ALPHA_F;`)}
  if (BIAS != 0u) {
    ${unroll(vectors, (v) => `let bias${v} = bias[c${v}];`)}
    ${each((sum, _, v) => `${sum} += bias${v};`)}
  }
  if (BEFORE != 0u) { ${change('if (inside) { before[at] = values[o]; } values[o] = gelu(values[o]);')} }
  if (RESIDUAL != 0u) { ${change('values[o] += residual[at];')} }
  if (SLOPE != 0u) { ${change('values[o] *= gelu_slope(slope[at]);')} }
  if (ACCUMULATE != 0u) { ${change('values[o] += out[at];')} }
  ${loop('if (inside) { out[at] = values[o]; }')}`;
}

/** Any shape, one element per invocation. Strides describe how a and b are stored: a[m, k] = a[m A_ROW + k A_DEPTH], b[k, n] = b[k B_DEPTH + n B_COLUMN]. */
export const matmulPlainText = `${head}
  let at = i;
  let column = i % N;
  let row = i / N;
  var value = 0.0;
  for (var k = 0u; k < K; k++) {
    value += a[row * A_ROW + k * A_DEPTH] * b[k * B_DEPTH + column * B_COLUMN];
  }
  value *= ALPHA_F;
${epilogue}
}
${geluText('f32')}`;

/**
 * out[m, n] = ALPHA Σ_k a[k, m] b[k, n]: a weight's gradient from activations a (K, M) and output gradients b (K, N). Constants M, M4,
 * N4, K, TILES and ROW_TILES = column and row tiles, PART: a long sum over k is cut into parts of PART terms, which a second
 * dispatch adds; out is then (parts, M, N). With SUMS also Σ_k b[k, n], the gradient of a bias, (N) or (parts, N).
 */
export function matmulColumnsText({ rows, vectors }: Tile): string {
  const quads = rows / 4;
  return `${head}
  let tile = i % TILES;
  let quad = ((i / TILES) % ROW_TILES) * ${quads}u;
  let part = i / (TILES * ROW_TILES);
  ${unroll(vectors, (v) => `let c${v} = min(tile + ${v}u * TILES, N4 - 1u);`)}
  ${unroll(quads, (q) => `let q${q} = min(quad + ${q}u, M4 - 1u);`)}
  ${unroll(rows, (r) => unroll(vectors, (v) => `var s${r}_${v} = vec4f();`, ' '))}
  let end = min(K, (part + 1u) * PART);
  for (var k = part * PART; k < end; k++) {
    ${unroll(vectors, (v) => `let b${v} = b[k * N4 + c${v}];`)}
    ${unroll(
      quads,
      (q) => `{ let a = a[k * M4 + q${q}];
      ${unroll(4, (j) => unroll(vectors, (v) => `s${4 * q + j}_${v} += a[${j}] * b${v};`, ' '))} }`,
    )}
  }
  if (SUMS != 0u && quad == 0u) {
    ${unroll(vectors, (v) => `var sum${v} = vec4f();`, ' ')}
    for (var k = part * PART; k < end; k++) { ${unroll(vectors, (v) => `sum${v} += b[k * N4 + c${v}];`, ' ')} }
    ${unroll(vectors, (v) => `storeSum(part, tile + ${v}u * TILES, sum${v});`)}
  }
  let row = part * M + quad * 4u;
  ${unroll(
    quads,
    (q) => `if (quad + ${q}u < M4) {
    ${unroll(4, (j) => unroll(vectors, (v) => `store(row + ${4 * q + j}u, tile + ${v}u * TILES, s${4 * q + j}_${v});`))} }`,
  )}
}

fn store(row: u32, column: u32, sum: vec4f) {
  if (column >= N4) { return; }
  let at = row * N4 + column;
  var value = ALPHA_F * sum;
  if (ACCUMULATE != 0u) { value += out[at]; }
  out[at] = value;
}
fn storeSum(part: u32, column: u32, sum: vec4f) {
  if (column >= N4) { return; }
  let at = part * N4 + column;
  var value = sum;
  if (ACCUMULATE_SUMS != 0u) { value += sums[at]; }
  sums[at] = value;
}`;
}

/** Rows and columns of outputs per workgroup of 256 invocations. */
export const workgroupTile = 64;

/** The type of the factors in shared memory; sums are always f32. */
export type TileElement = 'f32' | 'f16';

/**
 * out[part, m, n] = ALPHA Σ_k a[m, k] b[k, n] over one part of k: 64×64 outputs per workgroup, 4×4 per invocation, sixteen terms at a time in
 * shared memory. Any shape; strides as in `matmulPlainText`, TILES and ROW_TILES = column and row tiles, PART terms per part, a multiple of 16 or K.
 * With SUMS also sums[part, n] = Σ_k b[k, n].
 */
export function matmulWorkgroupText(layout: 'nn' | 'nt' | 'tn', element: TileElement = 'f32'): string {
  const tile = element === 'f16' ? 'vec4h' : 'vec4f';
  // neighbouring invocations read neighbouring values
  const along = (depthIsDense: boolean, slot: string) =>
    depthIsDense
      ? `let ${slot}k = local % 16u; let ${slot}g = local / 16u;`
      : `let ${slot}k = local / 16u; let ${slot}g = local % 16u;`;
  return `
var<workgroup> tileA: array<${tile}, 256>;
var<workgroup> tileB: array<${tile}, 256>;
fn loadA(row: u32, k: u32, end: u32) -> f32 { if (row >= M || k >= end) { return 0.0; } return a[row * A_ROW + k * A_DEPTH]; }
fn loadB(k: u32, column: u32, end: u32) -> f32 { if (column >= N || k >= end) { return 0.0; } return b[k * B_DEPTH + column * B_COLUMN]; }
@compute @workgroup_size(256) fn main(@builtin(workgroup_id) wid: vec3u, @builtin(local_invocation_index) local: u32) {
  let group = workgroup_index(wid);
  let column0 = (group % TILES) * 64u;
  let row0 = ((group / TILES) % ROW_TILES) * 64u;
  let part = group / (TILES * ROW_TILES);
  let start = part * PART;
  let end = min(K, start + PART);
  ${along(layout !== 'tn', 'a')}
  ${along(layout === 'nt', 'b')}
  let x = local % 16u;
  let y = local / 16u;
  ${unroll(4, (r) => `var s${r} = vec4f();`, ' ')}
  var columnSum = vec4f();
  for (var step = 0u; step < PART; step += 16u) {
    let ka = start + step + ak;
    let ra = row0 + 4u * ag;
    tileA[ak * 16u + ag] = ${tile}(vec4f(loadA(ra, ka, end), loadA(ra + 1u, ka, end), loadA(ra + 2u, ka, end), loadA(ra + 3u, ka, end)));
    let kb = start + step + bk;
    let cb = column0 + 4u * bg;
    tileB[bk * 16u + bg] = ${tile}(vec4f(loadB(kb, cb, end), loadB(kb, cb + 1u, end), loadB(kb, cb + 2u, end), loadB(kb, cb + 3u, end)));
    workgroupBarrier();
    for (var k = 0u; k < 16u; k++) {
      let va = vec4f(tileA[k * 16u + y]);
      let vb = vec4f(tileB[k * 16u + x]);
      ${unroll(4, (r) => `s${r} += va[${r}] * vb;`, ' ')}
    }
    if (SUMS != 0u && row0 == 0u && y == 0u) { for (var k = 0u; k < 16u; k++) { columnSum += vec4f(tileB[k * 16u + x]); } }
    workgroupBarrier();
  }
  if (start >= K) { return; }
  if (SUMS != 0u && row0 == 0u && y == 0u) {
    for (var c = 0u; c < 4u; c++) { storeSum(part, column0 + 4u * x + c, columnSum[c]); }
  }
  // a loop, because every call of a function is compiled anew
  let sums = array<vec4f, 4>(s0, s1, s2, s3);
  for (var o = 0u; o < 16u; o++) { store(part, row0 + 4u * y + o / 4u, column0 + 4u * x + o % 4u, sums[o / 4u][o % 4u]); }
}
fn store(part: u32, row: u32, column: u32, sum: f32) {
  if (row >= M || column >= N) { return; }
  let at = (part * M + row) * N + column;
  var value = sum * ALPHA_F;
${epilogue}
}
fn storeSum(part: u32, column: u32, sum: f32) {
  if (column >= N) { return; }
  let at = part * N + column;
  var value = sum;
  if (ACCUMULATE_SUMS != 0u) { value += sums[at]; }
  sums[at] = value;
}
${geluText('f32')}`;
}

/** Outputs per workgroup of `matmulSubgroupText`, for any subgroup size. */
export const subgroupOutputs = 16;

/**
 * Each subgroup computes one output at a time; its invocations share the sum over k. Any shape and any subgroup size, if the invocations of a subgroup
 * are neighbours, which the proof finds out; strides as in `matmulPlainText`. A subgroup of 128 (Adreno) has the whole workgroup and 64 idle lanes.
 */
export const matmulSubgroupText = `
@compute @workgroup_size(64) fn main(@builtin(workgroup_id) wid: vec3u, @builtin(local_invocation_index) local: u32,
  @builtin(subgroup_size) subgroup: u32) {
  let size = min(subgroup, 64u);
  let lane = local % size;
  let first = workgroup_index(wid) * ${subgroupOutputs}u;
  for (var o = local / size; o < ${subgroupOutputs}u; o += 64u / size) {
    let at = first + o;
    let row = at / N;
    let column = at % N;
    var sum = 0.0;
    if (at < OUTPUTS) {
      for (var k = lane; k < K; k += size) { sum += a[row * A_ROW + k * A_DEPTH] * b[k * B_DEPTH + column * B_COLUMN]; }
    }
    sum = subgroupAdd(sum);
    if (lane == 0u && at < OUTPUTS) { store(at, column, sum); }
  }
}
fn store(at: u32, column: u32, sum: f32) {
  var value = sum * ALPHA_F;
${epilogue}
}
${geluText('f32')}`;
