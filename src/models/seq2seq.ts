/**
 * Sequence to sequence with recurrent networks: an encoder reads the source, a decoder writes the target token by token.
 *
 *   f = GRU→(E[source]),  b = GRU←(E[source])                         bidirectional encoder          (R, Ts, d) each
 *   m_j = [f_j; b_j] W_m + b_m                                        memory, one vector a token      (R, Ts, d)
 *   s_0 = tanh([f_last; b_first] W_s + b_s)                           what a fixed vector can carry   (R, d)
 *   s_i = GRU(s_(i−1), E[target_(i−1)])                               decoder                         (R, Tt, d)
 *   c_i = Σ_j a_ij m_j,  a_i = softmax_j(s_i · m_j)                   attention “dot”
 *   o_i = tanh([c_i; s_i] W_o + b_o)                                  without attention: tanh(s_i W_o + b_o)
 *   p(target_i | target before it, source) = softmax(W_v o_i + b_v)
 *
 * GRU: Cho et al. 2014. Bidirectional encoder and alignment: Bahdanau, Cho and Bengio 2015. Score, place of the attention and o: Luong, Pham and Manning 2015,
 * eqs. 5, 7 and 8, without input feeding, so that all time steps attend at once. Without attention it is the fixed vector of Sutskever, Vinyals and Le 2014: all that the
 * decoder knows of the source is s_0. A concatenation times a matrix is written as two products that are added.
 */
import { Graph, type Tensor } from '../graph/graph.ts';
import { dotAttention } from '../graph/ops/dot-attention.ts';
import { embed } from '../graph/ops/embed.ts';
import { gatherRows } from '../graph/ops/gather-rows.ts';
import { gru } from '../graph/ops/gru.ts';
import { innerProduct } from '../graph/ops/inner-product.ts';
import { linear } from '../graph/ops/linear.ts';
import { tanh } from '../graph/ops/tanh.ts';
import { type PairGraph, type PairShape, pairInputs, pairLoss, pairTargets } from './pairs.ts';
import type { ParameterRegistry } from './registry.ts';
import type { Scope } from './transformer.ts';

export interface Seq2SeqConfig {
  /** Source and target have one vocabulary. Token 0 is padding. */
  vocabularySize: number;
  /** d, a multiple of 4. */
  width: number;
  /** How the decoder sees the source at every step: by its alignment, or not at all. */
  attention: 'dot' | 'none';
}

export interface Seq2SeqGraph extends PairGraph {
  /** (R, Tt, Ts): how much step i looks at source token j; a row's sum is 1. Absent without attention. */
  alignment?: Tensor;
}

/** The prefix of the names of its parameters. */
export const seq2seqPrefix = 'seq2seq.';

/** x · W, a parameter with standard deviation 1/√(columns of x); plus a bias, or what is added. */
function product({ graph, registry, prefix }: Scope, name: string, x: Tensor, out: number, added?: Tensor): Tensor {
  const inner = x.shape.at(-1)!;
  const initial = { kind: 'normal', std: 1 / Math.sqrt(inner) } as const;
  const weight = registry.parameter(graph, `${prefix}${name}.weight`, [inner, out], initial);
  if (added) return linear(graph, x, weight, { residual: added, label: name });
  const bias = registry.parameter(graph, `${prefix}${name}.bias`, [out], { kind: 'zeros' });
  return linear(graph, x, weight, { bias, label: name });
}

/** x (R, T, d) → the states of a GRU, (R, T, d). The products of the inputs of all time steps are one matmul. */
function recurrent(
  scope: Scope,
  name: string,
  x: Tensor,
  lengths: Tensor,
  options: { initial?: Tensor; reverse?: boolean } = {},
): Tensor {
  const { graph, registry, prefix } = scope;
  const d = x.shape.at(-1)!;
  const initial = { kind: 'normal', std: 1 / Math.sqrt(d) } as const;
  const weight = registry.parameter(graph, `${prefix}${name}.state`, [d, 3 * d], initial);
  return gru(graph, product(scope, `${name}.input`, x, 3 * d), weight, lengths, { ...options, label: name });
}

/** The state (R, d) at one time step of all rows. */
function stateAt(graph: Graph, states: Tensor, lengths: Tensor, time: number): Tensor {
  const [rows, length] = states.shape as [number, number];
  const indices = graph.derive(`rows at ${time}`, [lengths], [rows], (_, out) => {
    for (let r = 0; r < rows; r++) out[r] = r * length + time;
  });
  return gatherRows(graph, states, indices);
}

/** source (R, Ts) u32 and its lengths (R) u32, from 1 → the memory (R, Ts, d) and the first state of the decoder (R, d). */
function encode(scope: Scope, tokens: Tensor, source: Tensor, lengths: Tensor): { memory: Tensor; initial: Tensor } {
  const { graph } = scope;
  const d = tokens.shape[1]!;
  const x = embed(graph, source, tokens); // (R, Ts, d)
  const there = recurrent(scope, 'encoder.forward', x, lengths);
  const back = recurrent(scope, 'encoder.backward', x, lengths, { reverse: true });
  const joined = (name: string, f: Tensor, b: Tensor) =>
    product(scope, `${name}.backward`, b, d, product(scope, `${name}.forward`, f, d));
  // past the end of a row its state stays what it was, so the last time step has the last state of every row
  const last = stateAt(graph, there, lengths, source.shape[1]! - 1);
  const first = stateAt(graph, back, lengths, 0);
  return { memory: joined('memory', there, back), initial: tanh(graph, joined('bridge', last, first)) };
}

/** The graph of R pairs, for training, evaluation and generation alike. Inputs: those of `pairInputs`. */
export function seq2seqGraph(
  registry: ParameterRegistry,
  { vocabularySize, width: d, attention }: Seq2SeqConfig,
  shape: PairShape,
): Seq2SeqGraph {
  const graph = new Graph();
  const scope: Scope = { graph, registry, prefix: seq2seqPrefix };
  const { source, sourceLengths, prefix, prefixLengths } = pairInputs(graph, shape);
  const tokens = registry.parameter(graph, `${seq2seqPrefix}tokens`, [vocabularySize, d], { kind: 'normal', std: 1 });

  const { memory, initial } = encode(scope, tokens, source, sourceLengths);
  const states = recurrent(scope, 'decoder', embed(graph, prefix, tokens), prefixLengths, { initial }); // (R, Tt, d)
  const aligned = attention === 'dot' ? dotAttention(graph, states, memory, sourceLengths) : undefined;
  const own = product(scope, 'out.state', states, d);
  const joined = aligned ? product(scope, 'out.context', aligned.contexts, d, own) : own;
  const out = { kind: 'normal', std: 1 / Math.sqrt(d) } as const;
  const logits = innerProduct(
    graph,
    tanh(graph, joined),
    registry.parameter(graph, `${seq2seqPrefix}vocabulary.weight`, [vocabularySize, d], out),
    { bias: registry.parameter(graph, `${seq2seqPrefix}vocabulary.bias`, [vocabularySize], { kind: 'zeros' }) },
  ); // (R·Tt, V)
  return { ...pairLoss(graph, logits, pairTargets(graph, shape)), ...(aligned && { alignment: aligned.weights }) };
}
