/**
 * GLM (Du et al. 2022): a transformer that fills blanks. Part A is a text whose spans are replaced by [MASK]; Part B holds the spans, each after a
 * token that begins it. All of A sees A; a token of B sees A and B up to itself, so that one encoder reads and writes:
 *
 *   h = tokens[ids] + positions[first] + spans[second]               (R, T, d)
 *   h = h + out(attention(norm1(h)));  h = h + ffn(norm2(h))         per layer, pre-LN, GELU, mask as bits
 *   logits = finalNorm(h)[at] · tokensᵀ                              (n, V), output tied to the embeddings
 *   loss = −Σ weight · log softmax(logits)[target]                   over all predicted tokens, ends of spans included
 *
 * `first` is the place in the corrupted text, in B that of the span's [MASK]; `second` is 0 in A and 1, 2, … within a span of B. There are
 * V d + 2 (maxLength + 1) d + L (12 d² + 13 d) + 2 d parameters. Token 0 is padding: its embedding is zero.
 */
import { Graph, type Tensor } from '../graph/graph.ts';
import { allowKeys, maskWords } from '../graph/ops/attention-mask.ts';
import { weightedSum } from '../graph/ops/elementwise.ts';
import { embed } from '../graph/ops/embed.ts';
import { innerProduct } from '../graph/ops/inner-product.ts';
import { logLikelihood } from '../graph/ops/log-softmax.ts';
import type { Decoder } from './generation.ts';
import { type HeadInspection, inspectHeads } from './inspection.ts';
import type { LanguageModelConfig } from './language-model.ts';
import type { Initial, ParameterRegistry } from './registry.ts';
import { type Scope, transformer, type Visibility } from './transformer.ts';

export interface GlmConfig extends Omit<LanguageModelConfig, 'mask'> {
  /** Tables of positions begin as sinusoids (Vaswani et al. 2017), or normal; both with `initialStd`. They are trained either way. */
  initialPositions: 'sinusoids' | 'normal';
  /** Whether there is a table of positions within a span; without it B has those of its [MASK] alone. */
  secondPositions: boolean;
}

/** What the model reads, each (R, T) u32. Positions are at most `maxLength`. */
export interface GlmTokens {
  ids: Tensor;
  /** Place in the corrupted text. */
  first: Tensor;
  /** Place within a span; not read where the configuration has no second positions. */
  second: Tensor;
}

/** ids (R, T) → the states after the last LayerNorm (R, T, d) and the embeddings (V, d); with `only` (n), indices into R·T, the states of these tokens (n, d). */
export function glmStates(
  scope: Scope,
  config: GlmConfig,
  { ids, first, second }: GlmTokens,
  visible: Visibility,
  only?: Tensor,
): { states: Tensor; tokens: Tensor } {
  const { graph, registry, prefix } = scope;
  const { vocabularySize, maxLength, width: d, initialStd: std, initialPositions, secondPositions } = config;
  const normal: Initial = { kind: 'normal', std };
  const places: Initial = initialPositions === 'sinusoids' ? { kind: 'sinusoids', std } : normal;
  const table = (name: string) => registry.parameter(graph, `${prefix}${name}`, [maxLength + 1, d], places);
  const tokens = registry.parameter(graph, `${prefix}tokens`, [vocabularySize, d], normal);
  const tables = [
    { ids: first, table: table('positions') },
    ...(secondPositions ? [{ ids: second, table: table('spans') }] : []),
  ];
  const x = embed(graph, ids, tokens, { tables }); // (R, T, d)
  const { layers, heads } = config;
  return { states: transformer(scope, { width: d, layers, heads, initialStd: std }, x, visible, only), tokens };
}

export interface GlmGraph {
  graph: Graph;
  /** (1): with weights that sum to 1 the mean cross-entropy in nats per predicted token. */
  loss: Tensor;
  /** log p(target | what its token sees), (n); 0 if there is no target. */
  likelihood: Tensor;
  /** (n, V) */
  logits: Tensor;
  /** Of an inspection build. */
  inspection?: HeadInspection | undefined;
}

const inputsOf = (graph: Graph, rows: number, length: number): GlmTokens => ({
  ids: graph.input('ids', [rows, length], 'u32'),
  first: graph.input('first', [rows, length], 'u32'),
  second: graph.input('second', [rows, length], 'u32'),
});

/**
 * The graph of a training step over R rows of T tokens, of which n predict another token. Inputs: `ids`, `first`, `second` (R, T) u32; `mask` (R, T,
 * words) u32; `at` (n) u32, the tokens that predict, as indices into R·T, R·T for none; `targets` (n) u32, V for none; `weights` (n). `inspects`: its heads can
 * be looked at, and switched by the input `heads.on` (L, H).
 */
export function glmGraph(
  registry: ParameterRegistry,
  config: GlmConfig,
  { rows, length, predictions }: { rows: number; length: number; predictions: number },
  inspects = false,
): GlmGraph {
  const graph = new Graph();
  const read = inputsOf(graph, rows, length);
  const mask = graph.input('mask', [rows, length, maskWords(length)], 'u32');
  const at = graph.input('at', [predictions], 'u32');
  const inspection = inspects ? inspectHeads(graph, config) : undefined;
  const scope = { graph, registry, prefix: 'glm.', inspection };
  const { states, tokens } = glmStates(scope, config, read, { mask }, at);
  const logits = innerProduct(graph, states, tokens); // (n, V)
  const likelihood = logLikelihood(graph, logits, graph.input('targets', [predictions], 'u32')); // (n)
  const loss = weightedSum(graph, likelihood, graph.input('weights', [predictions]), -1);
  return { graph, loss, likelihood, logits, inspection };
}

/** The model as a decoder whose texts have at most `capacity` tokens, A and B together. */
export function glmDecoder(registry: ParameterRegistry, config: GlmConfig, capacity: number): Decoder {
  return {
    vocabularySize: config.vocabularySize,
    capacity,
    positions: [
      { name: 'first', advance: 0 },
      { name: 'second', advance: 1 },
    ],
    hasPrefix: true,
    logits(graph, { ids, positions: [first, second] }, cache) {
      const read = { ids, first: first!, second: second! };
      const { states, tokens } = glmStates({ graph, registry, prefix: 'glm.' }, config, read, { cache });
      return innerProduct(graph, states, tokens);
    },
  };
}

/**
 * Lets tokens `start` … `end` − 1 of a text see what GLM lets them see: all of A, whose length is `partA`, and themselves and what is before them.
 * `query` is the index of the first of them in the mask, `keys` the number of keys of its rows.
 */
export function allowBlankFilling(
  mask: Uint32Array,
  keys: number,
  query: number,
  { partA, start, end }: { partA: number; start: number; end: number },
): void {
  for (let i = start; i < end; i++) allowKeys(mask, keys, query + i - start, 0, Math.max(partA, i + 1));
}
