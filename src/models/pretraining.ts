/**
 * Three ways to pre-train on the same texts, on the transformer of `language-model.ts`, and classifiers on what they have learned:
 *
 *   decoder:  −mean log p(token t + 1 | tokens 0 … t)                          causal mask (Radford et al. 2018)
 *   encoder:  −mean log p(token t | corrupted text), t among the chosen ones   every token sees every token (BERT: Devlin et al. 2019)
 *   encoder–decoder: `encoder-decoder.ts` on spans that were taken out         (T5: Raffel et al. 2020)
 *
 *   classifier: score = W Σ_t w_t h_t + b                                      h: states of a body, or word vectors; Σ w = 1, a mean
 *   format: the encoder–decoder as it is, on pairs of a sentence and a form    from what it has learned, and from its random values
 */
import { Graph, type Tensor } from '../graph/graph.ts';
import { gatedAdd, weightedSum } from '../graph/ops/elementwise.ts';
import { embed } from '../graph/ops/embed.ts';
import { innerProduct } from '../graph/ops/inner-product.ts';
import { linear } from '../graph/ops/linear.ts';
import { logLikelihood } from '../graph/ops/log-softmax.ts';
import { weightedPool } from '../graph/ops/weighted-pool.ts';
import { encoderDecoder } from './encoder-decoder.ts';
import { type LanguageModelConfig, languageModelStates } from './language-model.ts';
import { type PairGraph, type PairShape, pairInputs, pairLoss, pairTargets } from './pairs.ts';
import type { ParameterRegistry } from './registry.ts';

/** A body without its mask: the same sizes for all. */
export type BodyConfig = Omit<LanguageModelConfig, 'mask'>;

export interface PredictionGraph {
  graph: Graph;
  /** (1): with weights that sum to 1 the mean cross-entropy in nats per prediction. */
  loss: Tensor;
  /** log p(target | what its token sees), (n); 0 if there is no target. */
  likelihood: Tensor;
  /** (n, V) */
  logits: Tensor;
}

/**
 * The decoder over R texts of T tokens: each token predicts the next. Inputs: `ids` (R, T) u32, `lengths` (R) u32, `targets` (R·T) u32, V for none, `weights`
 * (R·T). n = R·T.
 */
export function decoderGraph(
  registry: ParameterRegistry,
  config: BodyConfig,
  { rows, length }: { rows: number; length: number },
): PredictionGraph {
  const graph = new Graph();
  const ids = graph.input('ids', [rows, length], 'u32');
  const visible = { lengths: graph.input('lengths', [rows], 'u32') };
  const scope = { graph, registry, prefix: bodyPrefixes.decoder };
  const { states, tokens } = languageModelStates(scope, { ...config, mask: 'causal' }, ids, visible);
  return predictions(graph, states, tokens, rows * length);
}

/**
 * The encoder over R corrupted texts of T tokens, n of which are predicted. Inputs: `ids` (R, T) u32, `lengths` (R) u32, `at` (n) u32, indices into R·T, R·T for
 * none, `targets` (n) u32, V for none, `weights` (n).
 */
export function encoderGraph(
  registry: ParameterRegistry,
  config: BodyConfig,
  { rows, length, chosen }: { rows: number; length: number; chosen: number },
): PredictionGraph {
  const graph = new Graph();
  const ids = graph.input('ids', [rows, length], 'u32');
  const visible = { lengths: graph.input('lengths', [rows], 'u32') };
  const only = graph.input('at', [chosen], 'u32');
  const scope = { graph, registry, prefix: bodyPrefixes.encoder };
  const { states, tokens } = languageModelStates(scope, { ...config, mask: 'padding' }, ids, visible, { only });
  return predictions(graph, states, tokens, chosen);
}

/** The output is tied to the embeddings. */
function predictions(graph: Graph, states: Tensor, tokens: Tensor, count: number): PredictionGraph {
  const logits = innerProduct(graph, states, tokens);
  const likelihood = logLikelihood(graph, logits, graph.input('targets', [count], 'u32'));
  const loss = weightedSum(graph, likelihood, graph.input('weights', [count]), -1);
  return { graph, logits, likelihood, loss };
}

/** Where the parameters of each body are: three that are pre-trained, one that is not, and word vectors. */
export const bodyPrefixes = {
  decoder: 'decoder.',
  encoder: 'encoder.',
  encoderDecoder: 'encoder-decoder.',
  random: 'random.',
  vectors: 'vectors.',
} as const;
export type Body = keyof typeof bodyPrefixes;

/** `frozen`: the body as it is, under a head. `trained`: a copy of the body, trained with its head. */
export type ArmMode = 'frozen' | 'trained';

