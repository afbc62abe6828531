import { describe, expect, it } from 'vitest';
import { curveRows, spread } from './curve-rows.ts';

const range = (count: number) => Float64Array.from({ length: count }, (_, i) => i + 1);

describe('the rows behind a chart', () => {
  it('are all there where they are few, with what was not measured left empty', () => {
    const steps = { x: range(3), y: Float64Array.of(5, Number.NaN, 4), isRare: false };
    const evaluations = { x: Float64Array.of(2, 3), y: Float64Array.of(0.5, 0.75), isRare: true };
    expect(curveRows([steps, evaluations], 40)).toEqual({
      of: 3,
      rows: [
        { at: 1, values: [5, null] },
        { at: 2, values: [null, 0.5] },
        { at: 3, values: [4, 0.75] },
      ],
    });
  });

  it('of a long run are few and evenly spaced, from its first to its last, with every evaluation', () => {
    const steps = { x: range(10_000), y: range(10_000), isRare: false };
    const evaluations = { x: Float64Array.of(777, 5000), y: Float64Array.of(1, 2), isRare: true };
    const { rows, of } = curveRows([steps, evaluations], 40);
    expect(of).toBe(10_000);
    expect(rows.length).toBeLessThanOrEqual(40);
    expect([rows[0]!.at, rows.at(-1)!.at]).toEqual([1, 10_000]);
    expect(rows.find(({ at }) => at === 777)).toEqual({ at: 777, values: [777, 1] });
    const gaps = rows.slice(1).map(({ at }, i) => at - rows[i]!.at);
    expect(Math.max(...gaps)).toBeLessThan(300);
  });

  it('are never more than the limit, however many evaluations there are', () => {
    const many = { x: range(500), y: range(500), isRare: true };
    expect(curveRows([many], 40).rows).toHaveLength(40);
    expect(curveRows([many, { ...many, isRare: false }], 40).rows.length).toBeLessThanOrEqual(40);
  });
});

it.each([
  [3, 5, [0, 1, 2]],
  [11, 3, [0, 5, 10]],
  [9, 1, [0]],
  [9, 0, []],
])('%i things in at most %i places', (count, limit, kept) => expect(spread(count, limit)).toEqual(kept));
