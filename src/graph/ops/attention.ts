/**
 * Multi-head scaled dot-product attention (Vaswani et al. 2017, eq. 1). Only the log-sum-exp of each row is saved. The weights are computed
 * again in the backward pass, so no n×n matrix is ever in memory (Dao et al. 2022). `attention` is self-attention, with query, key and value
 * packed in one tensor. `crossAttention` has queries in one tensor, keys and values in another. A query that sees no key gives zeros and no
 * gradient.
 */

import type { Slot } from '../../gpu/plan.ts';
import { RetrogradError } from '../../util/errors.ts';
import { type Graph, requireShape, type Tensor, type TensorType } from '../graph.ts';
import type { Op, Reference } from '../op.ts';
import { maskWithin, maskWords, seesKey } from './attention-mask.ts';
import { type AttentionView, attentionBackward, attentionForward, type Part, partOf } from './attention-reference.ts';
import { type AttentionProgram, recordAttention, recordAttentionBackward } from './attention-variants.ts';

/**
 * Which keys j < length a query i sees. `padding`: all of them; `causal`: j ≤ i; `prefix`: j ≤ i or j < prefix, with a prefix for each row.
 */
export type AttentionMask = 'padding' | 'causal' | 'prefix';

/** `data`: a mask of bits, see attention-mask.ts. */
export interface AttentionAttributes {
  heads: number;
  mask: AttentionMask | 'data';
}

/**
 * Inputs: qkv (R, T, 3d); then lengths (R) u32, and prefixes (R) u32 for `prefix`; or mask (R or 1, T, words) u32.
 * Value (R, T, d), zero at padding; saves log-sum-exp (R, H, T).
 */
const attentionOp: Op<AttentionAttributes> = {
  name: 'attention',
  infer([qkv, seen, prefixes], { heads, mask }) {
    const [r, t, width] = qkv!.shape as [number, number, number];
    if (mask === 'data') requireMask('attention', seen!, r, t, t);
    else requireShape('attention', 'lengths', seen!, [r]);
    if (mask === 'prefix') requireShape('attention', 'prefixes', prefixes!, [r]);
    return valueTypes(r, t, width / 3, heads);
  },
  reference: {
    forward(inputs, [out, saved], attributes) {
      attentionForward(packedView(inputs, attributes), out!.data, saved!.data);
    },
    backward(inputs, [out, saved], gradient, [dQkv], attributes) {
      const data = dQkv?.data;
      const view = packedView(inputs, attributes);
      attentionBackward(view, out!.data, saved!.data, gradient.data, { queries: data, keys: data, values: data });
    },
  },
  gpu: {
    forward(recorder, slots, [out, saved], { inputs }, attributes) {
      recordAttention(recorder, { program: packedProgram(slots, inputs, attributes), out: out!, saved: saved! });
    },
    backward(recorder, slots, [out, saved], gradient, [dQkv], { inputs }, attributes) {
      if (!dQkv) return;
      const into = { queries: { dQkv }, keys: { dQkv } };
      const program = packedProgram(slots, inputs, attributes);
      recordAttentionBackward(recorder, { program, out: out!, saved: saved!, gradient, into });
    },
  },
};

/** Which keys query i sees: `lengths`: j < lengths[r]; `starts`: j ≤ starts[r] + i; `mask`: those whose bit is 1. */
export interface CrossAttributes {
  heads: number;
  seen: 'lengths' | 'starts' | 'mask';
}

/**
 * Inputs: queries (R, Tq, d), or qkv (R, Tq, 3d), of which only the queries are read; keysValues (R, Tk, 2d); then lengths (R) u32, starts (R)
 * u32 or mask (R or 1, Tq, words) u32. Value (R, Tq, d); saves log-sum-exp (R, H, Tq).
 */
