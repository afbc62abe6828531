/**
 * Weights of self-attention as a tensor, for looking at a model. `attention` never holds them in memory; they are computed again from its queries and
 * keys and the log-sum-exp that it saves: a_ij = exp(q_i · k_j / √size − logSum_i). They have no gradient.
 */
import source from '../../gpu/kernels/attention-weights.wgsl?raw';
import { RetrogradError } from '../../util/errors.ts';
import { type Graph, requireShape, type Tensor } from '../graph.ts';
import type { Op } from '../op.ts';
import { type AttentionAttributes, packedView } from './attention.ts';
import { maskWords } from './attention-mask.ts';
import { attentionWeightsForward } from './attention-reference.ts';

const maskCodes: Record<AttentionAttributes['mask'], number> = { padding: 0, causal: 1, prefix: 2, data: 3 };

/** Inputs: logSums (R, H, T), then those of `attention`. Value (R, H, T, T): rows sum to 1, or are 0 where a query sees no key. */
const attentionWeightsOp: Op<AttentionAttributes> = {
  name: 'attentionWeights',
  infer([logSums, qkv], { heads }) {
    const [r, t] = qkv!.shape as [number, number];
    requireShape('attentionWeights', 'log-sums', logSums!, [r, heads, t]);
    return [{ shape: [r, heads, t, t], dtype: 'f32' }];
  },
  reference: {
    forward([logSums, ...inputs], [out], attributes) {
      attentionWeightsForward(packedView(inputs, attributes), logSums!.data, out!.data);
    },
    backward: noGradient,
  },
  gpu: {
    forward(recorder, [logSums, qkv, seen, prefixes], [out], { inputs }, { heads, mask }) {
      const [, t, width] = inputs[1]!.shape as [number, number, number];
      const size = width / 3 / heads;
      const sharesMask = mask === 'data' && inputs[2]!.shape[0] === 1;
      recorder.dispatch({
        kernel: { name: 'attention-weights', source },
        constants: {
          ...{ T: t, HEADS: heads, SIZE: size, MASK: maskCodes[mask], WORDS: maskWords(t) },
          MASK_STRIDE: sharesMask ? 0 : t * maskWords(t),
          SCALE_F: 1 / Math.sqrt(size),
        },
        bindings: {
          logSums: { slot: logSums!, element: 'f32' },
          qkv: { slot: qkv!, element: 'f32' },
          seen: { slot: seen!, element: 'u32' },
          prefixes: { slot: prefixes ?? recorder.absent(), element: 'u32' },
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

/** The weights (R, H, T, T) behind a value of `attention` or `maskedAttention`: row i holds what query i takes of each key. */
export function attentionWeights(graph: Graph, { source }: Tensor): Tensor {
  if (source.kind !== 'node' || source.node.op.name !== 'attention') {
    throw new RetrogradError('internal', 'attentionWeights needs the value of attention.');
  }
  const { inputs, outputs, attributes } = source.node;
  return graph.apply(attentionWeightsOp, [outputs[1]!, ...inputs], attributes as AttentionAttributes);
}
