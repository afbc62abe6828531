import { describe, expect, it } from 'vitest';
import { ParameterRegistry } from '../../models/registry.ts';
import { sinusoid } from '../../models/sinusoids.ts';
import { tinyEncoderDecoder } from '../../models/testing-seq2seq.ts';
import { settingsOf } from '../../run/settings.ts';
import { referencePlans } from '../../run/testing/reference-plans.ts';
import { alphabets, pairTasks } from '../../text/corpus/pairs.ts';
import { resolvePreset } from '../presets.ts';
import { align } from './align.ts';
import { alignedAt, bestHead, meanOfHeads } from './anti-diagonal.ts';
import {
  declareParameters,
  headsOf,
  lookedAt,
  modelOf,
  type PairModel,
  positionsName,
  trainedPrefixes,
} from './models.ts';
import { characterTokenizer, fillRows, idsOf, rowOf } from './parts.ts';
import { reorder } from './reorder.ts';
import {
  type PositionKind,
  positionKinds,
  type Seq2SeqRunConfig,
  seq2seqConflicts,
  seq2seqSettings,
} from './settings.ts';

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

describe('positions of a transformer', () => {
  const specsOf = (positions: PositionKind) => {
    const config = resolvePreset<Seq2SeqRunConfig>('seq2seq-transformer', { seq2seq: { positions } });
    const registry = new ParameterRegistry(config.seed);
    declareParameters(registry, modelOf(config, 25));
    return new Map(registry.list().map(({ name, initial }) => [name, initial.join()]));
  };

  it('begin as they are called; all other parameters begin alike', () => {
    const usual = specsOf('from-sinusoids');
    const table = usual.get(positionsName)!;
    const codes = Float32Array.from({ length: 13 * 64 }, (_, at) => {
      return Math.SQRT2 * 0.08 * sinusoid(Math.floor(at / 64), at % 64, 64);
    });
    expect(table).toBe(codes.join());
    expect(specsOf('sinusoids')).toEqual(usual);
    const learned = specsOf('learned');
    expect(learned.get(positionsName)).not.toEqual(table);
    expect(new Map(learned).set(positionsName, table)).toEqual(usual);
    const none = specsOf('none');
    expect(none.has(positionsName)).toBe(false);
    expect(new Map(none).set(positionsName, table)).toEqual(usual);
  });

  it('are trained with everything else, unless they are sinusoids', () => {
    const trained = (positions: PositionKind) => {
      const prefixes = trainedPrefixes(
        resolvePreset<Seq2SeqRunConfig>('seq2seq-transformer', { seq2seq: { positions } }),
      );
      return [...specsOf('from-sinusoids').keys()].filter((name) => prefixes.some((one) => name.startsWith(one)));
    };
    const all = trained('from-sinusoids');
    expect(all).toContain(positionsName);
    expect(trained('learned')).toEqual(all);
    expect(trained('sinusoids')).toEqual(all.filter((name) => name !== positionsName));
  });

  it('belong to a transformer alone, and are chosen before the first step', () => {
    const gru = resolvePreset<Seq2SeqRunConfig>('seq2seq', { seq2seq: { positions: 'none' } });
    expect(seq2seqConflicts(gru)).toHaveLength(1);
    for (const positions of positionKinds) {
      expect(
        seq2seqConflicts(resolvePreset<Seq2SeqRunConfig>('seq2seq-transformer', { seq2seq: { positions } })),
      ).toEqual([]);
    }
    // other parameters belong to each, so a run does not change it
    expect(settingsOf(seq2seqSettings).get('seq2seq.positions')!.resumable).toBeUndefined();
  });
});

describe('a source whose symbols stand in another order', () => {
  const config = resolvePreset<Seq2SeqRunConfig>('seq2seq-transformer', {
    pairs: { longest: 4 },
    seq2seq: { width: 16 },
  });
  const tokenizer = characterTokenizer('reversal');
  const model = modelOf(config, tokenizer.vocabularySize);
  const registry = new ParameterRegistry(2);
  declareParameters(registry, model);
  const values = Object.fromEntries(registry.list().map(({ name, initial }) => [name, initial.map((x) => 4 * x)]));
  const parts = { config, model, registry, tokenizer };
  const ask = (source: string, order: readonly number[]) => reorder(parts, referencePlans(values), { source, order });

  it('is read as before where symbols carry their positions, and without positions it is read alike', async () => {
    const { inOrder, shuffled, carried, inOrderWithout, shuffledWithout } = await ask('abcd', [2, 0, 3, 1]);
    expect([inOrder.source, inOrderWithout.source]).toEqual(['abcd', 'abcd']);
    for (const one of [shuffled, carried, shuffledWithout]) expect(one.source).toBe('cadb');
    expect(carried.output).toBe(inOrder.output);
    expect(shuffledWithout.output).toBe(inOrderWithout.output);
    // it is not the same output for everything
    expect(shuffled.output).not.toBe(inOrder.output);
    expect((await align(parts, referencePlans(values), 'abcd')).output.join('')).toBe(inOrder.output);
  });

  it('is refused where it cannot be', async () => {
    for (const order of [
      [0, 1],
      [0, 1, 1, 2],
      [1, 2, 3, 4],
    ]) {
      await expect(ask('abcd', order)).rejects.toMatchObject({ code: 'bad-option' });
    }
    await expect(ask('ab9', [0, 1, 2])).rejects.toMatchObject({ code: 'bad-option' });
    const none = { ...model, initialPositions: 'none' } as PairModel;
    await expect(
      reorder({ ...parts, model: none }, referencePlans(values), { source: 'ab', order: [1, 0] }),
    ).rejects.toMatchObject({ code: 'bad-option' });
  });
});
