/**
 * The retriever (REALM §3.1): an embedder each for e_x and e_z, f(x, z) = factor · e_x · e_z, p(z|x) = softmax over the candidates. Query and
 * document share one embedder by default, as in the official code.
 */
import type { Graph, Tensor } from '../graph/graph.ts';
import { gatedAdd } from '../graph/ops/elementwise.ts';
import { embed } from '../graph/ops/embed.ts';
import { weightedPool } from '../graph/ops/weighted-pool.ts';
import type { EmbedderConfig } from './config.ts';
import { dense, norm, type Scope, transformer } from './transformer.ts';

export interface EmbedderInitial {
  initialStd: number;
  orthogonalProjection: boolean;
}

/** R sequences: token ids (R, T), number of tokens (R) and pooling weights (R, T). */
export interface SequenceInputs {
  ids: Tensor;
  lengths: Tensor;
  weights: Tensor;
}

/** Declares the inputs `name.ids`, `name.lengths` and `name.weights`. */
export function sequenceInputs(graph: Graph, name: string, r: number, t: number): SequenceInputs {
  return {
    ids: graph.input(`${name}.ids`, [r, t], 'u32'),
    lengths: graph.input(`${name}.lengths`, [r], 'u32'),
    weights: graph.input(`${name}.weights`, [r, t]),
  };
}

/** Sequences → (R, projection); the equations are at `EmbedderConfig`. */
export function embedder(
  scope: Scope,
  config: EmbedderConfig,
  initial: EmbedderInitial,
  inputs: SequenceInputs,
): Tensor {
  const { graph, registry, prefix } = scope;
  const { vocabularySize, maxLength, width: d, layers, heads, projection } = config;
  const { initialStd: std, orthogonalProjection } = initial;
  const tokens = registry.parameter(graph, `${prefix}tokens`, [vocabularySize, d], { kind: 'normal', std });
  const direct = config.directPath
    ? weightedPool(graph, embed(graph, inputs.ids, tokens), inputs.weights) // (R, d)
    : undefined;
  let pooled = direct;
  if (layers > 0 || !direct) {
    const positions = config.positions
      ? registry.parameter(graph, `${prefix}positions`, [maxLength, d], { kind: 'normal', std })
      : undefined;
    const x = embed(graph, inputs.ids, tokens, { positions }); // (R, T, d)
    const encoder = { width: d, layers, heads, initialStd: std };
    const states = layers > 0 ? transformer(scope, encoder, x, { lengths: inputs.lengths }) : x;
    const encoded = weightedPool(graph, states, inputs.weights); // (R, d)
    pooled = direct
      ? gatedAdd(graph, direct, encoded, registry.parameter(graph, `${prefix}gate`, [d], { kind: 'zeros' }))
      : encoded;
  }
  const projected = dense(scope, 'projection', pooled!, projection, { std, orthogonal: orthogonalProjection });
  return norm(scope, 'norm', projected); // (R, projection)
}

/** Name prefixes of the embedders' parameters; the same prefix if they are shared. */
export function retrieverPrefixes(separate: boolean): { query: string; document: string } {
  return separate
    ? { query: 'retriever.query.', document: 'retriever.document.' }
    : { query: 'retriever.shared.', document: 'retriever.shared.' };
}

/** The factor of f = factor · e_x · e_z. Division by √projection keeps the scores of LayerNormed vectors of order 1. */
export function scoreFactor(scale: 'sqrt' | 'linear' | 'none', projection: number, temperature: number): number {
  const divisor = scale === 'sqrt' ? Math.sqrt(projection) : scale === 'linear' ? projection : 1;
  return 1 / (divisor * temperature);
}
