/**
 * Writes the reader of src/models/reader.ts as an ONNX model, node by node. Inputs as Hugging Face tokenizers give them for a pair (x, z):
 *
 *   in   input_ids (B, T) int64: `[CLS] x [SEP] z [SEP]`; token_type_ids (B, T) int64: 0 over x, 1 over z and the last [SEP];
 *        attention_mask (B, T) int64; masks (N, 2) int64: row and position of each masked token
 *   out  log_probabilities (N, V) float: log p(·|z, x) at each mask
 *
 * B, T and N are known only at run time.
 */

import type { ReaderConfig } from '../models/reader.ts';
import { sentence } from '../util/sentence.ts';
import { OnnxGraph } from './onnx-graph.ts';
import { type NamedParameters, OnnxModel } from './onnx-transformer.ts';

/** A copy of the reader's parameters; names have no prefix `reader.`. */
export interface ReaderSnapshot {
  config: ReaderConfig;
  parameters: NamedParameters;
}

/** Writes the model. Throws `index-failed` if a parameter is missing, or if its shape does not match the configuration. */
export function writeReaderModel({ config, parameters }: ReaderSnapshot): Uint8Array<ArrayBuffer> {
  const { width: d, vocabularySize: v } = config;
  const graph = new OnnxGraph('reader');
  const model = new OnnxModel(graph, parameters, config, sentence`Reader snapshot`);
  const ids = graph.input('input_ids', 'int64', ['B', 'T']);
  const segments = graph.input('token_type_ids', 'int64', ['B', 'T']);
  const mask = graph.node('Cast', [graph.input('attention_mask', 'int64', ['B', 'T'])], { to: 1 }); // to float
  const masks = graph.input('masks', 'int64', ['N', 2]);

  const tokens = model.parameter('tokens', v, d);
  let h = model.withPositions(graph.node('Gather', [tokens, ids]), ids, config.maxLength, d); // (B, T, d)
  h = graph.node('Add', [h, graph.node('Gather', [model.parameter('segments', 2, d), segments])]);
  // padding is the zero vector, which matters to its left neighbour alone
  if (config.tokenShift) h = shifted(graph.node('Mul', [h, graph.node('Unsqueeze', [mask, graph.integers([2])])]));
  const states = model.encoder(h, mask, config); // (B, T, d)
  const masked = graph.node('GatherND', [states, masks]); // (N, d)
  let features = masked;
  if (config.transform) {
    features = model.layerNorm(model.gelu(model.linear(masked, 'output.transform', d, d)), 'output.norm', d);
  }
  const scores = graph.node('MatMul', [features, graph.node('Transpose', [tokens], { perm: [1, 0] })]);
  const logits = graph.node('Add', [scores, model.parameter('output.bias', v)]); // (N, V)
  if (config.copyHead) copied();
  else graph.node('LogSoftmax', [logits], { axis: 1 }, 'log_probabilities');
  graph.output('log_probabilities', 'float', ['N', v]);
  return graph.bytes();

  /** h + shift([h_{t−1}, h_{t+1}]), with zeros past the ends of the batch's rows. */
  function shifted(x: string): string {
    const along = graph.integers([1]);
    const last = graph.node('Sub', [graph.node('Shape', [ids], { start: 1, end: 2 }), graph.integers([1])]);
    const cut = (from: string, to: string) => graph.node('Slice', [x, from, to, along]);
    const pad = (part: string, before: number, after: number) =>
      graph.node('Pad', [part, graph.integers([0, before, 0, 0, after, 0])]);
    const end = graph.node('Add', [last, graph.integers([1])]);
    const left = pad(cut(graph.integers([0]), last), 1, 0);
    const right = pad(cut(graph.integers([1]), end), 0, 1);
    const both = graph.node('Concat', [left, right], { axis: 2 });
    return graph.node('Add', [x, model.linear(both, 'shift', 2 * d, d)]);
  }

  /** The mixture of src/graph/ops/copy-mixture.ts: (1 − g) p_vocabulary + g Σ_{t: token t = y} a_t, where z is not empty. */
  function copied(): void {
    const row = graph.node('Squeeze', [
      graph.node('Slice', [masks, graph.integers([0]), graph.integers([1]), graph.integers([1])]),
      graph.integers([1]),
    ]); // (N)
    // z without the last [SEP]: tokens of segment 1 that are followed by another one
    const length = graph.node('Shape', [ids], { start: 1, end: 2 });
    const next = graph.node('Pad', [
      graph.node('Slice', [segments, graph.integers([1]), length, graph.integers([1])]),
      graph.integers([0, 0, 0, 1]),
    ]);
    const document = graph.node('Cast', [graph.node('Mul', [segments, next])], { to: 1 }); // (B, T)
    const inDocument = graph.node('Gather', [document, row]); // (N, T)
    const query = graph.node('Unsqueeze', [model.linear(masked, 'copy.query', d, d), graph.integers([1])]); // (N, 1, d)
    const keys = graph.node('Transpose', [graph.node('Gather', [states, row])], { perm: [0, 2, 1] }); // (N, d, T)
    const points = graph.node('Squeeze', [graph.node('MatMul', [query, keys]), graph.integers([1])]); // (N, T)
    const outside = graph.node('Mul', [graph.node('Sub', [inDocument, graph.scalar(1)]), graph.scalar(1e9)]);
    const scaled = graph.node('Mul', [points, graph.scalar(1 / Math.sqrt(d))]);
    const pointer = graph.node('Mul', [
      graph.node('Softmax', [graph.node('Add', [scaled, outside])], { axis: 1 }),
      inDocument,
    ]);
    const vocabulary = graph.node('Softmax', [logits], { axis: 1 });
    const zeros = graph.node('Mul', [vocabulary, graph.scalar(0)]);
    const places = graph.node('Gather', [ids, row]); // (N, T)
    const copies = graph.node('ScatterElements', [zeros, places, pointer], { axis: 1, reduction: 'add' }); // (N, V)
    const hasDocument = graph.node('ReduceMax', [inDocument, graph.integers([1])], { keepdims: 1 }); // (N, 1)
    const gate = graph.node('Mul', [graph.node('Sigmoid', [model.linear(masked, 'copy.gate', d, 1)]), hasDocument]);
    const kept = graph.node('Mul', [graph.node('Sub', [graph.scalar(1), gate]), vocabulary]);
    const mixture = graph.node('Add', [kept, graph.node('Mul', [gate, copies])]);
    graph.node('Log', [mixture], {}, 'log_probabilities');
  }
}
