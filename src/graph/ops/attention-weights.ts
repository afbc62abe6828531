/**
 * Weights of attention as a tensor, for looking at a model. `attention` and `crossAttention` never hold them in memory; they are computed again from queries
 * and keys and the log-sum-exp that is saved: a_ij = exp(q_i · k_j / √size − logSum_i). They have no gradient.
 */
import source from '../../gpu/kernels/attention-weights.wgsl?raw';
import { RetrogradError } from '../../util/errors.ts';
import { type Graph, requireShape, type Tensor, type TensorType } from '../graph.ts';
import type { Op } from '../op.ts';
import { type AttentionAttributes, type CrossAttributes, crossView, packedView } from './attention.ts';
import { maskWords } from './attention-mask.ts';
import { attentionWeightsForward } from './attention-reference.ts';

type Attributes = AttentionAttributes | CrossAttributes;

/** What the kernel calls each kind of mask. */
const seenCodes = { padding: 0, causal: 1, prefix: 2, data: 3, mask: 3, lengths: 4, starts: 5 } as const;

/** Queries and keys of each row, the width d of all heads, and what a query sees. */
function shapesOf([attended, keysValues]: TensorType[], attributes: Attributes) {
  const [rows, queries, width] = attended!.shape as [number, number, number];
  if ('mask' in attributes) return { rows, queries, keys: queries, d: width / 3, seen: attributes.mask };
  const [, keys, pair] = keysValues!.shape as [number, number, number];
  return { rows, queries, keys, d: pair / 2, seen: attributes.seen };
}

/** Inputs: logSums (R, H, Tq), then those of `attention` or `crossAttention`. Value (R, H, Tq, Tk): rows sum to 1, or are 0 where a query sees no key. */
const attentionWeightsOp: Op<Attributes> = {
  name: 'attentionWeights',
  infer([logSums, ...inputs], attributes) {
    const { rows, queries, keys } = shapesOf(inputs, attributes);
    const { heads } = attributes;
    requireShape('attentionWeights', 'log-sums', logSums!, [rows, heads, queries]);
    return [{ shape: [rows, heads, queries, keys], dtype: 'f32' }];
  },
  reference: {
    forward([logSums, ...inputs], [out], attributes) {
      const view = 'mask' in attributes ? packedView(inputs, attributes) : crossView(inputs, attributes);
      attentionWeightsForward(view, logSums!.data, out!.data);
    },
    backward: noGradient,
  },
  gpu: {
    forward(recorder, [logSums, ...slots], [out], { inputs: [, ...types] }, attributes) {
      const packed = 'mask' in attributes;
      const { queries, keys, d, seen } = shapesOf(types, attributes);
      const [given, prefixes] = packed ? [1, 2] : [2, 3];
      const words = maskWords(keys);
      const size = d / attributes.heads;
      recorder.dispatch({
        kernel: { name: 'attention-weights', source },
        constants: {
          ...{ TQ: queries, TK: keys, HEADS: attributes.heads, SIZE: size, SEEN: seenCodes[seen], WORDS: words },
          ...{ PACKED: Number(packed), QUERY_WIDTH: types[0]!.shape[2]! },
          MASK_STRIDE: types[given]!.shape[0] === 1 ? 0 : queries * words,
          SCALE_F: 1 / Math.sqrt(size),
        },
        bindings: {
          logSums: { slot: logSums!, element: 'f32' },
          queries: { slot: slots[0]!, element: 'f32' },
          keysValues: { slot: packed ? recorder.absent() : slots[1]!, element: 'f32' },
          seen: { slot: slots[given]!, element: 'u32' },
          prefixes: { slot: slots[prefixes] ?? recorder.absent(), element: 'u32' },
          out: { slot: out!, element: 'f32' },
        },
        threads: out!.elements,
      });
    },
    backward: noGradient,
  },
};

function noGradient(): never {
  throw new RetrogradError('internal', 'attentionWeights has no gradient: train through attention.');
}

/**
 * The weights (R, H, Tq, Tk) behind a value of `attention`, `maskedAttention` or `crossAttention`: row i holds what query i takes of each key. In
 * self-attention Tk = Tq.
 */
export function attentionWeights(graph: Graph, { source }: Tensor): Tensor {
  if (source.kind !== 'node' || !['attention', 'crossAttention'].includes(source.node.op.name)) {
    throw new RetrogradError('internal', 'attentionWeights needs the value of attention.');
  }
  const { inputs, outputs, attributes } = source.node;
  return graph.apply(attentionWeightsOp, [outputs[1]!, ...inputs], attributes as Attributes);
}
