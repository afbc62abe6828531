/**
 * A decoder-only transformer that reads numbers in place of tokens and predicts one number at each position, as in Garg et al. 2022, “What Can
 * Transformers Learn In-Context? A Case Study of Simple Function Classes”:
 *
 *   h = values · W + b + kinds[kind] + positions[t]                  (R, T, d)
 *   h = the transformer of a language model, causal                  (R, T, d)
 *   prediction = h · w + b                                           (R, T, 1)
 *   loss = Σ weight · (prediction − target)²
 *
 * It has (columns + kinds + T + L (12 d + 13) + 4) d + 1 parameters. Kind 0 is padding, whose vector of kind and position is zero.
 */
import { Graph, type Tensor } from '../graph/graph.ts';
import { weightedSum } from '../graph/ops/elementwise.ts';
import { embed } from '../graph/ops/embed.ts';
import { squaredError } from '../graph/ops/squared-error.ts';
import type { LanguageModelConfig } from './language-model.ts';
import type { Initial, ParameterRegistry } from './registry.ts';
import { dense, type Scope, transformer } from './transformer.ts';

export interface NumberModelConfig extends Omit<LanguageModelConfig, 'vocabularySize' | 'mask'> {
  /** Numbers that a position reads. */
  columns: number;
  /** Kinds of positions with padding, e.g. 3 if a position is an x or a y. */
  kinds: number;
}

export interface NumberModelGraph {
  graph: Graph;
  /** (1) */
  loss: Tensor;
  /** (R, T, 1) */
  predictions: Tensor;
}

/** values (R, T, columns), kinds (R, T) u32, lengths (R) u32 → predictions (R, T, 1). */
export function numberModel(
  scope: Scope,
  config: NumberModelConfig,
  values: Tensor,
  kinds: Tensor,
  lengths: Tensor,
): Tensor {
  const { graph, registry, prefix } = scope;
  const { maxLength, width: d, layers, heads, initialStd: std } = config;
  const normal: Initial = { kind: 'normal', std };
  const places: Initial = config.initialPositions === 'sinusoids' ? { kind: 'sinusoids', std } : normal;
  const table = registry.parameter(graph, `${prefix}kinds`, [config.kinds, d], normal);
  const positions = registry.parameter(graph, `${prefix}positions`, [maxLength, d], places);
  const x = dense(scope, 'input', values, d, { std, residual: embed(graph, kinds, table, { positions }) }); // (R, T, d)
  const states = transformer(scope, { width: d, layers, heads, initialStd: std, mask: 'causal' }, x, { lengths });
  return dense(scope, 'output', states, 1, { std });
}

/**
 * The graph of a training step over R sequences of T positions. Inputs: `values` (R, T, columns); `kinds` (R, T) u32; `lengths` (R) u32; `targets`
 * (R, T, 1), the number to predict at each position; `weights` (R, T, 1), each position's weight in the loss, 0 where nothing is predicted.
 */
export function numberModelGraph(
  registry: ParameterRegistry,
  config: NumberModelConfig,
  rows: number,
  length: number,
): NumberModelGraph {
  const graph = new Graph();
  const values = graph.input('values', [rows, length, config.columns]);
  const kinds = graph.input('kinds', [rows, length], 'u32');
  const lengths = graph.input('lengths', [rows], 'u32');
  const predictions = numberModel({ graph, registry, prefix: 'lm.' }, config, values, kinds, lengths);
  const errors = squaredError(graph, predictions, graph.input('targets', [rows, length, 1]));
  return { graph, loss: weightedSum(graph, errors, graph.input('weights', [rows, length, 1])), predictions };
}
