/**
 * Attention kernels with unrolled tiles: `tile` neighbouring rows of one head share every load. A head's query, key and value are `size4` vec4
 * each. There are two layouts:
 *
 *   packed   qkv (R, T, 3·D4): queries, keys and values of one sequence
 *   apart    queries (R, TQ, QUERY_WIDTH), of which the first D4 are read, and keysValues (R, TK, 2·D4)
 *
 * The bindings decide which keys query i sees. `lengths` (R): j < length. With MASK also j ≤ i, or j < prefix if `prefixes` (R) is bound.
 * `starts` (R): j ≤ starts + i. `mask`: the keys whose bit is 1, with WORDS words per query and MASK_STRIDE words per row of the batch, 0 if all
 * rows share one mask. MAY_SEE_NONE: a query may see no key.
 */
import { unroll } from './unroll.ts';

export interface AttentionTile {
  /** vec4 in a head. */
  size4: number;
  /** Rows an invocation computes. */
  tile: number;
  /** Queries, keys and values lie in one tensor. */
  packed: boolean;
}

/** The names of buffers and sizes in a layout. */
export function layoutOf({ packed, size4 }: Pick<AttentionTile, 'packed' | 'size4'>) {
  return packed
    ? {
        queries: 'qkv',
        keys: 'qkv',
        queryGradient: 'dQkv',
        keyGradient: 'dQkv',
        /** Where the keys begin within a token. */
        keyOffset: ' + D4',
        queryCount: 'T',
        keyCount: 'T',
        queryBase: 'base',
        keyBase: 'base',
        queryStride: 'stride',
        keyStride: 'stride',
        bases: `let base = r * T * stride + h * ${size4}u;`,
      }
    : {
        queries: 'queries',
        keys: 'keysValues',
        queryGradient: 'dQueries',
        keyGradient: 'dKeysValues',
        keyOffset: '',
        queryCount: 'TQ',
        keyCount: 'TK',
        queryBase: 'queryBase',
        keyBase: 'keyBase',
        queryStride: 'QUERY_WIDTH',
        keyStride: 'stride',
        bases: `let queryBase = r * TQ * QUERY_WIDTH + h * ${size4}u;
  let keyBase = r * TK * stride + h * ${size4}u;`,
      };
}

/** `length`: number of keys in this row of the batch; `queryEnd`: number of queries. In the packed layout both are the sequence's length. */
const head = ({
  tile,
  packed,
}: AttentionTile) => `@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let index = invocation(gid);
  if (index >= COUNT) { return; }
  let row = (index % TILES) * ${tile}u;
  let h = (index / TILES) % H;
  let r = index / (TILES * H);
#if lengths
  let length = lengths[r];
#else
  let length = ${packed ? 'T' : 'TK'};
#endif
${packed ? '' : '  let queryEnd = TQ;\n'}  let stride = ${packed ? 3 : 2}u * D4;`;

const queryEndOf = ({ packed }: AttentionTile) => (packed ? 'length' : 'queryEnd');

