import { describe, expect, it } from 'vitest';
import { sees } from '../graph/ops/attention-mask.ts';
import { workedGlm } from '../models/testing-glm.ts';
import { Prng } from '../util/prng.ts';
import {
  bitsOf,
  changeOf,
  countOpen,
  glmRow,
  glmTokens,
  leaksOf,
  type MasksState,
  maskPresets,
  masksLab,
  presetRows,
  questionsOf,
  type Rows,
  reached,
  wayTo,
  withCell,
} from './masks.ts';

const { start, exercises } = masksLab;
const state = (change: Partial<MasksState>): MasksState => ({ ...start, ...change });
const of = (preset: MasksState['preset'], change: Partial<MasksState> = {}) =>
  state({ preset, rows: presetRows(preset), ...change });

/** A random mask of n positions. */
function randomRows(n: number, share: number, prng: Prng): Rows {
  return Array.from({ length: n }, () => Array.from({ length: n }, () => Number(prng.uniform() < share)).join(''));
}

describe('the presets', () => {
  it('have the cells of the worked examples', () => {
    const counts = Object.fromEntries(maskPresets.map((preset) => [preset, countOpen(presetRows(preset))]));
    expect(counts).toEqual({ empty: 0, decoder: 21, encoder: 36, prefix: 24, glm: 65, llara: 24 });
    expect(presetRows('prefix')).toEqual(['111000', '111000', '111000', '111100', '111110', '111111']);
    expect(presetRows('llara')).toEqual('1000000 1100000 1110000 1111000 1111100 1110010 1110011'.split(' '));
    expect(presetRows('glm')).toEqual([
      ...new Array<string>(5).fill('1111100000'),
      ...['1111110000', '1111111000', '1111111100', '1111111110', '1111111111'],
    ]);
  });

  it('GLM’s tokens are those of the worked example', () => {
    const names: Record<number, string> = { 1: 'M', 2: 'S', 3: 'E' };
    const worked = (id: number) => names[id] ?? `x${id - 3}`;
    expect(glmRow.ids.map((id) => glmTokens[id])).toEqual(workedGlm.ids.map(worked));
    expect(glmRow.targets.map((id) => glmTokens[id])).toEqual(workedGlm.targets.map(worked));
  });

  it('leak nothing of what they are made for, in any number of layers', () => {
    for (const layers of [1, 2, 6]) {
      for (const preset of ['decoder', 'prefix', 'glm', 'llara'] as const) {
        expect(questionsOf(of(preset)).length).toBeGreaterThan(0);
        expect(leaksOf(of(preset, { layers }))).toEqual([]);
      }
      expect(leaksOf(of('encoder', { layers, task: 'hidden' }))).toEqual([]);
      // all but the last, which predicts nothing
      expect(leaksOf(of('encoder', { layers, task: 'next' }))).toHaveLength(5);
    }
  });

  it('of LLaRA keep the two prompts apart in any number of layers', () => {
    for (const line of reached(presetRows('llara'), 6).slice(5)) expect(line.slice(3, 5)).toBe('00');
    for (const line of reached(presetRows('llara'), 6).slice(0, 5)) expect(line.slice(5)).toBe('00');
  });

  it('are bits as the kernels read them', () => {
    const rows = presetRows('glm');
    const bits = bitsOf(rows);
    rows.forEach((line, i) => {
      [...line].forEach((cell, j) => {
        expect(sees(bits, i, j)).toBe(cell === '1');
      });
    });
  });
});

describe('what flows through the layers', () => {
  it('is what another token changes, in random masks: exactly', () => {
    const prng = new Prng(9);
    for (let trial = 0; trial < 60; trial++) {
      const n = 2 + prng.int(6);
      const layers = 1 + prng.int(4);
      const rows = randomRows(n, 0.1 + 0.4 * prng.uniform(), prng);
      const reach = reached(rows, layers);
      for (let token = 0; token < n; token++) {
        changeOf(rows, layers, token).forEach((change, i) => {
          if (reach[i]![token] === '1') expect(change).toBeGreaterThan(1e-9);
          else expect(change).toBe(0);
        });
      }
    }
  });

  it('takes a way of so many steps, each through an open cell', () => {
    const prng = new Prng(4);
    for (let trial = 0; trial < 60; trial++) {
      const n = 2 + prng.int(6);
      const layers = 1 + prng.int(4);
      const rows = randomRows(n, 0.3, prng);
      const reach = reached(rows, layers);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          const way = wayTo(rows, layers, i, j);
          expect(way !== null).toBe(reach[i]![j] === '1');
          if (!way) continue;
          expect([way[0], way.at(-1)]).toEqual([i, j]);
          expect(way.length - 1).toBeLessThanOrEqual(layers);
          way.slice(1).forEach((to, k) => {
            expect(rows[way[k]!]![to]).toBe('1');
          });
        }
      }
    }
  });

  it('is a chain one step longer with each layer', () => {
    // each sees the one before it alone
    const chain = ['0000', '1000', '0100', '0010'];
    expect(reached(chain, 1)).toEqual(['1000', '1100', '0110', '0011']);
    expect(reached(chain, 2)).toEqual(['1000', '1100', '1110', '0111']);
    expect(reached(chain, 3)).toEqual(['1000', '1100', '1110', '1111']);
  });
});

