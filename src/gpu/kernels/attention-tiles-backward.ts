/** The backward pass of attention for graphics cards; see `attention-tiles.ts`. */
import { layoutOf } from './attention.ts';
import { type AttentionTiles, bounds, entry, seen, strideOf, type TileNeeds } from './attention-tiles.ts';
import { unroll } from './unroll.ts';

export function backwardNeeds({ size4, queryTile, keyTile }: Omit<AttentionTiles, 'packed'>): TileNeeds {
  const rows = 2 * queryTile + 2 * keyTile;
  return {
    invocations: (keyTile / 2) * size4,
    bytes: 16 * (rows * strideOf(size4) + (queryTile * keyTile) / 2) + 4 * queryTile * (size4 + 1) + 16,
  };
}

/**
 * The gradients of queries, keys and values in one pass: S = q kᵀ and ∂P = ∂out vᵀ are computed once for each pair of tiles. A workgroup goes
 * through every SPLITS-th tile of keys of one head, TILES in all, and for each through the queries that see it. ∂k and ∂v stay in registers. The
 * workgroup adds to ∂q in memory, where each element belongs to one invocation; with more than one split each workgroup writes a part (SPLITS, R,
 * TQ, D4) instead, bound as `parts`, which `attentionPartsText` adds. ACCUMULATE_QUERIES, ACCUMULATE_KEYS.
 */
