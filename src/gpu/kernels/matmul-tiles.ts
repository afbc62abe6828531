/** The WGSL of matrix products for graphics cards: large tiles in workgroup memory, read and written four values at a time. */
import { epilogue } from './matmul.ts';
import { geluText, unroll } from './unroll.ts';

/** Outputs of a workgroup of 256: 16·`rows` × 64·`vectors`. Each invocation computes `rows` × 4·`vectors` of them. */
export interface WorkgroupTile {
  /** A multiple of 4. */
  rows: number;
  vectors: number;
}

const invocations = 256;
/** Terms of the sums that are in workgroup memory at a time. */
const depth = 16;

/**
 * Loads of one factor into workgroup memory, as vec4 of four neighbouring outputs for each of sixteen terms. A factor whose memory is dense along the
 * terms is read in blocks of 4×4, which are transposed in registers; one that is dense along the outputs is read as it is. The loads for the next
 * terms are issued before the products of the present ones, and stored after them. Indices past the end repeat the last output; terms past the end
 * are zero. Transposed, quad q of term k lies at q XOR 2⌊k / 4⌋, so that the stores of eight neighbours meet eight different banks.
 */
function loads(name: 'a' | 'b', dense: boolean, quads: number) {
  const count = dense ? quads * 4 : quads * depth;
  const rounds = Math.ceil(count / invocations);
  const each = (line: (o: number) => string) =>
    unroll(rounds, (o) => {
      const guard = count % invocations === 0 ? '' : `if (local + ${o * invocations}u < ${count}u) `;
      return `${guard}{ let e = local + ${o * invocations}u;${line(o)} }`;
    });
  const [limit, origin, row] = name === 'a' ? ['M', 'row0', 'A4'] : ['N', 'column0', 'B4'];
  if (dense) {
    return {
      declare: unroll(rounds, (o) => unroll(4, (j) => `var ${name}${o}_${j} = vec4f();`, ' ')),
      read: each(
        (o) => `
      let k4 = (start + step) / 4u + e % 4u;
      let line = ${origin} + e / 4u * 4u;
      ${unroll(4, (j) => `${name}${o}_${j} = select(vec4f(), ${name}[min(line + ${j}u, ${limit} - 1u) * ${row} + min(k4, ${row} - 1u)], 4u * k4 < end);`)}`,
      ),
      store: each(
        (o) => `
      let at = e % 4u * ${4 * quads}u + ((e / 4u) ^ (e % 4u * 2u));
      ${unroll(4, (j) => `${name}Tile[at + ${j * quads}u] = vec4f(${unroll(4, (i) => `${name}${o}_${i}[${j}]`, ', ')});`)}`,
      ),
    };
  }
  return {
    declare: unroll(rounds, (o) => `var ${name}${o} = vec4f();`),
    read: each(
      (o) => `
      let k = start + step + e / ${quads}u;
      ${name}${o} = select(vec4f(), ${name}[min(k, K - 1u) * ${row} + min(${origin} / 4u + e % ${quads}u, ${row} - 1u)], k < end);`,
    ),
    store: each((o) => ` ${name}Tile[e] = ${name}${o};`),
  };
}

/**
 * out[part, m, n] = ALPHA Σ_k a[m, k] b[k, n] over one part of k. Layouts as in `MatmulRequest`; sizes along dense memory are multiples of 4: `nn` and
 * `nt` need K and N, `tn` M and N. Constants M, N, K; A4, B4 = vec4 in a row of a and of b; TILES, ROW_TILES = column and row tiles; PART terms per
 * part, a multiple of 16 or at least K. With SUMS also sums[part, n] = Σ_k b[k, n].
 */
