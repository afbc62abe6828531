/**
 * LLaRA (Li et al. 2023): a causal language model becomes a retriever.
 *
 *   e = mean of the last hidden states at the slots of a prompt (`llara-prompt.ts`)
 *   EBAE  −mean over the tokens w of T of log p(w | SELF)            p(· | prompt) = softmax(max over its slots of h · tokensᵀ)
 *   EBAR  −mean over the tokens w of the next sentence of log p(w | NEXT)
 *   fine-tuning: −log softmax(q · z / τ) of the right passage, q and z embeddings of length 1, over all passages that are not barred
 *
 * The sign of the logarithm is missing in the article's formula. As in its code, the largest logit of the slots is chosen for every token before the
 * softmax, and the loss of a text is a mean over its distinct tokens. Parameters are those of the language model after the prefix `lm.`, and its
 * adapters after `lm.lora.`.
 */
import { Graph, type Tensor } from '../graph/graph.ts';
import { maskWords } from '../graph/ops/attention-mask.ts';
import { bagLikelihood } from '../graph/ops/bag-likelihood.ts';
import { gatedAdd, weightedSum } from '../graph/ops/elementwise.ts';
import { gatherRows } from '../graph/ops/gather-rows.ts';
import { innerProduct } from '../graph/ops/inner-product.ts';
import { l2Normalise } from '../graph/ops/l2-normalise.ts';
import { logLikelihood } from '../graph/ops/log-softmax.ts';
import { rowGroups } from '../graph/ops/row-groups.ts';
import { type LanguageModelConfig, languageModelStates } from './language-model.ts';
import { type PromptSettings, slotCount } from './llara-prompt.ts';
import type { AdapterChoice } from './lora.ts';
import { summedLoss } from './realm.ts';
import type { ParameterRegistry } from './registry.ts';

export interface LlaraConfig {
  /** Its vocabulary holds the tokens of the prompts. */
  lm: LanguageModelConfig;
  prompt: PromptSettings;
}

export const lmPrefix = 'lm.';

/** The sizes of the joint pass. */
export interface JointShape {
  rows: number;
  /** Tokens of a padded row. */
  length: number;
  /** Most targets of a text. */
  targets: number;
  /** Positions of the batch in the language model's loss; 0: it has none. */
  lmPositions: number;
}

export interface JointGraph {
  graph: Graph;
  /** (1): the weighted sum of those below. */
  loss: Tensor;
  /** (1) each. */
  selfLoss: Tensor;
  nextLoss: Tensor;
  lmLoss?: Tensor;
  /** Logits after the maximum over the slots, (R, V) each. */
  selfLogits: Tensor;
  nextLogits: Tensor;
}

/** Indices first … first + count − 1 as a tensor (count). */
function indices(graph: Graph, first: number, count: number): Tensor {
  return graph.derive(`rows from ${first}`, [], [count], (_, out) => {
    for (let i = 0; i < count; i++) out[i] = first + i;
  });
}

/**
 * EBAE and EBAR of R texts in one pass, and the language model's loss on T beside it. Inputs: `ids`, `positions` (R, T) u32; `mask` (R, T, words) u32;
 * `only` (2 R s + m) u32: indices into R·T of the SELF slots, then of the NEXT slots, then of the positions of the language model's loss; `self.targets`
 * and `next.targets` (R, U) u32 as for `bagLikelihood`; `self.weights`, `next.weights` (R): each text's share of a loss, which sum to 1 or are all 0;
 * `lm.targets` (m) u32 and `lm.weights` (m) as for `languageModelGraph`; `weight.self`, `weight.next`, `weight.lm` (1).
 */
export function jointGraph(
  registry: ParameterRegistry,
  { lm, prompt }: LlaraConfig,
  shape: JointShape,
  adapter?: AdapterChoice,
): JointGraph {
  const { rows, length, targets, lmPositions } = shape;
  const graph = new Graph();
  const slots = slotCount(prompt);
  const at = rows * slots;
  const ids = graph.input('ids', [rows, length], 'u32');
  const positionIds = graph.input('positions', [rows, length], 'u32');
  const mask = graph.input('mask', [rows, length, maskWords(length)], 'u32');
  const only = graph.input('only', [2 * at + lmPositions], 'u32');
  const { states, tokens } = languageModelStates(
    { graph, registry, prefix: lmPrefix, adapter },
    lm,
    ids,
    { mask },
    { positionIds, only },
  );
  const bag = (name: 'self' | 'next', first: number) => {
    const slotLogits = innerProduct(graph, gatherRows(graph, states, indices(graph, first, at)), tokens); // (R·s, V)
    const logits = rowGroups(graph, slotLogits, slots, 'max'); // (R, V)
    const likelihood = bagLikelihood(graph, logits, graph.input(`${name}.targets`, [rows, targets], 'u32')); // (R)
    return { logits, loss: weightedSum(graph, likelihood, graph.input(`${name}.weights`, [rows]), -1) };
  };
  const self = bag('self', 0);
  const next = bag('next', at);
  const parts: [string, Tensor][] = [
    ['weight.self', self.loss],
    ['weight.next', next.loss],
  ];
  let lmLoss: Tensor | undefined;
  if (lmPositions > 0) {
    const logits = innerProduct(graph, gatherRows(graph, states, indices(graph, 2 * at, lmPositions)), tokens);
    const likelihood = logLikelihood(graph, logits, graph.input('lm.targets', [lmPositions], 'u32')); // (m)
    lmLoss = weightedSum(graph, likelihood, graph.input('lm.weights', [lmPositions]), -1);
    parts.push(['weight.lm', lmLoss]);
  }
  const loss = summedLoss(graph, parts);
  return {
    ...{ graph, loss, selfLoss: self.loss, nextLoss: next.loss },
    ...(lmLoss && { lmLoss }),
    ...{ selfLogits: self.logits, nextLogits: next.logits },
  };
}

