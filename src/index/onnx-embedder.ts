/**
 * Writes the snapshot of an encoder as an ONNX model: the formulas of src/models/config.ts, node by node. B and T are known only at run time.
 * There are two forms:
 *
 *   writeEmbedderModel, for our index workers, which compute the pooling weights beside it
 *     in   ids (B, T) int64; weights (B, T) float: pooling weights, which sum to 1 and are 0 on padding;
 *          mask (B, T) float, 1 on real tokens and 0 on padding
 *     out  embedding (B, dimension) float
 *   writePortableEmbedder, for other software: inputs as Hugging Face tokenizers give them, pooling inside
 *     in   input_ids (B, T) int64; attention_mask (B, T) int64
 *     out  sentence_embedding (B, projection) float
 */

import { dimensionOf, type EmbedderSnapshot, type EncoderSnapshot } from '../models/config.ts';
import { sentence } from '../util/sentence.ts';
import { OnnxGraph } from './onnx-graph.ts';
import { OnnxModel } from './onnx-transformer.ts';

/** Writes the model. Throws `index-failed` if a parameter is missing, or if its shape does not match the configuration. */
export function writeEmbedderModel(snapshot: EncoderSnapshot): Uint8Array<ArrayBuffer> {
  const graph = new OnnxGraph('embedder');
  const ids = graph.input('ids', 'int64', ['B', 'T']);
  const weights = graph.input('weights', 'float', ['B', 'T']);
  const mask = graph.input('mask', 'float', ['B', 'T']);
  return write(graph, snapshot, { ids, weights, mask }, 'embedding');
}

/** As `writeEmbedderModel` for a retriever of REALM, with the pooling in the model. */
export function writePortableEmbedder(snapshot: EmbedderSnapshot): Uint8Array<ArrayBuffer> {
  const graph = new OnnxGraph('embedder');
  const ids = graph.input('input_ids', 'int64', ['B', 'T']);
  const mask = graph.node('Cast', [graph.input('attention_mask', 'int64', ['B', 'T'])], { to: 1 }); // to float
  return write(graph, snapshot, { ids, mask, weights: weightsIn(graph, snapshot, ids, mask) }, 'sentence_embedding');
}

/** The weights of `poolingWeights` (B, T) as nodes. */
function weightsIn(graph: OnnxGraph, { config, idf }: EmbedderSnapshot, ids: string, mask: string): string {
  const total = (x: string) => graph.node('ReduceSum', [x, graph.integers([1])], { keepdims: 1 }); // (B, 1)
  if (config.pooling === 'cls') {
    // 1 on the first token: its running number is 1
    const number = graph.node('CumSum', [mask, graph.integers([1])]);
    return graph.node('Mul', [mask, graph.node('Cast', [graph.node('Equal', [number, graph.scalar(1)])], { to: 1 })]);
  }
  const mean = graph.node('Div', [mask, total(mask)]);
  if (config.pooling === 'mean' || !idf) return mean;
  const raw = graph.node('Mul', [graph.node('Gather', [graph.floats([idf.length], idf, 'idf'), ids]), mask]);
  const sum = total(raw);
  // where no token has a weight all have the same
  return graph.node('Where', [
    graph.node('Greater', [sum, graph.scalar(0)]),
    graph.node('Div', [raw, graph.node('Max', [sum, graph.scalar(1e-30)])]),
    mean,
  ]);
}

function write(
  graph: OnnxGraph,
  { config, parameters }: EncoderSnapshot,
  { ids, weights, mask }: { ids: string; weights: string; mask: string },
  output: string,
): Uint8Array<ArrayBuffer> {
  const model = new OnnxModel(graph, parameters, config, sentence`Embedder snapshot`);
  const d = config.width;
  /** Σ_t w_t x_t, (B, T, d) → (B, d). */
  const pool = (x: string): string =>
    graph.node('Squeeze', [
      graph.node('MatMul', [graph.node('Unsqueeze', [weights, graph.integers([1])]), x]),
      graph.integers([1]),
    ]);

  const tokens = graph.node('Gather', [model.parameter('tokens', config.vocabularySize, d), ids]); // (B, T, d)
  let pooled: string;
  if (config.layers === 0 && config.directPath) {
    pooled = pool(tokens);
  } else {
    let h = config.positions ? model.withPositions(tokens, ids, config.maxLength, d) : tokens;
    if (config.segments) h = graph.node('Add', [h, segments(config.segments.separator)]);
    if (config.layers > 0) h = model.encoder(h, mask, config);
    pooled = pool(h);
    if (config.directPath) {
      pooled = graph.node('Add', [pool(tokens), graph.node('Mul', [pooled, model.parameter('gate', d)])]);
    }
  }
  if (config.pooler) pooled = graph.node('Tanh', [model.linear(pooled, 'pooler', d, d)]);
  const { projection } = config;
  if (projection === undefined) divideByLength(pooled);
  else model.layerNorm(model.linear(pooled, 'projection', d, projection), 'norm', projection, output);
  graph.output(output, 'float', ['B', dimensionOf(config)]);
  return graph.bytes();

  /** x / max(‖x‖, 1e-12), as src/graph/ops/l2-normalise.ts. */
  function divideByLength(x: string): void {
    const length = graph.node('ReduceL2', [x, graph.integers([1])], { keepdims: 1 }); // (B, 1)
    graph.node('Div', [x, graph.node('Max', [length, graph.scalar(1e-12)])], {}, output);
  }

  /** (B, T, d): row 0 of the segments up to the first separator of a sequence, row 1 after it. */
  function segments(separator: number): string {
    const is = graph.node('Cast', [graph.node('Equal', [ids, graph.integers([separator])])], { to: 7 });
    const before = graph.node('CumSum', [is, graph.integers([1])], { exclusive: 1 });
    const number = graph.node('Min', [before, graph.integers([1])]);
    return graph.node('Gather', [model.parameter('segments', 2, d), number]);
  }
}