export function attentionBackwardTilesText(shape: AttentionTiles): string {
  const { size4, queryTile, keyTile, packed } = shape;
  const layout = layoutOf(shape);
  const { queries, keys, queryGradient, keyGradient, keyOffset, queryCount, keyCount } = layout;
  const { queryBase, keyBase, queryStride, keyStride, bases } = layout;
  const stride = strideOf(size4);
  const { invocations } = backwardNeeds(shape);
  const keyGroups = keyTile / 4;
  const pairs = queryTile * keyGroups;
  // where the four tiles begin in `tiles`: queries, ∂out, keys, values
  const [gradientsAt, keysAt] = [queryTile * stride, 2 * queryTile * stride];
  const valuesAt = keysAt + keyTile * stride;
  return `
var<workgroup> rowBounds: vec4u;
var<workgroup> tiles: array<vec4f, ${valuesAt + keyTile * stride}>;
// S, then P; behind them ∂P, then ∂S
var<workgroup> scores: array<vec4f, ${2 * pairs}>;
var<workgroup> products: array<f32, ${queryTile * size4}>;
var<workgroup> deltas: array<f32, ${queryTile}>;
${entry(invocations)}
  let split = group % SPLITS;
  let h = (group / SPLITS) % H;
  let r = group / (SPLITS * H);
  ${bounds(packed, keyCount)}
  let stride = ${packed ? 3 : 2}u * D4;
  ${bases}
  let rows = r * ${queryCount} * D4 + h * ${size4}u;
#if parts
  let intoBase = split * (COUNT / 64u / (SPLITS * H)) * ${queryCount} * D4 + rows;
#endif
  let half_ = local / ${keyGroups * size4}u;
  let c = local % ${size4}u;
  let keyGroup = local / ${size4}u % ${keyGroups}u;
  for (var tile = split; tile < TILES; tile += SPLITS) {
    let fresh = tile == split;
    let j0 = tile * ${keyTile}u;
    // the queries from first to end − 1 may see keys of this tile
    var first = 0u;
#if MASK
    first = select(j0, 0u, j0 < bounds.y);
#endif
#if starts
    first = max(j0, bounds.z) - bounds.z;
#endif
    let end = select(queryEnd, 0u, j0 >= length);
    if (first < end) {
      for (var e = local; e < ${keyTile * size4}u; e += ${invocations}u) {
        let at = ${keyBase} + min(j0 + e / ${size4}u, length - 1u) * ${keyStride}${keyOffset} + e % ${size4}u;
        let into = e / ${size4}u * ${stride}u + e % ${size4}u;
        tiles[${keysAt}u + into] = ${keys}[at];
        tiles[${valuesAt}u + into] = ${keys}[at + D4];
      }
    }
    ${unroll(4, (m) => `var sum${m} = vec4f();`, ' ')}
    // the first tile of keys writes ∂q of every query, the others add to it
    let stop = select(end, ${queryCount}, fresh);
    for (var i0 = select(first / ${queryTile}u * ${queryTile}u, 0u, fresh); i0 < stop; i0 += ${queryTile}u) {
      let active_ = i0 < end && i0 + ${queryTile}u > first;
      if (active_) {
        for (var e = local; e < ${queryTile * size4}u; e += ${invocations}u) {
          let i = min(i0 + e / ${size4}u, queryEnd - 1u);
          let d = e % ${size4}u;
          let g = gradient[rows + i * D4 + d];
          let into = e / ${size4}u * ${stride}u + d;
          tiles[into] = ${queries}[${queryBase} + i * ${queryStride} + d];
          tiles[${gradientsAt}u + into] = g;
          products[e] = dot(g, out[rows + i * D4 + d]);
        }
        workgroupBarrier();
        for (var u = local; u < ${2 * pairs}u; u += ${invocations}u) {
          let ofValues = u / ${pairs}u;
          let left = ofValues * ${gradientsAt}u + u % ${pairs}u / ${keyGroups}u * ${stride}u;
          let right = ${keysAt}u + ofValues * ${keyTile * stride}u + u % ${keyGroups}u * ${stride}u;
          var s = vec4f();
          for (var d = 0u; d < ${size4}u; d++) {
            let x = tiles[left + d];
            s += vec4f(${unroll(4, (m) => `dot(x, tiles[right + ${m * keyGroups * stride}u + d])`, ', ')});
          }
          scores[u] = s;
        }
        for (var row = local; row < ${queryTile}u; row += ${invocations}u) {
          var delta = 0.0;
          for (var d = 0u; d < ${size4}u; d++) { delta += products[row * ${size4}u + d]; }
          deltas[row] = delta;
        }
        workgroupBarrier();
        for (var u = local; u < ${pairs}u; u += ${invocations}u) {
          let row = u / ${keyGroups}u;
          let i = i0 + row;
          let keys = vec4u(j0 + u % ${keyGroups}u) + vec4u(${unroll(4, (m) => `${m * keyGroups}u`, ', ')});
          ${seen(keyCount)}
          let lse = saved[(r * H + h) * ${queryCount} + min(i, queryEnd - 1u)];
          let p = select(vec4f(), exp(scores[u] * SCALE_F - lse), seen);
          scores[u] = p;
          scores[u + ${pairs}u] = p * (scores[u + ${pairs}u] - deltas[row]) * SCALE_F;
        }
        workgroupBarrier();
        // one half of the invocations: ∂v += Pᵀ ∂out; the other: ∂k += ∂Sᵀ q
        for (var row = 0u; row < ${queryTile}u; row++) {
          let w = scores[half_ * ${pairs}u + row * ${keyGroups}u + keyGroup];
          let x = tiles[(1u - half_) * ${gradientsAt}u + row * ${stride}u + c];
          ${unroll(4, (m) => `sum${m} += w[${m}] * x;`, ' ')}
        }
      }
      for (var e = local; e < ${queryTile * size4}u; e += ${invocations}u) {
        let row = e / ${size4}u;
        let d = e % ${size4}u;
        let i = i0 + row;
        var value = vec4f();
        if (active_) {
          for (var g = 0u; g < ${keyGroups}u; g++) {
            let w = scores[${pairs}u + row * ${keyGroups}u + g];
            let key = ${keysAt}u + g * ${stride}u + d;
            value += ${unroll(4, (m) => `w[${m}] * tiles[key + ${m * keyGroups * stride}u]`, ' + ')};
          }
        }
        if (i < ${queryCount}) {
#if parts
          let at = intoBase + i * D4 + d;
          if (!fresh) { value += parts[at]; }
          parts[at] = value;
#else
          let at = ${queryBase} + i * ${queryStride} + d;
          if (!fresh || ACCUMULATE_QUERIES != 0u) { value += ${queryGradient}[at]; }
          ${queryGradient}[at] = value;
#endif
        }
      }
      workgroupBarrier();
    }
    ${unroll(
      4,
      (m) => `{
      let j = j0 + keyGroup + ${m * keyGroups}u;
      if (j < ${keyCount}) {
        let at = ${keyBase} + j * ${keyStride}${keyOffset} + (1u - half_) * D4 + c;
        if (ACCUMULATE_KEYS != 0u) { sum${m} += ${keyGradient}[at]; }
        ${keyGradient}[at] = sum${m};
      }
    }`,
    )}
  }
}`;
}

/** ∂q (R, TQ, WIDTH), of which the first D4 are written, (+)= Σ over SPLITS of parts (SPLITS, R, TQ, D4). */
export const attentionPartsText = `@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  var sum = vec4f();
  for (var split = 0u; split < SPLITS; split++) { sum += parts[split * COUNT + i]; }
  let at = i / D4 * WIDTH + i % D4;
  if (ACCUMULATE != 0u) { sum += into[at]; }
  into[at] = sum;
}`;
