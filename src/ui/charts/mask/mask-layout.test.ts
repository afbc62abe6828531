import { describe, expect, it } from 'vitest';
import type { MaskBits } from '../../../graph/ops/attention-mask.ts';
import { cellsBetween, cellTowards, countSeen, maskLayout, seenOfParts, seenPath, stretches } from './mask-layout.ts';

/** Bits from rows of 0 and 1, as the worked examples write them. */
const maskOf = (rows: readonly string[]): MaskBits => ({
  queries: rows.length,
  keys: rows[0]!.length,
  words: Uint32Array.from(rows, (row) => Number.parseInt([...row].reverse().join(''), 2)),
});

// section 1: T = 3, SELF = 2, NEXT = 2; section 2: x1 x2 M x4 M | S x5 x6 S x3
const llara = '1000000 1100000 1110000 1111000 1111100 1110010 1110011'.split(' ');
const glm = [...new Array<string>(5).fill('1111100000'), '1111110000', '1111111000', '1111111100', '1111111110'];
glm.push('1111111111');

/** The squares of paths as rows of 0 and 1. */
function painted(mask: MaskBits, partOf: readonly number[], cell: number): string[] {
  const rows = Array.from({ length: mask.queries }, () => new Array<string>(mask.keys).fill('0'));
  for (const stretch of stretches(partOf)) {
    for (const [, x, y] of seenPath(mask, stretch, { cell, gap: 1 }).matchAll(/M(\d+) (\d+)h/g)) {
      rows[Number(y) / cell]![Number(x) / cell] = '1';
    }
  }
  return rows.map((row) => row.join(''));
}

describe('a painted mask', () => {
  it('has a square for each bit that is set, and no other: LLaRA’s joint pass, 24', () => {
    const mask = maskOf(llara);
    expect(painted(mask, [0, 0, 0, 1, 1, 2, 2], 12)).toEqual(llara);
    expect(countSeen(mask)).toBe(24);
  });

  it('and GLM’s Part A and Part B, 65', () => {
    const mask = maskOf(glm);
    expect(painted(mask, [0, 0, 0, 0, 0, 1, 1, 1, 1, 1], 9)).toEqual(glm);
    expect(countSeen(mask)).toBe(65);
  });

  it('says how many keys of each part a row sees', () => {
    expect(seenOfParts(maskOf(llara), 5, [0, 0, 0, 1, 1, 2, 2])).toEqual([
      { part: 0, seen: 3, of: 3 },
      { part: 1, seen: 0, of: 2 },
      { part: 2, seen: 1, of: 2 },
    ]);
  });

  it('joins neighbours of one part', () => {
    expect(stretches([0, 0, 1, 0])).toEqual([
      { part: 0, from: 0, end: 2 },
      { part: 1, from: 2, end: 3 },
      { part: 0, from: 3, end: 4 },
    ]);
  });

  it('fits from a telephone to a projector, with whole pixels and with labels where they can be read', () => {
    const tokens = (count: number) => Array.from({ length: count }, (_, i) => (i % 7 === 0 ? 'extraordinarily' : 'of'));
    for (const count of [7, 33, 60]) {
      for (const [width, scale] of [
        [358, 1],
        [690, 1],
        [1150, 1.25],
      ] as const) {
        const { cell, gutter, hasLabels, font } = maskLayout(tokens(count), width, scale);
        expect(gutter + count * cell).toBeLessThanOrEqual(width);
        expect(cell).toBeGreaterThanOrEqual(5);
        expect(Number.isInteger(cell)).toBe(true);
        if (hasLabels) expect(font).toBeGreaterThanOrEqual(9);
      }
    }
    expect(maskLayout(tokens(60), 358).hasLabels).toBe(false);
    expect(maskLayout(tokens(60), 1150, 1.25).hasLabels).toBe(true);
  });

  it('is walked by keys, to its edges and no further', () => {
    const mask = maskOf(llara);
    const from = { row: 0, column: 6 };
    expect(cellTowards('ArrowRight', null, mask)).toEqual({ row: 0, column: 0 });
    expect(cellTowards('ArrowRight', from, mask)).toEqual(from);
    expect(cellTowards('ArrowDown', from, mask)).toEqual({ row: 1, column: 6 });
    expect(cellTowards('Home', from, mask)).toEqual({ row: 0, column: 0 });
    expect(cellTowards('PageDown', from, mask)).toEqual({ row: 6, column: 6 });
    expect(cellTowards('j', from, mask)).toBeNull();
  });

  it('is painted without gaps where the pointer skips cells', () => {
    const at = (row: number, column: number) => ({ row, column });
    expect(cellsBetween(at(0, 0), at(3, 3))).toEqual([at(1, 1), at(2, 2), at(3, 3)]);
    expect(cellsBetween(at(2, 4), at(2, 2))).toEqual([at(2, 3), at(2, 2)]);
    expect(cellsBetween(at(1, 1), at(1, 1))).toEqual([]);
  });
});