describe('the leak', () => {
  const one = withCell(presetRows('decoder'), 0, 2, true);

  it('of one cell: token 3 at position 1 leaks nothing in one layer, and two answers in two', () => {
    const at = (layers: number) => leaksOf(of('decoder', { rows: one, layers })).map(({ position }) => position);
    expect(at(1)).toEqual([]);
    expect(at(2)).toEqual([0, 1]);
    expect(wayTo(one, 2, 0, 1)).toEqual([0, 2, 1]);
    expect(wayTo(one, 2, 1, 2)).toEqual([1, 0, 2]);
  });

  it('is there without any cell where the token itself can be read', () => {
    expect(leaksOf(of('empty', { task: 'open' })).map(({ position }) => position)).toEqual([1, 4]);
    expect(changeOf(presetRows('empty'), 2, 4)[4]).toBeGreaterThan(0.01);
    expect(leaksOf(of('empty', { task: 'hidden' }))).toEqual([]);
  });

  it('of GLM: a cell of Part A that sees the last token tells x3', () => {
    const rows = withCell(presetRows('glm'), 0, 9, true);
    expect(leaksOf(of('glm', { rows, layers: 1 }))).toEqual([]);
    // S at 8 predicts x3 at 9
    expect(leaksOf(of('glm', { rows, layers: 2 })).map(({ position }) => position)).toEqual([8]);
  });
});

describe('the exercises', () => {
  it('the decoder is painted, not chosen', () => {
    expect(exercises.decoder!(of('empty', { rows: presetRows('decoder') }))).toBe(true);
    expect(exercises.decoder!(of('decoder'))).toBe(false);
    expect(exercises.decoder!(of('empty'))).toBe(false);
  });

  it('one cell that leaks through two layers: two or more to the right of the diagonal, wherever it is', () => {
    for (let i = 0; i < 6; i++) {
      for (let j = i + 1; j < 6; j++) {
        const rows = withCell(presetRows('decoder'), i, j, true);
        expect(exercises.indirect!(of('decoder', { rows }))).toBe(j > i + 1);
      }
    }
    const two = withCell(withCell(presetRows('decoder'), 0, 2, true), 1, 3, true);
    expect(exercises.indirect!(of('decoder', { rows: two }))).toBe(false);
    // as many cells, but one of the decoder is closed
    const other = withCell(withCell(withCell(presetRows('decoder'), 0, 2, true), 5, 0, false), 0, 3, true);
    expect(exercises.indirect!(of('decoder', { rows: other }))).toBe(false);
  });

  it('everything is open and nothing leaks: the answer is hidden', () => {
    expect(exercises.hidden!(of('encoder', { task: 'hidden' }))).toBe(true);
    expect(exercises.hidden!(of('encoder', { task: 'open' }))).toBe(false);
    expect(exercises.hidden!(of('encoder'))).toBe(false);
    expect(exercises.hidden!(of('decoder', { task: 'hidden' }))).toBe(false);
  });

  it('a window of two needs five layers', () => {
    const rows = ['100000', '110000', '011000', '001100', '000110', '000011'];
    expect([1, 4, 5, 6].map((layers) => exercises.window!(of('decoder', { rows, layers })))).toEqual([
      ...[false, false],
      ...[true, true],
    ]);
    expect(exercises.window!(of('decoder', { layers: 5 }))).toBe(false);
    expect(exercises.window!(of('decoder', { rows: withCell(rows, 5, 0, true), layers: 6 }))).toBe(false);
  });
});
