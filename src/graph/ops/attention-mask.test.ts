import { describe, expect, it } from 'vitest';
import { Prng } from '../../util/prng.ts';
import { Graph } from '../graph.ts';
import { runReference } from '../reference.ts';
import { allowKeys, maskWithin, maskWords, sees, seesKey } from './attention-mask.ts';

/** The rows of one sequence's mask as text: 1 for each key that is seen. */
const written = (mask: Uint32Array, queries: number, keys: number) =>
  Array.from({ length: queries }, (_, i) =>
    Array.from({ length: keys }, (_, j) => Number(seesKey(mask, i * maskWords(keys), j))).join(''),
  );

describe('masks of bits', () => {
  it('can describe LLaRA’s joint pass: T = 3, SELF = 2, NEXT = 2', () => {
    const mask = new Uint32Array(7);
    for (let i = 0; i < 7; i++) {
      allowKeys(mask, 7, i, 0, i < 5 ? i + 1 : 3);
      if (i >= 5) allowKeys(mask, 7, i, 5, i + 1);
    }
    expect(written(mask, 7, 7).join(' ')).toBe('1000000 1100000 1110000 1111000 1111100 1110010 1110011');
  });

  it('can hold any range over several words, cut at the last key', () => {
    const keys = 70;
    const mask = new Uint32Array(3 * maskWords(keys));
    allowKeys(mask, keys, 0, 31, 33);
    allowKeys(mask, keys, 1, 5, 100);
    expect(written(mask, 3, keys)).toEqual([
      `${'0'.repeat(31)}11${'0'.repeat(37)}`,
      `${'0'.repeat(5)}${'1'.repeat(65)}`,
      '0'.repeat(70),
    ]);
    expect(mask[5]).toBe(0b111111);
  });

  it('say who sees whom in one sequence: GLM’s x1 x2 M x4 M | S x5 x6 S x3, whose first five tokens are seen by all', () => {
    const rows = ['1111100000', '1111100000', '1111100000', '1111100000', '1111100000'];
    rows.push('1111110000', '1111111000', '1111111100', '1111111110', '1111111111');
    // bit j of a word is key j
    const words = Uint32Array.from(rows, (row) => Number.parseInt([...row].reverse().join(''), 2));
    const mask = { queries: 10, keys: 10, words };
    for (const [i, row] of rows.entries()) {
      for (const [j, bit] of [...row].entries()) expect(sees(mask, i, j), `${i} ${j}`).toBe(bit === '1');
    }
    const wide = { queries: 2, keys: 33, words: Uint32Array.of(0, 0, 0, 1) };
    expect([sees(wide, 0, 32), sees(wide, 1, 31), sees(wide, 1, 32)]).toEqual([false, false, true]);
  });

  it('within lengths have no key past them, and for self-attention no query', () => {
    const [rows, queries, keys] = [4, 3, 65];
    const words = maskWords(keys);
    const prng = new Prng(2);
    for (const shared of [true, false]) {
      for (const queriesToo of [true, false]) {
        const masks = shared ? 1 : rows;
        const mask = Uint32Array.from({ length: masks * queries * words }, () => prng.int(2 ** 32));
        const lengths = [0, 2, 32, 65];
        const graph = new Graph();
        const declared = graph.input('mask', [masks, queries, words], 'u32');
        const within = maskWithin(graph, declared, graph.input('lengths', [rows], 'u32'), keys, queriesToo);
        const { data } = runReference(graph, { mask, lengths }).value(within);
        for (let r = 0; r < rows; r++) {
          for (let i = 0; i < queries; i++) {
            for (let j = 0; j < keys; j++) {
              const before = seesKey(mask, ((shared ? 0 : r) * queries + i) * words, j);
              const inside = j < lengths[r]! && !(queriesToo && i >= lengths[r]!);
              expect(seesKey(data, (r * queries + i) * words, j)).toBe(before && inside);
            }
          }
        }
      }
    }
  });
});
