/**
 * A decoder-only language model like GPT-2 (Radford et al. 2019):
 *
 *   h = tokens[ids] + positions[t]                                   (R, T, d)
 *   h = h + out(attention(norm1(h)));  h = h + ffn(norm2(h))          per layer, pre-LN, GELU, causal mask
 *   logits = finalNorm(h) · tokensᵀ                                   (R·T, V), output tied to the embeddings
 *   loss = −Σ weight · log softmax(logits)[target]                    over all positions that have a target
 *
 * It has V d + maxLength d + L (12 d² + 13 d) + 2 d parameters. Token 0 is padding: its embedding is zero.
 */
import { Graph, type Tensor } from '../graph/graph.ts';
import type { AttentionMask } from '../graph/ops/attention.ts';
import { weightedSum } from '../graph/ops/elementwise.ts';
import { embed } from '../graph/ops/embed.ts';
import { innerProduct } from '../graph/ops/inner-product.ts';
import { logLikelihood } from '../graph/ops/log-softmax.ts';
import type { Decoder } from './generation.ts';
import { type HeadInspection, inspectHeads } from './inspection.ts';
import type { AdapterChoice } from './lora.ts';
import type { Initial, ParameterRegistry } from './registry.ts';
import { type Scope, transformer, type Visibility } from './transformer.ts';

export interface LanguageModelConfig {
  vocabularySize: number;
  /** Longest sequence. Each position has a learned vector. */
  maxLength: number;
  width: number;
  layers: number;
  heads: number;
  /** Standard deviation of weights and embeddings at the start; for outputs of residual branches divided by √(2L). GPT-2: .02. */
  initialStd: number;
  /** How the table of positions begins; it is trained either way. Absent: normal. */
  initialPositions?: 'normal' | 'sinusoids';
  /** `causal` by default. With `prefix` the first tokens of a row see each other (prefix LM). With `padding` every token sees the answer. */
  mask?: AttentionMask;
}

export interface LanguageModelGraph {
  graph: Graph;
  /** (1): with weights from `nextTokenTargets` the mean cross-entropy in nats per token. */
  loss: Tensor;
  /** log p(target | the tokens before it), (R·T); 0 if there is no target. */
  likelihood: Tensor;
  /** (R·T, V) */
  logits: Tensor;
  /** Of an inspection build. */
  inspection?: HeadInspection | undefined;
}

/** Where tokens stand, if not at 0 … T − 1, and which states are needed, if not all. */
export interface StateOptions {
  /** (R, T) u32, e.g. with padding on the left or if positions restart. */
  positionIds?: Tensor;
  /** (n) u32: indices into R·T, as for `transformer`. */
  only?: Tensor;
}

/**
 * ids (R, T) u32 → the states after the last LayerNorm, (R, T, d) or (n, d) with `only`, and the table of token embeddings (V, d). Parameters:
 * `tokens`, `positions` and those of `transformer`, after the scope's prefix.
 */
export function languageModelStates(
  scope: Scope,
  config: LanguageModelConfig,
  ids: Tensor,
  visible: Visibility,
  { positionIds, only }: StateOptions = {},
): { states: Tensor; tokens: Tensor } {
  const { graph, registry, prefix } = scope;
  const { vocabularySize, maxLength, width: d, layers, heads, initialStd: std, mask = 'causal' } = config;
  const normal: Initial = { kind: 'normal', std };
  const places: Initial = config.initialPositions === 'sinusoids' ? { kind: 'sinusoids', std } : normal;
  const tokens = registry.parameter(graph, `${prefix}tokens`, [vocabularySize, d], normal);
  const positions = registry.parameter(graph, `${prefix}positions`, [maxLength, d], places);
  const tables = positionIds ? { tables: [{ ids: positionIds, table: positions }] } : { positions };
  const x = embed(graph, ids, tokens, tables); // (R, T, d)
  const states = transformer(scope, { width: d, layers, heads, initialStd: std, mask }, x, visible, only);
  return { states, tokens };
}

