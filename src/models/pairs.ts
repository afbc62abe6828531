/** Pairs of a source and a target as inputs of a model, and the loss of writing the target: the same for recurrent networks and transformers. */
import type { Graph, Tensor } from '../graph/graph.ts';
import { weightedSum } from '../graph/ops/elementwise.ts';
import { logLikelihood } from '../graph/ops/log-softmax.ts';

/** R pairs of at most Ts and Tt tokens; the target's rows begin with the token that begins every target. */
export interface PairShape {
  rows: number;
  source: number;
  target: number;
}

/** Tokens of the pairs, all u32. Token 0 is padding. */
export interface PairInputs {
  /** (R, Ts) */
  source: Tensor;
  /** (R), from 1 */
  sourceLengths: Tensor;
  /** (R, Tt): the target shifted by its beginning. */
  prefix: Tensor;
  /** (R), from 1 */
  prefixLengths: Tensor;
}

export interface PairGraph {
  graph: Graph;
  /** (1): with weights that sum to 1 the mean cross-entropy in nats per token. */
  loss: Tensor;
  /** log p(target | source, target before it), (R·Tt); 0 if there is no target. */
  likelihood: Tensor;
  /** (R·Tt, V) */
  logits: Tensor;
}

/** Declares the inputs `source`, `sourceLengths`, `prefix` and `prefixLengths`. */
export function pairInputs(graph: Graph, { rows, source, target }: PairShape): PairInputs {
  return {
    source: graph.input('source', [rows, source], 'u32'),
    sourceLengths: graph.input('sourceLengths', [rows], 'u32'),
    prefix: graph.input('prefix', [rows, target], 'u32'),
    prefixLengths: graph.input('prefixLengths', [rows], 'u32'),
  };
}

/** What is to be written, and how much each token counts. */
export interface PairTargets {
  /** (R·Tt) u32, V or more where there is none. */
  targets: Tensor;
  /** (R·Tt) */
  weights: Tensor;
}

/** Declares the inputs `targets` and `weights`. */
export function pairTargets(graph: Graph, { rows, target }: PairShape): PairTargets {
  return {
    targets: graph.input('targets', [rows * target], 'u32'),
    weights: graph.input('weights', [rows * target]),
  };
}

/** logits (R·Tt, V) → the loss. */
export function pairLoss(graph: Graph, logits: Tensor, { targets, weights }: PairTargets): PairGraph {
  const likelihood = logLikelihood(graph, logits, targets); // (R·Tt)
  const loss = weightedSum(graph, likelihood, weights, -1);
  return { graph, loss, likelihood, logits };
}