/** For each row of the tile the end of the keys that it sees. */
const lastVisible = (tile: number) => `
  ${unroll(tile, (n) => `var last${n} = length;`)}
#if MASK
  ${unroll(tile, (n) => `last${n} = min(length, row + ${n + 1}u);`)}
#if prefixes
  ${unroll(tile, (n) => `last${n} = min(length, max(last${n}, prefixes[r]));`)}
#endif
#endif
#if starts
  ${unroll(tile, (n) => `last${n} = min(length, starts[r] + row + ${n + 1}u);`)}
#endif
  let last = ${unroll(tile - 1, (n) => `max(last${n}, `, '')}last${tile - 1}${')'.repeat(tile - 1)};`;

/** For each row of the tile the index of its first word in the mask. */
const maskRows = (tile: number, queryEnd: string) => `
#if mask
  ${unroll(tile, (n) => `let mask${n} = r * MASK_STRIDE + min(row + ${n}u, ${queryEnd} - 1u) * WORDS;`)}
#endif`;

/**
 * out = softmax(SCALE q kᵀ) v and the log-sum-exp of each row; keys are read four at a time under a running maximum
 * (Milakov and Gimelshein 2018). A query that sees no key gives zeros.
 */
export function attentionText(shape: AttentionTile): string {
  const { size4, tile } = shape;
  const { queries, keys, keyOffset, queryCount, queryBase, keyBase, queryStride, keyStride, bases } = layoutOf(shape);
  const queryEnd = queryEndOf(shape);
  return `${head(shape)}
  ${bases}
  let target_ = r * ${queryCount} * D4 + h * ${size4}u;
  if (row >= ${queryEnd}) {
    for (var i = row; i < min(${queryCount}, row + ${tile}u); i++) {
      for (var c = 0u; c < ${size4}u; c++) { out[target_ + i * D4 + c] = vec4f(); }
      saved[(r * H + h) * ${queryCount} + i] = 0.0;
    }
    return;
  }
  ${lastVisible(tile)}
  ${maskRows(tile, queryEnd)}
  ${unroll(tile, (n) => `let at${n} = ${queryBase} + min(row + ${n}u, ${queryEnd} - 1u) * ${queryStride};`)}
  ${unroll(tile, (n) => unroll(size4, (c) => `let q${n}_${c} = ${queries}[at${n} + ${c}u] * SCALE_F; var sum${n}_${c} = vec4f();`))}
  ${unroll(tile, (n) => `var top${n} = -1e30; var total${n} = 0.0;`)}
  for (var j = 0u; j < last; j += 4u) {
    ${unroll(4, (m) => `let k${m} = ${keyBase} + min(j + ${m}u, last - 1u) * ${keyStride}${keyOffset};`)}
    ${unroll(tile, (n) => `var s${n} = vec4f();`, ' ')}
    ${unroll(
      size4,
      (c) => `{ ${unroll(4, (m) => `let x${m} = ${keys}[k${m} + ${c}u];`, ' ')}
      ${unroll(tile, (n) => `s${n} += vec4f(${unroll(4, (m) => `dot(q${n}_${c}, x${m})`, ', ')});`)} }`,
    )}
    let keys = vec4u(j, j + 1u, j + 2u, j + 3u);
    ${unroll(
      tile,
      (n) => `
    s${n} = select(s${n}, vec4f(-1e30), keys >= vec4u(last${n}));
#if mask
    let hidden${n} = (keys >= vec4u(last${n})) | ((vec4u(mask[mask${n} + j / 32u] >> (j % 32u)) & vec4u(1u, 2u, 4u, 8u)) == vec4u());
    s${n} = select(s${n}, vec4f(-1e30), hidden${n});
#endif
    let next${n} = max(top${n}, max(max(s${n}.x, s${n}.y), max(s${n}.z, s${n}.w)));
    let shrink${n} = exp(top${n} - next${n});
#if mask
    let p${n} = select(exp(s${n} - next${n}), vec4f(), hidden${n});
#else
    let p${n} = exp(s${n} - next${n});
#endif
    total${n} = total${n} * shrink${n} + dot(p${n}, vec4f(1.0));
    top${n} = next${n};`,
    )}
    ${unroll(
      size4,
      (c) => `{ ${unroll(4, (m) => `let x${m} = ${keys}[k${m} + D4 + ${c}u];`, ' ')}
      ${unroll(tile, (n) => `sum${n}_${c} = sum${n}_${c} * shrink${n} + p${n}.x * x0 + p${n}.y * x1 + p${n}.z * x2 + p${n}.w * x3;`)} }`,
    )}
  }
  ${unroll(
    tile,
    (n) => `if (row + ${n}u < ${queryCount}) {
#if MAY_SEE_NONE
    let inside = row + ${n}u < ${queryEnd} && total${n} > 0.0;
#else
    let inside = row + ${n}u < ${queryEnd};
#endif
    ${unroll(size4, (c) => `out[target_ + (row + ${n}u) * D4 + ${c}u] = select(vec4f(), sum${n}_${c} / total${n}, inside);`)}
    saved[(r * H + h) * ${queryCount} + row + ${n}u] = select(0.0, top${n} + log(total${n}), inside);
  }`,
  )}
}`;
}

/** δ_i = ∂out_i · out_i and ∂q_i = SCALE Σ_j p_ij (∂out_i·v_j − δ_i) k_j. */
export function attentionBackwardQueryText(shape: AttentionTile): string {
  const { size4, tile } = shape;
  const { queries, keys, queryGradient, keyOffset, queryCount, queryBase, keyBase, queryStride, keyStride, bases } =
    layoutOf(shape);
  const queryEnd = queryEndOf(shape);
  return `${head(shape)}
  ${bases}
  let rows = r * ${queryCount} * D4 + h * ${size4}u;
  ${unroll(tile, (n) => unroll(size4, (c) => `var sum${n}_${c} = vec4f();`, ' '))}
  if (row < ${queryEnd}) {
    ${lastVisible(tile)}
    ${maskRows(tile, queryEnd)}
    ${unroll(
      tile,
      (n) => `
    let i${n} = min(row + ${n}u, ${queryEnd} - 1u);
    ${unroll(size4, (c) => `let q${n}_${c} = ${queries}[${queryBase} + i${n} * ${queryStride} + ${c}u] * SCALE_F; let g${n}_${c} = gradient[rows + i${n} * D4 + ${c}u];`)}
    let d${n} = ${unroll(size4, (c) => `dot(g${n}_${c}, out[rows + i${n} * D4 + ${c}u])`, ' + ')};
    let lse${n} = saved[(r * H + h) * ${queryCount} + i${n}];
    if (row + ${n}u < ${queryEnd}) { delta[(r * H + h) * ${queryCount} + row + ${n}u] = d${n}; }`,
    )}
    for (var j = 0u; j < last; j++) {
      let k = ${keyBase} + j * ${keyStride}${keyOffset};
      ${unroll(size4, (c) => `let k_${c} = ${keys}[k + ${c}u]; let v_${c} = ${keys}[k + D4 + ${c}u];`)}
      ${unroll(
        tile,
        (n) => `{
        let s = ${unroll(size4, (c) => `dot(q${n}_${c}, k_${c})`, ' + ')};
        let dp = ${unroll(size4, (c) => `dot(g${n}_${c}, v_${c})`, ' + ')};
#if mask
        let seen = j < last${n} && ((mask[mask${n} + j / 32u] >> (j % 32u)) & 1u) == 1u;
        let ds = select(0.0, exp(s - lse${n}) * (dp - d${n}) * SCALE_F, seen);
#else
        let ds = select(0.0, exp(s - lse${n}) * (dp - d${n}) * SCALE_F, j < last${n});
#endif
        ${unroll(size4, (c) => `sum${n}_${c} += ds * k_${c};`, ' ')}
      }`,
      )}
    }
  }
  ${unroll(
    tile,
    (n) => `if (row + ${n}u < ${queryCount}) {
    let inside = row + ${n}u < ${queryEnd};
    let at = ${queryBase} + (row + ${n}u) * ${queryStride};
    ${unroll(size4, (c) => `var value${c} = select(vec4f(), sum${n}_${c}, inside);`)}
    if (ACCUMULATE != 0u) { ${unroll(size4, (c) => `value${c} += ${queryGradient}[at + ${c}u];`, ' ')} }
    ${unroll(size4, (c) => `${queryGradient}[at + ${c}u] = value${c};`)}
  }`,
  )}
}`;
}

/** ∂v_j = Σ_i p_ij ∂out_i and ∂k_j = SCALE Σ_i p_ij (∂out_i·v_j − δ_i) q_i. */
export function attentionBackwardKeyText(shape: AttentionTile): string {
  const { size4, tile } = shape;
  const {
    queries,
    keys,
    keyGradient,
    keyOffset,
    queryCount,
    keyCount,
    queryBase,
    keyBase,
    queryStride,
    keyStride,
    bases,
  } = layoutOf(shape);
  const queryEnd = queryEndOf(shape);
  return `${head(shape)}
  ${bases}
  let rows = r * ${queryCount} * D4 + h * ${size4}u;
  ${unroll(tile, (n) => unroll(size4, (c) => `var dk${n}_${c} = vec4f(); var dv${n}_${c} = vec4f();`, ' '))}
  if (row < length) {
    ${unroll(
      tile,
      (n) => `
    let at${n} = ${keyBase} + min(row + ${n}u, length - 1u) * ${keyStride}${keyOffset};
    ${unroll(size4, (c) => `let k${n}_${c} = ${keys}[at${n} + ${c}u] * SCALE_F; let v${n}_${c} = ${keys}[at${n} + D4 + ${c}u];`)}`,
    )}
    var first = 0u;
#if MASK
    first = row;
#if prefixes
    first = select(row, 0u, row < prefixes[r]);
#endif
#endif
    for (var i = first; i < ${queryEnd}; i++) {
      let query = ${queryBase} + i * ${queryStride};
      ${unroll(size4, (c) => `let q_${c} = ${queries}[query + ${c}u]; let g_${c} = gradient[rows + i * D4 + ${c}u];`)}
      let lse = saved[(r * H + h) * ${queryCount} + i];
      let d = delta[(r * H + h) * ${queryCount} + i];
      var end = length;
#if MASK
      end = i + 1u;
#if prefixes
      end = max(end, prefixes[r]);
#endif
#endif
#if starts
      end = min(length, starts[r] + i + 1u);
#endif
#if mask
      let word = mask[r * MASK_STRIDE + i * WORDS + row / 32u] >> (row % 32u);
#endif
      ${unroll(
        tile,
        (n) => `{
        let s = ${unroll(size4, (c) => `dot(k${n}_${c}, q_${c})`, ' + ')};
        let dp = ${unroll(size4, (c) => `dot(v${n}_${c}, g_${c})`, ' + ')};
#if mask
        let p = select(0.0, exp(s - lse), row + ${n}u < end && ((word >> ${n}u) & 1u) == 1u);
#else
        let p = select(0.0, exp(s - lse), row + ${n}u < end);
#endif
        let ds = p * (dp - d) * SCALE_F;
        ${unroll(size4, (c) => `dv${n}_${c} += p * g_${c}; dk${n}_${c} += ds * q_${c};`, ' ')}
      }`,
      )}
    }
  }
  ${unroll(
    tile,
    (n) => `if (row + ${n}u < ${keyCount}) {
    let inside = row + ${n}u < length;
    let at = ${keyBase} + (row + ${n}u) * ${keyStride}${keyOffset};
    ${unroll(size4, (c) => `var k${c} = select(vec4f(), dk${n}_${c}, inside); var v${c} = select(vec4f(), dv${n}_${c}, inside);`)}
    if (ACCUMULATE != 0u) {
      ${unroll(size4, (c) => `k${c} += ${keyGradient}[at + ${c}u]; v${c} += ${keyGradient}[at + D4 + ${c}u];`)}
    }
    ${unroll(size4, (c) => `${keyGradient}[at + ${c}u] = k${c}; ${keyGradient}[at + D4 + ${c}u] = v${c};`)}
  }`,
  )}
}`;
}