const crossAttentionOp: Op<CrossAttributes> = {
  name: 'crossAttention',
  infer([queries, keysValues, given], { heads, seen }) {
    const [r, tq, width] = queries!.shape as [number, number, number];
    const [, tk, pair] = keysValues!.shape as [number, number, number];
    const d = pair / 2;
    requireShape('crossAttention', 'keys and values', keysValues!, [r, tk, 2 * d]);
    requireShape('crossAttention', 'queries', queries!, [r, tq, width === 3 * d ? width : d]);
    if (seen === 'mask') requireMask('crossAttention', given!, r, tq, tk);
    else requireShape('crossAttention', seen, given!, [r]);
    return valueTypes(r, tq, d, heads);
  },
  reference: {
    forward(inputs, [out, saved], attributes) {
      attentionForward(crossView(inputs, attributes), out!.data, saved!.data);
    },
    backward(inputs, [out, saved], gradient, [dQueries, dKeysValues], attributes) {
      attentionBackward(crossView(inputs, attributes), out!.data, saved!.data, gradient.data, {
        queries: dQueries?.data,
        keys: dKeysValues?.data,
        values: dKeysValues?.data,
      });
    },
  },
  gpu: {
    forward(recorder, slots, [out, saved], { inputs }, attributes) {
      recordAttention(recorder, { program: crossProgram(slots, inputs, attributes), out: out!, saved: saved! });
    },
    backward(recorder, slots, [out, saved], gradient, [dQueries, dKeysValues], { inputs, outputs: types }, attributes) {
      if (inputs[0]!.shape[2] !== types[0]!.shape[2]) {
        throw new RetrogradError('internal', 'crossAttention: queries packed with keys and values have no gradient.');
      }
      const into = {
        // the queries' gradient is always computed: with it δ, which the keys' gradient needs
        queries: { dQueries: dQueries ?? { slot: recorder.scratch(slots[0]!.elements), accumulate: false } },
        ...(dKeysValues && { keys: { dKeysValues } }),
      };
      const program = crossProgram(slots, inputs, attributes);
      recordAttentionBackward(recorder, { program, out: out!, saved: saved!, gradient, into });
    },
  },
};

const valueTypes = (r: number, t: number, d: number, heads: number): TensorType[] => [
  { shape: [r, t, d], dtype: 'f32' },
  { shape: [r, heads, t], dtype: 'f32' },
];

function requireMask(op: string, mask: TensorType, r: number, queries: number, keys: number): void {
  requireShape(op, 'mask', mask, [mask.shape[0] === 1 ? 1 : r, queries, maskWords(keys)]);
}

export function packedView([qkv, seen, prefixes]: Reference[], { heads, mask }: AttentionAttributes): AttentionView {
  const [rows, t, width] = qkv!.shape as [number, number, number];
  const d = width / 3;
  const [queries, keys, values] = [0, 1, 2].map((index) => partOf(qkv!, d, index)) as [Part, Part, Part];
  const within = (r: number, i: number, j: number) => i < seen!.data[r]! && j < seen!.data[r]!;
  const sees = {
    padding: within,
    causal: (r: number, i: number, j: number) => within(r, i, j) && j <= i,
    prefix: (r: number, i: number, j: number) => within(r, i, j) && (j <= i || j < prefixes!.data[r]!),
    data: (r: number, i: number, j: number) => maskSees(seen!, r, i, j),
  }[mask];
  return { rows, heads, queryCount: t, keyCount: t, size: d / heads, queries, keys, values, sees };
}

export function crossView([queries, keysValues, given]: Reference[], { heads, seen }: CrossAttributes): AttentionView {
  const [rows, queryCount] = queries!.shape as [number, number];
  const [, keyCount, pair] = keysValues!.shape as [number, number, number];
  const sees = {
    lengths: (r: number, _i: number, j: number) => j < given!.data[r]!,
    starts: (r: number, i: number, j: number) => j <= given!.data[r]! + i,
    mask: (r: number, i: number, j: number) => maskSees(given!, r, i, j),
  }[seen];
  return {
    rows,
    heads,
    queryCount,
    keyCount,
    size: pair / 2 / heads,
    queries: partOf(queries!, pair / 2, 0),
    keys: partOf(keysValues!, pair / 2, 0),
    values: partOf(keysValues!, pair / 2, 1),
    sees,
  };
}

function maskSees({ data, shape }: Reference, r: number, i: number, j: number): boolean {
  const [rows, queries, words] = shape as [number, number, number];
  return seesKey(data, ((rows === 1 ? 0 : r) * queries + i) * words, j);
}

const maskCode: Record<AttentionAttributes['mask'], number> = { padding: 0, causal: 1, prefix: 2, data: 0 };

