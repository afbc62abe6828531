/** Word vectors by the skip-gram model (Mikolov et al. 2013): a word predicts each of its neighbours, over the whole vocabulary. */
import { Graph, type Tensor } from '../graph/graph.ts';
import { weightedSum } from '../graph/ops/elementwise.ts';
import { gatherRows } from '../graph/ops/gather-rows.ts';
import { innerProduct } from '../graph/ops/inner-product.ts';
import { logLikelihood } from '../graph/ops/log-softmax.ts';
import type { ParameterRegistry } from './registry.ts';

export interface SkipGramConfig {
  /** V. */
  vocabularySize: number;
  /** d. */
  width: number;
  /** Standard deviation of both tables at the start. */
  initialStd: number;
}

/** The table whose rows are the word vectors, (V, d). */
export const wordTable = 'vectors.words';
/** The table of the neighbours, (V, d). */
export const neighbourTable = 'vectors.neighbours';

/**
 * −mean over B pairs of log p(neighbour | word), p = softmax over V of words[word] · neighbours[·]. Inputs: `words` and `neighbours`, (B) u32, and
 * `weights` (B), each 1 / B.
 */
export function skipGram(
  registry: ParameterRegistry,
  { vocabularySize, width, initialStd }: SkipGramConfig,
  pairs: number,
): { graph: Graph; loss: Tensor } {
  const graph = new Graph();
  const initial = { kind: 'normal', std: initialStd } as const;
  const words = registry.parameter(graph, wordTable, [vocabularySize, width], initial);
  const neighbours = registry.parameter(graph, neighbourTable, [vocabularySize, width], initial);
  const vectors = gatherRows(graph, words, graph.input('words', [pairs], 'u32')); // (B, d)
  const logits = innerProduct(graph, vectors, neighbours); // (B, V)
  const likelihood = logLikelihood(graph, logits, graph.input('neighbours', [pairs], 'u32')); // (B)
  const loss = weightedSum(graph, likelihood, graph.input('weights', [pairs]), -1);
  return { graph, loss };
}
