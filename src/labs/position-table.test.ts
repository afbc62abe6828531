import { describe, expect, it } from 'vitest';
import { resolvePreset } from '../systems/presets.ts';
import type { Seq2SeqRunConfig } from '../systems/seq2seq/settings.ts';
import {
  backwardsOf,
  cosines,
  lacksTable,
  meanAtDistance,
  scaled,
  sinusoidTable,
  tablePreset,
  tableRunOf,
} from './position-table.ts';
import { codeOverlap, tableKinds } from './positions.ts';

describe('a table of positions', () => {
  it('of sinusoids has cosines that depend on the distance alone', () => {
    const found = cosines(sinusoidTable(6, 16));
    for (let i = 0; i < 6; i++) {
      for (let j = 0; j < 6; j++) expect(found[i]![j]).toBeCloseTo(codeOverlap(0, Math.abs(i - j), 16), 12);
    }
  });

  it('has cosines that its scale does not change, and 0 for a row of zeros', () => {
    const table = [
      [3, 4],
      [-4, 3],
      [30, 40],
      [0, 0],
    ];
    expect(cosines(table)).toEqual([
      [1, 0, 1, 0],
      [0, 1, 0, 0],
      [1, 0, 1, 0],
      [0, 0, 0, 0],
    ]);
  });

  it('is drawn from −1 to 1', () => {
    expect(
      scaled([
        [0.1, -0.4],
        [0.2, 0],
      ]),
    ).toEqual([
      [0.25, -1],
      [0.5, 0],
    ]);
    expect(scaled([[0, 0]])).toEqual([[0, 0]]);
  });

  it('has a mean over the pairs of a distance', () => {
    const matrix = [
      [1, 0.5, 0.2],
      [0.5, 1, 0.3],
      [0.2, 0.3, 1],
    ];
    expect(meanAtDistance(matrix, 1, 1)).toBeCloseTo(0.4, 12);
    expect(meanAtDistance(matrix, 1, 2)).toBeCloseTo(1 / 3, 12);
    expect(meanAtDistance(matrix, 3, 5)).toBeNull();
  });
});

it('an output is the source backwards, the shuffled one backwards, or neither', () => {
  const ended = (output: string) => backwardsOf({ output, isEnded: true }, 'abc', 'cab');
  expect([ended('cba'), ended('bac'), ended('abc'), ended('')]).toEqual(['source', 'shuffled', 'neither', 'neither']);
  expect(backwardsOf({ output: 'cba', isEnded: false }, 'abc', 'cab')).toBe('neither');
});

const run = (layer: object) => resolvePreset<Seq2SeqRunConfig>(tablePreset, layer as never);

it('a run has a table of a kind if it is a transformer that reverses sequences', () => {
  for (const positions of tableKinds)
    expect(tableRunOf(run({ seq2seq: { positions, layers: 2 } }))).toEqual({ kind: positions, layers: 2 });
  expect(tableRunOf(run({ seq2seq: { positions: 'none' } }))).toBeNull();
  expect(tableRunOf(run({ pairs: { task: 'sums' } }))).toBeNull();
  for (const preset of ['seq2seq', 'glm']) expect(tableRunOf(resolvePreset(preset))).toBeNull();
  expect(tableRunOf(undefined)).toBeNull();
});

it('a run lacks a table if it is a GRU, or a transformer without positions, and not where it is of another system', () => {
  expect([run({ seq2seq: { positions: 'none' } }), resolvePreset('seq2seq')].map(lacksTable)).toEqual([true, true]);
  expect([run({}), run({ pairs: { task: 'sums' } }), resolvePreset('glm')].map(lacksTable)).toEqual(
    Array(3).fill(false),
  );
  expect(lacksTable(undefined)).toBe(false);
});