/**
 * Embeddings of R texts with one prompt each, of length 1, (R, d), and the states at their slots, (R·s, d). Inputs, after `name`: `ids` (R, T) u32;
 * `lengths` (R) u32; `slots` (R·s) u32, indices into R·T.
 */
export function embedTexts(
  graph: Graph,
  registry: ParameterRegistry,
  { lm, prompt }: LlaraConfig,
  name: string,
  rows: number,
  length: number,
  adapter?: AdapterChoice,
): { embeddings: Tensor; states: Tensor } {
  const slots = slotCount(prompt);
  const ids = graph.input(`${name}.ids`, [rows, length], 'u32');
  const lengths = graph.input(`${name}.lengths`, [rows], 'u32');
  const only = graph.input(`${name}.slots`, [rows * slots], 'u32');
  const scope = { graph, registry, prefix: lmPrefix, adapter };
  const { states } = languageModelStates(scope, { ...lm, mask: 'causal' }, ids, { lengths }, { only }); // (R·s, d)
  return { embeddings: l2Normalise(graph, rowGroups(graph, states, slots, 'mean')), states };
}

/** The graph of `embedTexts` alone; its inputs begin with `texts`. */
export function embedTextsGraph(
  registry: ParameterRegistry,
  config: LlaraConfig,
  rows: number,
  length: number,
  adapter?: AdapterChoice,
): { graph: Graph; embeddings: Tensor; states: Tensor } {
  const graph = new Graph();
  return { graph, ...embedTexts(graph, registry, config, 'texts', rows, length, adapter) };
}

/** What a barred passage's score is lowered by: its share of the softmax is 0 then, for any temperature down to .001. */
export const barredScore = -1e4;

/** The sizes of a step of fine-tuning. */
export interface ContrastShape {
  /** Queries. */
  batch: number;
  /** Passages: the right one of every query, then the hard negatives. */
  passages: number;
  /** Tokens of a padded row, with its prompt. */
  lengths: { query: number; passage: number };
  temperature: number;
}

/**
 * InfoNCE (van den Oord et al. 2018): every passage of the batch is a candidate of every query, unless it is barred. Inputs: `query.*` (B) and
 * `passage.*` (P) as for `embedTexts`; `barred` (B, P): 1 where a passage, though it is not the target, answers the query; `barredScore` (P):
 * the constant of this name; `targets` (B) u32; `weights` (B).
 */
export function contrastGraph(
  registry: ParameterRegistry,
  config: LlaraConfig,
  { batch, passages, lengths, temperature }: ContrastShape,
  adapter?: AdapterChoice,
): { graph: Graph; loss: Tensor; scores: Tensor } {
  const graph = new Graph();
  const query = embedTexts(graph, registry, config, 'query', batch, lengths.query, adapter).embeddings; // (B, d)
  const passage = embedTexts(graph, registry, config, 'passage', passages, lengths.passage, adapter).embeddings; // (P, d)
  const scores = innerProduct(graph, query, passage, { alpha: 1 / temperature }); // (B, P)
  return { graph, loss: infoNceLoss(graph, scores), scores };
}

/** −Σ_b weight_b log softmax(scores)[target_b] over the passages that are not barred, (1); scores (B, P), the inputs as for `contrastGraph`. */
export function infoNceLoss(graph: Graph, scores: Tensor): Tensor {
  const [batch, passages] = scores.shape as [number, number];
  const barred = graph.input('barred', [batch, passages]);
  const open = gatedAdd(graph, scores, barred, graph.input('barredScore', [passages])); // (B, P)
  const likelihood = logLikelihood(graph, open, graph.input('targets', [batch], 'u32')); // (B)
  return weightedSum(graph, likelihood, graph.input('weights', [batch]), -1);
}