export function matmulTilesText(layout: 'nn' | 'nt' | 'tn', { rows, vectors }: WorkgroupTile): string {
  const [rowQuads, columnQuads] = [4 * rows, 16 * vectors];
  const a = loads('a', layout !== 'tn', rowQuads);
  const b = loads('b', layout === 'nt', columnQuads);
  /** Where quad `at` of term k lies. */
  const place = (dense: boolean, at: string) => (dense ? `((${at}) ^ (k / 4u * 2u))` : `(${at})`);
  const quadA = (q: number) => `aTile[k * ${rowQuads}u + ${place(layout !== 'tn', `y + ${16 * q}u`)}]`;
  const quadB = (v: number) => `bTile[k * ${columnQuads}u + ${place(layout === 'nt', `x + ${16 * v}u`)}]`;
  const count = rows * vectors;
  return `
var<workgroup> aTile: array<vec4f, ${depth * rowQuads}>;
var<workgroup> bTile: array<vec4f, ${depth * columnQuads}>;
@compute @workgroup_size(${invocations}) fn main(@builtin(workgroup_id) wid: vec3u, @builtin(local_invocation_index) local: u32) {
  let group = workgroup_index(wid);
  if (group * 64u >= COUNT) { return; }
  let column0 = (group % TILES) * ${4 * columnQuads}u;
  let row0 = ((group / TILES) % ROW_TILES) * ${4 * rowQuads}u;
  let part = group / (TILES * ROW_TILES);
  let start = part * PART;
  let end = min(K, start + PART);
  let x = local % 16u;
  let y = local / 16u;
  ${unroll(rows, (r) => unroll(vectors, (v) => `var s${r}_${v} = vec4f();`, ' '))}
  ${unroll(vectors, (v) => `var columnSum${v} = vec4f();`, ' ')}
  ${a.declare}
  ${b.declare}
  var step = 0u;
  ${a.read}
  ${b.read}
  let steps = (end - start + ${depth - 1}u) / ${depth}u;
  for (var n = 0u; n < steps; n++) {
    ${a.store}
    ${b.store}
    workgroupBarrier();
    step += ${depth}u;
    if (n + 1u < steps) {
      ${a.read}
      ${b.read}
    }
    for (var k = 0u; k < ${depth}u; k++) {
      ${unroll(vectors, (v) => `let w${v} = ${quadB(v)};`, ' ')}
      ${unroll(
        rows / 4,
        (q) => `{ let z = ${quadA(q)};
      ${unroll(4, (j) => unroll(vectors, (v) => `s${4 * q + j}_${v} += z[${j}] * w${v};`, ' '))} }`,
      )}
    }
    if (SUMS != 0u && row0 == 0u && y == 0u) {
      for (var k = 0u; k < ${depth}u; k++) { ${unroll(vectors, (v) => `columnSum${v} += ${quadB(v)};`, ' ')} }
    }
    workgroupBarrier();
  }
  if (SUMS != 0u && row0 == 0u && y == 0u) {
    ${unroll(vectors, (v) => `storeSum(part, column0 / 4u + x + ${16 * v}u, columnSum${v});`)}
  }
  // a loop, because every call of a function is compiled anew
  var values = array<vec4f, ${count}>(${unroll(rows, (r) => unroll(vectors, (v) => `s${r}_${v},`, ' '), ' ')});
  for (var o = 0u; o < ${count}u; o++) {
    let r = o / ${vectors}u;
    store(part, row0 + (y + r / 4u * 16u) * 4u + r % 4u, column0 / 4u + x + o % ${vectors}u * 16u, values[o]);
  }
}
fn store(part: u32, row: u32, column: u32, sum: vec4f) {
  if (row >= M || column >= N / 4u) { return; }
  let at = (part * M + row) * (N / 4u) + column;
  var value = sum * ALPHA_F;
${epilogue}
}
fn storeSum(part: u32, column: u32, sum: vec4f) {
  if (column >= N / 4u) { return; }
  let at = part * (N / 4u) + column;
  var value = sum;
  if (ACCUMULATE_SUMS != 0u) { value += sums[at]; }
  sums[at] = value;
}
${geluText('vec4f')}`;
}

/** The second dispatch of a split sum: out = Σ over SPLITS of parts (SPLITS, M, N), with the epilogue, four outputs per invocation; N4 = N / 4. */
export const matmulPartsText = `@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let at = invocation(gid);
  if (at >= COUNT) { return; }
  let column = at % N4;
  var value = vec4f();
  for (var part = 0u; part < SPLITS; part++) { value += parts[part * COUNT + at]; }
${epilogue}
}
${geluText('vec4f')}`;
