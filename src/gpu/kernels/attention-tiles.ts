/**
 * Attention kernels for graphics cards, what they share and the forward pass: a workgroup computes a tile of queries or of keys, with its operands in workgroup memory (Dao et al. 2022).
 * Layouts, masks and constants are those of `attention.ts`; further constants are declared at each kernel. Four keys make one vec4 of scores: of
 * a tile of n keys these are g, g + n/4, g + 2n/4 and g + 3n/4. So neighbouring invocations read neighbouring rows, and the rows' odd stride
 * puts them into different banks of the memory.
 */
import { layoutOf } from './attention.ts';
import { unroll } from './unroll.ts';

export interface AttentionTiles {
  /** vec4 in a head. */
  size4: number;
  /** Rows of a tile, multiples of 4. */
  queryTile: number;
  keyTile: number;
  /** Queries, keys and values lie in one tensor. */
  packed: boolean;
}

/** vec4 from one row of a tile to the next: an odd number. */
export const strideOf = (size4: number) => size4 + 1 - (size4 % 2);

/** Invocations in a workgroup, and bytes of its memory. */
export interface TileNeeds {
  invocations: number;
  bytes: number;
}

export function forwardNeeds({ size4, queryTile, keyTile }: Omit<AttentionTiles, 'packed'>): TileNeeds {
  const rows = queryTile + 2 * keyTile;
  return {
    invocations: (queryTile / 4) * size4,
    bytes: 16 * (rows * strideOf(size4) + (queryTile * keyTile) / 4) + 8 * queryTile + 16,
  };
}

/**
 * What decides how far loops go must be the same for a whole workgroup, and be known to be: `bounds` passes through workgroup memory. length: keys of
 * this row of the batch; queryEnd: its queries.
 */
export const bounds = (packed: boolean, keyCount: string) => `
  if (local == 0u) {
    var read = vec4u(${keyCount}, 0u, 0u, 0u);
#if lengths
    read.x = min(lengths[r], ${keyCount});
#endif
#if prefixes
    read.y = prefixes[r];
#endif
#if starts
    read.z = starts[r];
#endif
    rowBounds = read;
  }
  let bounds = workgroupUniformLoad(&rowBounds);
  let length = bounds.x;
  let queryEnd = ${packed ? 'length' : 'TQ'};`;

/** `seen`: which of the four \`keys\` query i sees. */
export const seen = (keyCount: string) => `
    var end = length;
#if MASK
    end = i + 1u;
#if prefixes
    end = max(end, bounds.y);
#endif
    end = min(end, length);
#endif
#if starts
    end = min(length, bounds.z + i + 1u);
#endif
    end = select(0u, end, i < queryEnd);
    var seen = keys < vec4u(end);
#if mask
    let row_ = r * MASK_STRIDE + min(i, queryEnd - 1u) * WORDS;
    let near = min(keys, vec4u(${keyCount} - 1u));
    let words = vec4u(${unroll(4, (m) => `mask[row_ + near[${m}] / 32u]`, ', ')});
    seen = seen & (((words >> (near % 32u)) & vec4u(1u)) == vec4u(1u));
#endif`;

/** A workgroup that the grid has too much does nothing. */
export const entry = (invocations: number) => `
@compute @workgroup_size(${invocations}) fn main(@builtin(workgroup_id) wid: vec3u, @builtin(local_invocation_index) local: u32) {
  let group = workgroup_index(wid);
  if (group * 64u >= COUNT) { return; }`;

/**
 * out = softmax(SCALE q kᵀ) v and the log-sum-exp of each row. A workgroup computes one tile of queries of one head; TILES = tiles of queries. An
 * invocation sums four queries' rows in one column.
 */
