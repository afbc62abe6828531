/**
 * Writes an embedder snapshot as an ONNX model: the formulas of src/models/config.ts, node by node.
 *
 *   in   ids (B, T) int64; weights (B, T) float: pooling weights, which sum to 1 and are 0 on padding;
 *        mask (B, T) float, 1 on real tokens and 0 on padding
 *   out  embedding (B, projection) float
 *
 * B and T are known only at run time.
 */

import type { EmbedderSnapshot } from '../models/config.ts';
import { RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';
import { OnnxGraph } from './onnx-graph.ts';

/** Subtracted from the attention scores of padding: exp is then 0 in float32 beside any real score. */
const NEGATIVE = 1e9;

/** Writes the model. Throws `index-failed` if a parameter is missing, or if its shape does not match the configuration. */
export function writeEmbedderModel(snapshot: EmbedderSnapshot): Uint8Array<ArrayBuffer> {
  const { config } = snapshot;
  const { epsilon = 1e-5, gelu = 'tanh', normalisation = 'pre' } = config;
  const isPost = normalisation === 'post';
  const d = config.width;
  const graph = new OnnxGraph('embedder');
  const ids = graph.input('ids', 'int64', ['B', 'T']);
  const weights = graph.input('weights', 'float', ['B', 'T']);
  const mask = graph.input('mask', 'float', ['B', 'T']);

  const parameter = (name: string, ...shape: number[]): string => {
    const found = snapshot.parameters[name];
    if (!found || found.shape.join() !== shape.join() || found.data.length !== shape.reduce((a, b) => a * b, 1)) {
      const seen = found ? sentence`has shape (${found.shape.join(', ')})` : sentence`is missing`;
      throw new RetrogradError(
        'index-failed',
        sentence`Embedder snapshot: parameter "${name}" ${seen}, the configuration needs (${shape.join(', ')}). Take the snapshot from the model that the index was opened with.`,
      );
    }
    return graph.floats(shape, found.data, name);
  };
  const layerNorm = (x: string, name: string, width: number): string =>
    graph.node(
      'LayerNormalization',
      [x, parameter(`${name}.gain`, width), parameter(`${name}.bias`, width)],
      { epsilon: { float: epsilon } },
      name === 'norm' ? 'embedding' : undefined,
    );
  const linear = (x: string, name: string, from: number, to: number): string =>
    graph.node('Add', [
      graph.node('MatMul', [x, parameter(`${name}.weight`, from, to)]),
      parameter(`${name}.bias`, to),
    ]);
  /** Σ_t w_t x_t, (B, T, d) → (B, d). */
  const pool = (x: string): string =>
    graph.node('Squeeze', [
      graph.node('MatMul', [graph.node('Unsqueeze', [weights, graph.integers([1])]), x]),
      graph.integers([1]),
    ]);

  const tokens = graph.node('Gather', [parameter('tokens', config.vocabularySize, d), ids]); // (B, T, d)
  let pooled: string;
  if (config.layers === 0 && config.directPath) {
    pooled = pool(tokens);
  } else {
    let h = tokens;
    if (config.positions) {
      const length = graph.node('Shape', [ids], { start: 1, end: 2 });
      const table = parameter('positions', config.maxLength, d);
      h = graph.node('Add', [h, graph.node('Slice', [table, graph.integers([0]), length, graph.integers([0])])]);
    }
    if (config.segments) h = graph.node('Add', [h, segments(config.segments.separator)]);
    if (config.layers > 0) {
      if (isPost) h = layerNorm(h, 'embeddingNorm', d);
      const padding = graph.node('Mul', [
        graph.node('Sub', [mask, graph.scalar(1)]),
        graph.scalar(NEGATIVE), // 0 on tokens, −10⁹ on padding
      ]);
      const bias = graph.node('Unsqueeze', [padding, graph.integers([1, 2])]); // (B, 1, 1, T)
      for (let layer = 0; layer < config.layers; layer++) {
        const name = `encoder.${layer}`;
        const normed = (part: string, here: boolean) => (here ? layerNorm(h, `${name}.${part}`, d) : h);
        const attended = attention(normed('norm1', !isPost), name, bias);
        h = graph.node('Add', [h, linear(attended, `${name}.attn.out`, d, d)]);
        h = normed('norm1', isPost);
        const inner = linear(normed('norm2', !isPost), `${name}.ffn.in`, d, 4 * d);
        const active = graph.node('Gelu', [inner], { approximate: gelu === 'tanh' ? 'tanh' : 'none' });
        h = graph.node('Add', [h, linear(active, `${name}.ffn.out`, 4 * d, d)]);
        h = normed('norm2', isPost);
      }
      if (!isPost) h = layerNorm(h, 'encoder.finalNorm', d);
    }
    pooled = pool(h);
    if (config.directPath) {
      pooled = graph.node('Add', [pool(tokens), graph.node('Mul', [pooled, parameter('gate', d)])]);
    }
  }
  if (config.pooler) pooled = graph.node('Tanh', [linear(pooled, 'pooler', d, d)]);
  layerNorm(linear(pooled, 'projection', d, config.projection), 'norm', config.projection);
  graph.output('embedding', 'float', ['B', config.projection]);
  return graph.bytes();

  /** (B, T, d): row 0 of the segments up to the first separator of a sequence, row 1 after it. */
  function segments(separator: number): string {
    const is = graph.node('Cast', [graph.node('Equal', [ids, graph.integers([separator])])], { to: 7 });
    const before = graph.node('CumSum', [is, graph.integers([1])], { exclusive: 1 });
    const number = graph.node('Min', [before, graph.integers([1])]);
    return graph.node('Gather', [parameter('segments', 2, d), number]);
  }

  /** Multi-head self-attention of (B, T, d), before its output projection. */
  function attention(x: string, name: string, bias: string): string {
    const size = d / config.heads;
    const heads = (part: string, order: number[]): string =>
      graph.node('Transpose', [graph.node('Reshape', [part, graph.integers([0, 0, config.heads, size])])], {
        perm: order,
      });
    const parts = graph.nodes('Split', [linear(x, `${name}.attn.qkv`, d, 3 * d)], 3, { axis: 2, num_outputs: 3 });
    const query = graph.node('Mul', [heads(parts[0]!, [0, 2, 1, 3]), graph.scalar(1 / Math.sqrt(size))]); // (B, H, T, d/H)
    const key = heads(parts[1]!, [0, 2, 3, 1]); // (B, H, d/H, T)
    const value = heads(parts[2]!, [0, 2, 1, 3]);
    const scores = graph.node('Add', [graph.node('MatMul', [query, key]), bias]);
    const probabilities = graph.node('Softmax', [scores], { axis: 3 });
    const mixed = graph.node('MatMul', [probabilities, value]);
    return graph.node('Reshape', [graph.node('Transpose', [mixed], { perm: [0, 2, 1, 3] }), graph.integers([0, 0, d])]);
  }
}