export function packedProgram(
  [qkv, seen, prefixes]: Slot[],
  [type, seenType]: TensorType[],
  { heads, mask }: AttentionAttributes,
): AttentionProgram {
  const [rows, t, width] = type!.shape as [number, number, number];
  return {
    packed: true,
    rows,
    heads,
    queryCount: t,
    keyCount: t,
    size: width / 3 / heads,
    seen: mask,
    constants: { T: t, MASK: maskCode[mask], ...(mask === 'data' && maskConstants(seenType!)) },
    bindings: {
      qkv: { slot: qkv!, element: 'vec4f' },
      [mask === 'data' ? 'mask' : 'lengths']: { slot: seen!, element: 'u32' },
      ...(prefixes && { prefixes: { slot: prefixes, element: 'u32' } }),
    },
  };
}

export function crossProgram(
  [queries, keysValues, given]: Slot[],
  [queryType, keyType, givenType]: TensorType[],
  { heads, seen }: CrossAttributes,
): AttentionProgram {
  const [rows, queryCount, width] = queryType!.shape as [number, number, number];
  const [, keyCount, pair] = keyType!.shape as [number, number, number];
  return {
    packed: false,
    rows,
    heads,
    queryCount,
    keyCount,
    size: pair / 2 / heads,
    seen,
    constants: {
      TQ: queryCount,
      TK: keyCount,
      QUERY_WIDTH: width / 4,
      ...(seen === 'mask' ? maskConstants(givenType!) : { MAY_SEE_NONE: 1 }),
    },
    bindings: {
      queries: { slot: queries!, element: 'vec4f' },
      keysValues: { slot: keysValues!, element: 'vec4f' },
      [seen]: { slot: given!, element: 'u32' },
    },
  };
}

function maskConstants({ shape }: TensorType) {
  const [rows, queries, words] = shape as [number, number, number];
  return { WORDS: words, MASK_STRIDE: rows === 1 ? 0 : queries * words, MAY_SEE_NONE: 1 };
}

/**
 * Self-attention. qkv (R, T, 3d), lengths (R) u32 → (R, T, d). The head size d / heads is a multiple of 4. `prefixes` (R) u32 are required by the
 * mask `prefix`, and by no other.
 */
export function attention(
  graph: Graph,
  qkv: Tensor,
  lengths: Tensor,
  heads: number,
  mask: AttentionMask = 'padding',
  prefixes?: Tensor,
): Tensor {
  if ((mask === 'prefix') !== Boolean(prefixes)) {
    const fault = prefixes ? `does not use prefixes` : 'needs the prefix of each row';
    throw new RetrogradError('internal', `attention: the mask “${mask}” ${fault}.`);
  }
  return graph.apply(attentionOp, [qkv, lengths, ...(prefixes ? [prefixes] : [])], { heads, mask });
}

/** Self-attention with a mask of bits (R or 1, T, words) u32, cut at lengths (R) u32 if given. qkv (R, T, 3d) → (R, T, d). */
export function maskedAttention(graph: Graph, qkv: Tensor, heads: number, mask: Tensor, lengths?: Tensor): Tensor {
  const bits = lengths ? maskWithin(graph, mask, lengths, qkv.shape[1]!, true) : mask;
  return graph.apply(attentionOp, [qkv, bits], { heads, mask: 'data' });
}

/** Which keys the queries of `crossAttention` see. All tensors u32. */
export type CrossSeen =
  /** Keys j < lengths[r], (R). */
  | { lengths: Tensor }
  /** Query i of row r has the position starts[r] + i, (R), and sees the keys up to it: causal attention to a cache. */
  | { starts: Tensor }
  /** Bits (R or 1, Tq, words), cut at the keys j < lengths[r] if lengths (R) are given. */
  | { mask: Tensor; lengths?: Tensor };

/**
 * queries (R, Tq, d), keysValues (R, Tk, 2d) → (R, Tq, d). With a key/value cache, where no gradient is needed, the queries may be packed as
 * qkv (R, Tq, 3d).
 */
export function crossAttention(
  graph: Graph,
  queries: Tensor,
  keysValues: Tensor,
  heads: number,
  seen: CrossSeen,
): Tensor {
  if ('starts' in seen)
    return graph.apply(crossAttentionOp, [queries, keysValues, seen.starts], { heads, seen: 'starts' });
  if (!('mask' in seen))
    return graph.apply(crossAttentionOp, [queries, keysValues, seen.lengths], { heads, seen: 'lengths' });
  const { mask, lengths } = seen;
  const bits = lengths ? maskWithin(graph, mask, lengths, keysValues.shape[1]!, false) : mask;
  return graph.apply(crossAttentionOp, [queries, keysValues, bits], { heads, seen: 'mask' });
}
