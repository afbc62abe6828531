/**
 * The retriever (REALM §3.1): an embedder each for e_x and e_z, f(x, z) = factor · e_x · e_z, p(z|x) = softmax over the candidates. Query and
 * document share one embedder by default, as in the official code.
 */
import type { Graph, Tensor } from '../graph/graph.ts';
import { gatedAdd } from '../graph/ops/elementwise.ts';
import { embed, type LookUp } from '../graph/ops/embed.ts';
import { tanh } from '../graph/ops/tanh.ts';
import { weightedPool } from '../graph/ops/weighted-pool.ts';
import { type EmbedderConfig, segmentsOf } from './config.ts';
import { dense, drop, norm, type Scope, transformer } from './transformer.ts';

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

/**
 * Sequences → (R, projection); the equations are at `EmbedderConfig`. Where the scope has dropout it falls on the embeddings, in the transformer, and on
 * the result, as in the official code.
 */
export function embedder(
  scope: Scope,
  config: EmbedderConfig,
  initial: EmbedderInitial,
  inputs: SequenceInputs,
): Tensor {
  const { graph, registry, prefix } = scope;
  const { vocabularySize, maxLength, width: d, layers, heads, projection, normalisation, gelu, epsilon } = config;
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
    const tables = config.segments ? [segmentTable(scope, config, std, inputs.ids)] : [];
    let x = embed(graph, inputs.ids, tokens, { positions, tables }); // (R, T, d)
    if (normalisation === 'post' && layers > 0) x = norm(scope, 'embeddingNorm', x, epsilon);
    x = drop(scope, x);
    const encoder = { width: d, layers, heads, initialStd: std, normalisation, gelu, epsilon };
    const states = layers > 0 ? transformer(scope, encoder, x, { lengths: inputs.lengths }) : x;
    const encoded = weightedPool(graph, states, inputs.weights); // (R, d)
    pooled = direct
      ? gatedAdd(graph, direct, encoded, registry.parameter(graph, `${prefix}gate`, [d], { kind: 'zeros' }))
      : encoded;
  }
  if (config.pooler) pooled = tanh(graph, dense(scope, 'pooler', pooled!, d, { std }));
  const projected = dense(scope, 'projection', pooled!, projection, { std, orthogonal: orthogonalProjection });
  return drop(scope, norm(scope, 'norm', projected, epsilon)); // (R, projection)
}

/** The segments of ids (R, T), which follow from them, and the table of their embeddings (2, d). */
function segmentTable({ graph, registry, prefix }: Scope, config: EmbedderConfig, std: number, ids: Tensor): LookUp {
  const [, t] = ids.shape as [number, number];
  const { separator } = config.segments!;
  const rows = graph.derive(`${prefix}segments of ${ids.label}`, [ids], ids.shape, ([from], out) =>
    segmentsOf(from!, t, separator, out),
  );
  return {
    ids: rows,
    table: registry.parameter(graph, `${prefix}segments`, [2, config.width], { kind: 'normal', std }),
  };
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