export function attentionTilesText(shape: AttentionTiles): string {
  const { size4, queryTile, keyTile, packed } = shape;
  const { queries, keys, keyOffset, queryCount, keyCount, queryBase, keyBase, queryStride, keyStride, bases } =
    layoutOf(shape);
  const stride = strideOf(size4);
  const { invocations } = forwardNeeds(shape);
  const [keyGroups, rowGroups] = [keyTile / 4, queryTile / 4];
  return `
var<workgroup> rowBounds: vec4u;
var<workgroup> queryTile: array<vec4f, ${queryTile * stride}>;
var<workgroup> keyTile: array<vec4f, ${keyTile * stride}>;
var<workgroup> valueTile: array<vec4f, ${keyTile * stride}>;
var<workgroup> weights: array<vec4f, ${queryTile * keyGroups}>;
var<workgroup> tops: array<f32, ${queryTile}>;
var<workgroup> shrinks: array<f32, ${queryTile}>;
${entry(invocations)}
  let row0 = (group % TILES) * ${queryTile}u;
  let h = (group / TILES) % H;
  let r = group / (TILES * H);
  ${bounds(packed, keyCount)}
  let stride = ${packed ? 3 : 2}u * D4;
  ${bases}
  var last = select(length, 0u, row0 >= queryEnd);
#if MASK
  last = min(last, max(row0 + ${queryTile}u, bounds.y));
#endif
#if starts
  last = min(last, bounds.z + row0 + ${queryTile}u);
#endif
  for (var e = local; e < ${queryTile * size4}u; e += ${invocations}u) {
    let i = min(row0 + e / ${size4}u, max(queryEnd, 1u) - 1u);
    queryTile[e / ${size4}u * ${stride}u + e % ${size4}u] = ${queries}[${queryBase} + i * ${queryStride} + e % ${size4}u] * SCALE_F;
  }
  for (var row = local; row < ${queryTile}u; row += ${invocations}u) { tops[row] = -1e30; }
  let c = local % ${size4}u;
  let rows = local / ${size4}u;
  ${unroll(4, (n) => `var sum${n} = vec4f(); var total${n} = 0.0;`, ' ')}
  for (var j0 = 0u; j0 < last; j0 += ${keyTile}u) {
    for (var e = local; e < ${keyTile * size4}u; e += ${invocations}u) {
      let at = ${keyBase} + min(j0 + e / ${size4}u, length - 1u) * ${keyStride}${keyOffset} + e % ${size4}u;
      keyTile[e / ${size4}u * ${stride}u + e % ${size4}u] = ${keys}[at];
      valueTile[e / ${size4}u * ${stride}u + e % ${size4}u] = ${keys}[at + D4];
    }
    workgroupBarrier();
    for (var u = local; u < ${queryTile * keyGroups}u; u += ${invocations}u) {
      let query = u / ${keyGroups}u * ${stride}u;
      let key = u % ${keyGroups}u * ${stride}u;
      var s = vec4f();
      for (var d = 0u; d < ${size4}u; d++) {
        let x = queryTile[query + d];
        s += vec4f(${unroll(4, (m) => `dot(x, keyTile[key + ${m * keyGroups * stride}u + d])`, ', ')});
      }
      let i = row0 + u / ${keyGroups}u;
      let keys = vec4u(j0 + u % ${keyGroups}u) + vec4u(${unroll(4, (m) => `${m * keyGroups}u`, ', ')});
      ${seen(keyCount)}
      weights[u] = select(vec4f(-1e30), s, seen);
    }
    workgroupBarrier();
    for (var row = local; row < ${queryTile}u; row += ${invocations}u) {
      var top = vec4f(tops[row]);
      for (var g = 0u; g < ${keyGroups}u; g++) { top = max(top, weights[row * ${keyGroups}u + g]); }
      let next = max(max(top.x, top.y), max(top.z, top.w));
      shrinks[row] = exp(tops[row] - next);
      tops[row] = next;
    }
    workgroupBarrier();
    for (var u = local; u < ${queryTile * keyGroups}u; u += ${invocations}u) {
      let s = weights[u];
      weights[u] = select(exp(s - tops[u / ${keyGroups}u]), vec4f(), s == vec4f(-1e30));
    }
    workgroupBarrier();
    ${unroll(4, (n) => `let shrink${n} = shrinks[rows + ${n * rowGroups}u]; sum${n} *= shrink${n}; total${n} *= shrink${n};`)}
    for (var g = 0u; g < ${keyGroups}u; g++) {
      ${unroll(4, (m) => `let v${m} = valueTile[(g + ${m * keyGroups}u) * ${stride}u + c];`, ' ')}
      ${unroll(
        4,
        (n) => `{ let p = weights[(rows + ${n * rowGroups}u) * ${keyGroups}u + g];
        sum${n} += p.x * v0 + p.y * v1 + p.z * v2 + p.w * v3; total${n} += dot(p, vec4f(1.0)); }`,
      )}
    }
    workgroupBarrier();
  }
  ${unroll(
    4,
    (n) => `{
    let i = row0 + rows + ${n * rowGroups}u;
    let inside = i < queryEnd && total${n} > 0.0;
    if (i < ${queryCount}) {
      out[(r * ${queryCount} + i) * D4 + h * ${size4}u + c] = select(vec4f(), sum${n} / total${n}, inside);
      if (c == 0u) { saved[(r * H + h) * ${queryCount} + i] = select(0.0, tops[rows + ${n * rowGroups}u] + log(total${n}), inside); }
    }
  }`,
  )}
}`;
}
