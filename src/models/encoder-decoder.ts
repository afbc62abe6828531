/**
 * The transformer with encoder and decoder (Vaswani et al. 2017), with LayerNorm in front of each branch:
 *
 *   x = tokens[source] + positions[j];  x = x + attention(norm(x));  x = x + ffn(norm(x))             encoder       (R, Ts, d)
 *   m = finalNorm(x)                                                                                  memory        (R, Ts, d)
 *   y = tokens[target before i] + positions[i];  y = y + attention(norm(y)), causal                   decoder       (R, Tt, d)
 *   y = y + cross(norm(y), m);  y = y + ffn(norm(y))
 *   cross_h: a = softmax(q kᵀ / √(d/H)), a v;  q from y, k and v from m, over the tokens of the source               (R, H, Tt, Ts)
 *   logits = finalNorm(y) · tokensᵀ                                                                   tied          (R·Tt, V)
 *
 * There, as here, source and target share tokens, positions and the output. It has LayerNorm after each branch, ReLU, embeddings times √d, sinusoids that are not trained.
 * T5 (Raffel et al. 2020) has the layout of this file, with relative positions in place of `positions`, no biases, and RMSNorm; its version 1.1 an output of its own (`separate`).
 */
import { Graph, type Tensor } from '../graph/graph.ts';
import { embed } from '../graph/ops/embed.ts';
import { innerProduct } from '../graph/ops/inner-product.ts';
import { type PairGraph, type PairInputs, type PairShape, pairInputs, pairLoss, pairTargets } from './pairs.ts';
import type { Initial, ParameterRegistry } from './registry.ts';
import { type Memory, type Scope, transformer } from './transformer.ts';

export interface EncoderDecoderConfig {
  /** Source and target have one vocabulary. Token 0 is padding. */
  vocabularySize: number;
  /** Longest source, and longest target with its beginning. Each position has a vector. */
  maxLength: number;
  /** d, a multiple of 4 · heads. */
  width: number;
  /** L of the encoder, and as many of the decoder. */
  layers: number;
  heads: number;
  /** Standard deviation of weights and embeddings at the start; for outputs of residual branches divided by the root of their number in a stack, 2L or 3L. */
  initialStd: number;
  /** How the table of positions begins; `none`: there is none. Absent: normal. */
  initialPositions?: 'normal' | 'sinusoids' | 'none';
  /** The output's matrix: that of the embeddings, or `vocabulary` (V, d). Absent: tied. */
  output?: 'tied' | 'separate';
}

/** Where the tokens of the source stand: token j at position j, at the positions that are an input, or nowhere, with no code at all. */
export type SourcePositions = 'index' | 'given' | 'none';

export interface EncoderDecoderGraph extends PairGraph {
  /** Of cross attention in each layer of the decoder, (R, H, Tt, Ts): what a target token takes of each source token; rows sum to 1. */
  weights: Tensor[];
}

/**
 * Pairs → logits (R·Tt, V), and the weights of cross attention. Parameters after the scope's prefix: `tokens` (V, d), `positions` (maxLength, d) if any, those of
 * `transformer` for `encoder.l` and `decoder.l`; per layer of the decoder also `crossNorm`, `cross.query` (d, d), `cross.keysValues` (d, 2d) and `cross.out` (d, d).
 */
export function encoderDecoder(
  scope: Scope,
  config: EncoderDecoderConfig,
  { source, sourceLengths, prefix, prefixLengths }: PairInputs,
  sourcePositions: SourcePositions = 'index',
): { logits: Tensor; weights: Tensor[] } {
  const { graph, registry } = scope;
  const { vocabularySize, maxLength, width, layers, heads, initialStd: std, output = 'tied' } = config;
  const normal: Initial = { kind: 'normal', std };
  const table = (name: string, rows: number, initial: Initial) =>
    registry.parameter(graph, `${scope.prefix}${name}`, [rows, width], initial);
  const tokens = table('tokens', vocabularySize, normal);
  const { initialPositions = 'normal' } = config;
  const places: Initial = initialPositions === 'sinusoids' ? { kind: 'sinusoids', std } : normal;
  const positions = initialPositions === 'none' ? undefined : table('positions', maxLength, places);
  /** Tokens of the target stand in their order. */
  const inOrder = positions && { positions };
  const stack = { width, layers, heads, initialStd: std };
  const read = embed(graph, source, tokens, sourceCodes(graph, source, positions, sourcePositions)); // (R, Ts, d)
  const states = transformer(scope, { ...stack, mask: 'padding' }, read, { lengths: sourceLengths });
  const memory: Memory = { states, lengths: sourceLengths, weights: [] };
  const written = embed(graph, prefix, tokens, inOrder); // (R, Tt, d)
  const visible = { lengths: prefixLengths };
  const y = transformer(scope, { ...stack, mask: 'causal' }, written, visible, undefined, memory);
  const out = output === 'tied' ? tokens : table('vocabulary', vocabularySize, normal);
  return { logits: innerProduct(graph, y, out), weights: memory.weights };
}

/** What is added to the tokens of the source (R, Ts). Where positions are given, declares the input `sourcePositions` (R, Ts) u32. */
function sourceCodes(graph: Graph, source: Tensor, positions: Tensor | undefined, kind: SourcePositions) {
  if (!positions || kind === 'none') return {};
  if (kind === 'index') return { positions };
  return { tables: [{ ids: graph.input('sourcePositions', source.shape, 'u32'), table: positions }] };
}

/** The graph of R pairs, for training, evaluation and generation alike. Inputs: those of `pairInputs`, `sourceCodes` and `pairTargets`. */
export function encoderDecoderGraph(
  registry: ParameterRegistry,
  config: EncoderDecoderConfig,
  shape: PairShape,
  prefix: string,
  sourcePositions?: SourcePositions,
): EncoderDecoderGraph {
  const graph = new Graph();
  const scope: Scope = { graph, registry, prefix };
  const { logits, weights } = encoderDecoder(scope, config, pairInputs(graph, shape), sourcePositions);
  return { ...pairLoss(graph, logits, pairTargets(graph, shape)), weights };
}
