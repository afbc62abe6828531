/**
 * Generation with a key/value cache. The tokens of a prompt are put into the cache at once. Then each step takes the newest token of every text, which the step
 * before has left in a state on the GPU, and chooses the next one:
 *
 *   logits = decoder(token, its positions; the keys and values of all tokens before it)       (R, V)
 *   token = argmax over the allowed tokens of logits / temperature + Gumbel variables         (R)
 */
import { Graph, type Tensor } from '../graph/graph.ts';
import { maskWords } from '../graph/ops/attention-mask.ts';
import { type ChosenTokens, chooseToken, likeliestTokens } from '../graph/ops/choose-token.ts';
import { keep } from '../graph/ops/states.ts';
import type { KeyValueCache } from './transformer.ts';

/** A model that continues texts. */
export interface Decoder {
  readonly vocabularySize: number;
  /** Largest number of tokens of a text that can be in the cache. */
  readonly capacity: number;
  /** Positions of a token: the input with each, (R, T) u32, and by how much the next generated token is further on. */
  readonly positions: readonly { name: string; advance: number }[];
  /** The first tokens of a text see each other, so that the cache needs the mask as bits; otherwise it is causal. */
  readonly hasPrefix: boolean;
  /** ids (R, T) and their positions, (R, T) each → logits (R·T, V). */
  logits(graph: Graph, tokens: { ids: Tensor; positions: Tensor[] }, cache: KeyValueCache): Tensor;
}

/** The state with the newest token of each text, (R, 1) u32. */
export const newestTokens = 'newest tokens';

/** Inputs of every pass: the decoder's positions (R, T); `starts` (R), the tokens already in the cache; `mask` (R, T, words), if there is a prefix. */
function decode(graph: Graph, decoder: Decoder, ids: Tensor, parents?: Tensor): Tensor {
  const [rows, length] = ids.shape as [number, number];
  const { capacity } = decoder;
  const starts = graph.input('starts', [rows], 'u32');
  const positions = decoder.positions.map(({ name }) => graph.input(name, [rows, length], 'u32'));
  const mask = decoder.hasPrefix ? graph.input('mask', [rows, length, maskWords(capacity)], 'u32') : undefined;
  return decoder.logits(graph, { ids, positions }, { starts, capacity, mask, parents });
}

/**
 * Puts T given tokens of R texts into the cache. Inputs: `ids` (R, T) u32 and those of every pass. Logits (R·T, V), which are not computed
 * unless they are read. Rows may be padded on the right; the next pass overwrites the padding.
 */
export function encodingGraph(decoder: Decoder, rows: number, length: number): { graph: Graph; logits: Tensor } {
  const graph = new Graph();
  const ids = graph.input('ids', [rows, length], 'u32');
  return { graph, logits: decode(graph, decoder, ids) };
}

export interface StepGraph {
  graph: Graph;
  /** The likeliest tokens, K of each text. */
  likeliest: ChosenTokens;
  /** The chosen token of each text; absent in beam search, which chooses among all texts. */
  chosen?: ChosenTokens;
}

/**
 * One token of each of R texts: it takes the newest tokens and lists the K likeliest next ones. Inputs: those of every pass, and `barred` (⌈V / 32⌉)
 * u32, the bits of tokens that are never chosen. For `draws` also `temperature` (1) and `draws` (R, 2) u32, seed and counter: it chooses
 * the newest tokens of the next step. For `beams` also `parents` (R) u32, the text that each goes on with.
 */
export function stepGraph(decoder: Decoder, rows: number, kind: 'draws' | 'beams', count: number): StepGraph {
  const graph = new Graph();
  const newest = graph.state(newestTokens, [rows, 1], 'u32');
  const parents = kind === 'beams' ? graph.input('parents', [rows], 'u32') : undefined;
  const logits = decode(graph, decoder, newest, parents); // (R, V)
  const barred = graph.input('barred', [maskWords(decoder.vocabularySize)], 'u32');
  const likeliest = likeliestTokens(graph, logits, barred, count); // (R, K)
  if (kind === 'beams') return { graph, likeliest };
  const temperature = graph.input('temperature', [1]);
  const chosen = chooseToken(graph, logits, barred, { temperature, draws: graph.input('draws', [rows, 2], 'u32') });
  keep(graph, newest, chosen.tokens);
  return { graph, likeliest, chosen };
}