export interface Arm {
  body: Body;
  mode: ArmMode;
}

/** Before the prefix of the body, the parameters of a trained arm’s own copy; before the arm’s, those of its head. */
export const trainedPrefix = 'trained.';
export const headPrefix = 'heads.';

export interface ArmsGraph {
  graph: Graph;
  /** (1): the sum of the arms’ losses. No parameter that is trained belongs to two arms, so each arm has the gradient of its own loss. */
  loss: Tensor;
  /** By arm: (1), with weights that sum to 1 the mean cross-entropy in nats per sentence. */
  losses: Tensor[];
  /** By arm: (R, C). */
  scores: Tensor[];
}

/**
 * Classifiers of R sentences of up to T tokens by C labels, all of the same sentences. Inputs: `ids` (R, T) u32, `lengths` (R) u32, `pool` (R, T), the weight of each
 * token’s state, `targets` (R) u32, C for none, `weights` (R), `one` (1), which is 1. Of the encoder–decoder the encoder is read. Heads begin with zeros, so every arm
 * begins with even odds.
 */
export function armsGraph(
  registry: ParameterRegistry,
  config: BodyConfig,
  arms: readonly Arm[],
  { rows, length, labels }: { rows: number; length: number; labels: number },
): ArmsGraph {
  const graph = new Graph();
  const ids = graph.input('ids', [rows, length], 'u32');
  const lengths = graph.input('lengths', [rows], 'u32');
  const pool = graph.input('pool', [rows, length]);
  const targets = graph.input('targets', [rows], 'u32');
  const weights = graph.input('weights', [rows]);
  const one = graph.input('one', [1]);
  const scores = arms.map(({ body, mode }) => {
    const own = mode === 'trained' ? trainedPrefix : '';
    const states = bodyStates(graph, registry, config, { body, prefix: own + bodyPrefixes[body] }, ids, lengths);
    const pooled = weightedPool(graph, states, pool); // (R, d)
    const head = (name: string, shape: number[]) =>
      registry.parameter(graph, `${headPrefix}${body}.${mode}.${name}`, shape, { kind: 'zeros' });
    return linear(graph, pooled, head('weight', [config.width, labels]), { bias: head('bias', [labels]) });
  });
  const losses = scores.map((own) => weightedSum(graph, logLikelihood(graph, own, targets), weights, -1));
  const loss = losses.reduce((sum, own) => gatedAdd(graph, sum, own, one));
  return { graph, loss, losses, scores };
}

/** Where the encoder–decoder begins that learns a format: with what it learned in pre-training, or with random values. */
export const formatStarts = ['pretrained', 'random'] as const;
export type FormatStart = (typeof formatStarts)[number];

/** Before the parameters of both; the rest is the name of the start, and a dot. */
export const formatPrefix = 'format.';
export const formatPrefixOf = (start: FormatStart): string => `${formatPrefix}${start}.`;

export interface FormatGraph {
  graph: Graph;
  /** (1): the sum of both losses; they share no parameter, so each model has the gradient of its own. */
  loss: Tensor;
  models: Record<FormatStart, Pick<PairGraph, 'loss' | 'logits'>>;
}

/** Two encoder–decoders that learn the same R pairs. Inputs: those of `pairInputs` and `pairTargets`, and `one` (1), which is 1. */
export function formatGraph(registry: ParameterRegistry, config: BodyConfig, shape: PairShape): FormatGraph {
  const graph = new Graph();
  const inputs = pairInputs(graph, shape);
  const targets = pairTargets(graph, shape);
  const one = graph.input('one', [1]);
  const of = (start: FormatStart) => {
    const { logits } = encoderDecoder({ graph, registry, prefix: formatPrefixOf(start) }, config, inputs);
    return pairLoss(graph, logits, targets);
  };
  const models = { pretrained: of('pretrained'), random: of('random') };
  return { graph, loss: gatedAdd(graph, models.pretrained.loss, models.random.loss, one), models };
}

/** (R, T, d) */
function bodyStates(
  graph: Graph,
  registry: ParameterRegistry,
  config: BodyConfig,
  { body, prefix }: { body: Body; prefix: string },
  ids: Tensor,
  lengths: Tensor,
): Tensor {
  if (body === 'vectors') {
    const normal = { kind: 'normal', std: config.initialStd } as const;
    const words = registry.parameter(graph, `${prefix}words`, [config.vocabularySize, config.width], normal);
    return embed(graph, ids, words);
  }
  const mask = body === 'decoder' ? 'causal' : 'padding';
  return languageModelStates({ graph, registry, prefix }, { ...config, mask }, ids, { lengths }).states;
}
