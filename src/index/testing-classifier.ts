/** For tests only: a token classifier in ONNX form, a table from word pieces to labels, in the file layout that transformers.js reads. */

import { specialTokens, tokenizerConfig, writeTokenizer } from '../text/tokenizer/tokenizer-json.ts';
import { WordPieceModel } from '../text/tokenizer/wordpiece.ts';
import { OnnxGraph } from './onnx-graph.ts';

/**
 * @param labelOf label of each word piece; special tokens and other words are labelled `O`
 * @returns config.json, tokenizer.json, tokenizer_config.json and onnx/model.onnx
 */
export function classifierFiles(labelOf: Record<string, string>): Map<string, Uint8Array<ArrayBuffer>> {
  const pieces = [...specialTokens, ...Object.keys(labelOf)];
  const vocabulary = new Map(pieces.map((piece, id) => [piece, id]));
  const ids = Object.fromEntries(specialTokens.map((token, id) => [token, id])) as Record<
    (typeof specialTokens)[number],
    number
  >;
  const model = new WordPieceModel(vocabulary, ids['[UNK]']);
  const labels = [...new Set(['O', ...Object.values(labelOf)])];

  const graph = new OnnxGraph('classifier');
  const input = graph.input('input_ids', 'int64', ['B', 'T']);
  const mask = graph.input('attention_mask', 'int64', ['B', 'T']);
  const table = new Float32Array(pieces.length * labels.length);
  pieces.forEach((piece, id) => {
    table[id * labels.length + labels.indexOf(labelOf[piece] ?? 'O')] = 3;
  });
  const scores = graph.node('Gather', [graph.floats([pieces.length, labels.length], table), input]); // (B, T, labels)
  const real = graph.node('Unsqueeze', [graph.node('Cast', [mask], { to: 1 }), graph.integers([2])]);
  graph.node('Mul', [scores, real], {}, 'logits');
  graph.output('logits', 'float', ['B', 'T', labels.length]);

  const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  return new Map([
    ['config.json', json({ model_type: 'bert', id2label: Object.fromEntries(labels.map((label, i) => [i, label])) })],
    ['tokenizer.json', json(writeTokenizer(model, { lowercase: true, stripAccents: false }, ids))],
    ['tokenizer_config.json', json(tokenizerConfig)],
    ['onnx/model.onnx', graph.bytes()],
  ]);
}
