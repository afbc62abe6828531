/**
 * Classification with GLM (Du et al. 2022, §2.3), as a cloze question (PET, Schick and Schütze 2021) or with a head:
 *
 *   cloze: score(y) = h(sop) · tokens[word of y]          the logit of the label's word where the blank is filled
 *   head:  score = h([CLS]) W + b                    new parameters on the state of the first token
 *   loss = −Σ weight · log softmax(score)[label]
 */
import { Graph, type Tensor } from '../graph/graph.ts';
import { maskWords } from '../graph/ops/attention-mask.ts';
import { weightedSum } from '../graph/ops/elementwise.ts';
import { gatherRows } from '../graph/ops/gather-rows.ts';
import { innerProduct } from '../graph/ops/inner-product.ts';
import { linear } from '../graph/ops/linear.ts';
import { logLikelihood } from '../graph/ops/log-softmax.ts';
import { type GlmConfig, glmStates } from './glm.ts';
import type { ParameterRegistry } from './registry.ts';

export type ClassifierForm = 'cloze' | 'head';

export interface ClassifierGraph {
  graph: Graph;
  /** (1): with weights that sum to 1 the mean cross-entropy in nats per sentence. */
  loss: Tensor;
  /** (R, C) */
  scores: Tensor;
}

/**
 * R sentences of up to T tokens and C labels. Inputs: `ids`, `first`, `second` (R, T) u32; `mask` (R, T, words) u32; `at` (R) u32, where each row is
 * read, as an index into R·T, R·T for none; `words` (C) u32, the token of each label (`cloze` alone); `targets` (R) u32, C for none; `weights` (R).
 * A head adds the parameters `head.weight` (d, C) and `head.bias` (C).
 */
export function glmClassifierGraph(
  registry: ParameterRegistry,
  config: GlmConfig,
  { rows, length, labels }: { rows: number; length: number; labels: number },
  form: ClassifierForm,
): ClassifierGraph {
  const graph = new Graph();
  const input = (name: string) => graph.input(name, [rows, length], 'u32');
  const read = { ids: input('ids'), first: input('first'), second: input('second') };
  const mask = graph.input('mask', [rows, length, maskWords(length)], 'u32');
  const at = graph.input('at', [rows], 'u32');
  const { states, tokens } = glmStates({ graph, registry, prefix: 'glm.' }, config, read, { mask }, at); // (R, d)
  let scores: Tensor;
  if (form === 'cloze') {
    scores = innerProduct(graph, states, gatherRows(graph, tokens, graph.input('words', [labels], 'u32')));
  } else {
    const normal = { kind: 'normal', std: config.initialStd } as const;
    const weight = registry.parameter(graph, 'head.weight', [config.width, labels], normal);
    scores = linear(graph, states, weight, {
      bias: registry.parameter(graph, 'head.bias', [labels], { kind: 'zeros' }),
    });
  }
  const likelihood = logLikelihood(graph, scores, graph.input('targets', [rows], 'u32')); // (R)
  return { graph, loss: weightedSum(graph, likelihood, graph.input('weights', [rows]), -1), scores };
}