/** ids (R, T) u32 → logits (R·T, V). Token t has position t, or the one in `positionIds` (R, T) u32. */
export function languageModel(
  scope: Scope,
  config: LanguageModelConfig,
  ids: Tensor,
  visible: Visibility,
  positionIds?: Tensor,
): Tensor {
  const { states, tokens } = languageModelStates(scope, config, ids, visible, { positionIds });
  return innerProduct(scope.graph, states, tokens); // (R·T, V)
}

/**
 * The graph of a training step over R sequences of T tokens. Inputs: `ids` (R, T) u32; `lengths` (R) u32; `targets` (R·T) u32, the token to
 * predict at each position, V or more if there is none; `weights` (R·T), each position's weight in the loss; `prefixes` (R) u32 with the mask
 * `prefix`. `inspects`: its heads can be looked at, and switched by the input `heads.on` (L, H).
 */
export function languageModelGraph(
  registry: ParameterRegistry,
  config: LanguageModelConfig,
  rows: number,
  length: number,
  adapter?: AdapterChoice,
  inspects = false,
): LanguageModelGraph {
  const graph = new Graph();
  const ids = graph.input('ids', [rows, length], 'u32');
  const lengths = graph.input('lengths', [rows], 'u32');
  const prefixes = config.mask === 'prefix' ? graph.input('prefixes', [rows], 'u32') : undefined;
  const inspection = inspects ? inspectHeads(graph, config) : undefined;
  const scope = { graph, registry, prefix: 'lm.', adapter, inspection };
  const logits = languageModel(scope, config, ids, { lengths, prefixes });
  const likelihood = logLikelihood(graph, logits, graph.input('targets', [rows * length], 'u32')); // (R·T)
  const loss = weightedSum(graph, likelihood, graph.input('weights', [rows * length]), -1);
  return { graph, loss, likelihood, logits, inspection };
}

/** The model as a decoder whose texts have at most `capacity` tokens; token t of a text has position t. */
export function languageModelDecoder(
  registry: ParameterRegistry,
  config: LanguageModelConfig,
  capacity: number = config.maxLength,
): Decoder {
  return {
    vocabularySize: config.vocabularySize,
    capacity,
    positions: [{ name: 'positions', advance: 1 }],
    hasPrefix: config.mask === 'prefix',
    logits: (graph, { ids, positions }, cache) =>
      languageModel({ graph, registry, prefix: 'lm.' }, config, ids, { cache }, positions[0]),
  };
}

/** The arrays of the inputs of `languageModelGraph`. */
export interface LanguageModelArrays {
  ids: Uint32Array;
  lengths: Uint32Array;
  targets: Uint32Array;
  weights: Float32Array;
}

/**
 * Writes R sequences of up to T + 1 tokens each: position t reads token t and predicts token t + 1. All predictions have the same weight and
 * the weights sum to 1, so the loss is a mean in nats per token.
 */
export function nextTokenTargets(
  sequences: ArrayLike<number>[],
  vocabularySize: number,
  out: LanguageModelArrays,
): void {
  const rows = out.lengths.length;
  const length = out.ids.length / rows;
  out.ids.fill(0);
  out.lengths.fill(0);
  out.targets.fill(vocabularySize);
  out.weights.fill(0);
  let predictions = 0;
  for (let r = 0; r < rows; r++) {
    const sequence = sequences[r];
    const count = Math.min(length, (sequence?.length ?? 0) - 1);
    if (!sequence || count < 1) continue;
    out.lengths[r] = count;
    for (let t = 0; t < count; t++) {
      out.ids[r * length + t] = sequence[t]!;
      out.targets[r * length + t] = sequence[t + 1]!;
    }
    predictions += count;
    out.weights.fill(1, r * length, r * length + count);
  }
  for (let i = 0; i < out.weights.length; i++) out.weights[i]! /= Math.max(1, predictions);
}
