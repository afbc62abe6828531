import { describe, expect, it } from 'vitest';
import { tinyEncoderDecoder } from '../../models/testing-seq2seq.ts';
import { alphabets, pairTasks } from '../../text/corpus/pairs.ts';
import { resolvePreset } from '../presets.ts';
import { alignedAt, bestHead, meanOfHeads } from './anti-diagonal.ts';
import { headsOf, lookedAt, type PairModel } from './models.ts';
import { characterTokenizer, fillRows, idsOf, rowOf } from './parts.ts';
import { type Seq2SeqRunConfig, seq2seqConflicts } from './settings.ts';

describe('the tokens of a task', () => {
  it.each(pairTasks)('are its characters, %s', (task) => {
    const tokenizer = characterTokenizer(task);
    const ids = idsOf(tokenizer, alphabets[task]);
    expect(new Set(ids).size).toBe(alphabets[task].length);
    expect(ids).not.toContain(tokenizer.special.unknown);
    expect(tokenizer.vocabularySize).toBe(alphabets[task].length + 5);
  });

  it('of a pair stand shifted by one in prefix and targets', () => {
    const tokenizer = characterTokenizer('reversal');
    const arrays: Record<string, Uint32Array | Float32Array> = {
      ...{ source: new Uint32Array(6), sourceLengths: new Uint32Array(2), prefix: new Uint32Array(8) },
      ...{ prefixLengths: new Uint32Array(2), targets: new Uint32Array(8), weights: new Float32Array(8) },
    };
    const inputs = { integers: (name: string) => arrays[name], floats: (name: string) => arrays[name] };
    const shape = { rows: 2, source: 3, target: 4 };
    fillRows(inputs as never, [rowOf(tokenizer, { source: 'ab', target: 'ba' })], shape, tokenizer);
    const [a, b] = idsOf(tokenizer, 'ab') as [number, number];
    const { special, vocabularySize: none } = tokenizer;
    expect([...arrays.source!]).toEqual([a, b, 0, 0, 0, 0]);
    expect([...arrays.prefix!]).toEqual([special.cls, b, a, 0, 0, 0, 0, 0]);
    expect([...arrays.targets!]).toEqual([b, a, special.sep, none, none, none, none, none]);
    expect([...arrays.sourceLengths!]).toEqual([2, 1]);
    expect([...arrays.prefixLengths!]).toEqual([3, 1]);
    expect([...arrays.weights!].map((weight) => Math.round(weight * 3))).toEqual([1, 1, 1, 0, 0, 0, 0, 0]);
  });
});

it('the anti-diagonal: the first output symbol copies the last of the source', () => {
  expect(alignedAt([0.1, 0.2, 0.7], 0)).toEqual({ mass: 0.7, near: expect.closeTo(0.9, 12), isLargest: true });
  expect(alignedAt([0.1, 0.2, 0.7], 1)).toEqual({ mass: 0.2, near: expect.closeTo(1, 12), isLargest: false });
  expect(alignedAt([0.5, 0.5, 0], 2)).toMatchObject({ mass: 0.5, isLargest: false });
});

it('the best head is the one that is right most often', () => {
  expect(
    bestHead([
      [true, false],
      [true, true],
      [false, true],
      [false, true],
    ]),
  ).toBe(0.75);
  expect(bestHead([[true], [false]])).toBeNull();
  expect(bestHead([])).toBeNull();
});

it('settings that do not go together are named', () => {
  const config = resolvePreset<Seq2SeqRunConfig>('seq2seq', { corpus: 'bios', seq2seq: { width: 6 } });
  expect(seq2seqConflicts(config).map(String)).toHaveLength(2);
  const transformer = resolvePreset<Seq2SeqRunConfig>('seq2seq-transformer');
  expect(seq2seqConflicts(transformer)).toEqual([]);
  const { seq2seq } = transformer;
  for (const wrong of [{ heads: 3 }, { attention: 'none' }] as const) {
    expect(seq2seqConflicts({ ...transformer, seq2seq: { ...seq2seq, ...wrong } }), JSON.stringify(wrong)).toHaveLength(
      1,
    );
  }
});

it('weights of a step are found head by head, and averaged', () => {
  const model: PairModel = { kind: 'transformer', ...tinyEncoderDecoder };
  const shape = { rows: 2, source: 3, target: 2 };
  // (R, H, Tt, Ts) of each layer; an element tells where it stands
  const layer = (l: number) => Float32Array.from({ length: 24 }, (_, at) => 100 * l + at);
  const outputs = { 'attention 0': layer(0), 'attention 1': layer(1) };
  // row 1, head h, step 1: 12 + 6 h + 3
  const looked = lookedAt(outputs, model, shape, { row: 1, step: 1, length: 2 });
  expect(looked.map((weights) => [...weights])).toEqual([
    [15, 16],
    [21, 22],
    [115, 116],
    [121, 122],
  ]);
  expect(meanOfHeads(looked)).toEqual([68, 69]);
  expect(headsOf({ kind: 'gru', vocabularySize: 9, width: 8, attention: 'none' })).toBe(0);
});
