import { describe, expect, it } from 'vitest';
import { Prng } from '../../util/prng.ts';
import type { Range, SalientSpan } from '../tokenizer/tokens.ts';
import { chooseMask, type MaskingSettings, salientLengths, spanTokens } from './masking.ts';

/** "Marie Curie left Warsaw": [CLS] marie cur ##ie left warsaw [SEP]. */
const ranges: Range[] = [
  [0, 0],
  [0, 5],
  [6, 9],
  [9, 11],
  [12, 16],
  [17, 23],
  [23, 23],
].map(([start, end]) => ({ start: start!, end: end! }));
const spans: SalientSpan[] = [
  { start: 0, end: 11, kind: 'person' },
  { start: 17, end: 23, kind: 'place' },
];
const sentence = { ranges, spans };
const settings = (strategy: MaskingSettings['strategy'], more: Partial<MaskingSettings> = {}): MaskingSettings => ({
  strategy,
  uniformRate: 0.15,
  maxTokens: 4,
  ...more,
});

/** A sentence of n one-token words between [CLS] and [SEP]. */
function plain(n: number): Range[] {
  const words = Array.from({ length: n }, (_, i) => ({ start: 2 * i, end: 2 * i + 1 }));
  return [{ start: 0, end: 0 }, ...words, { start: 2 * n, end: 2 * n }];
}

function tally(draws: number, draw: () => number[] | null): Map<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i < draws; i++) {
    const key = String(draw());
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

describe('spanTokens', () => {
  it('maps a span to its tokens', () => {
    expect(spanTokens(ranges, { start: 0, end: 11 })).toEqual([1, 4]);
    expect(spanTokens(ranges, { start: 17, end: 23 })).toEqual([5, 6]);
    expect(spanTokens(ranges, { start: 6, end: 9 })).toEqual([2, 3]);
  });

  it('gives null where the span does not begin and end at token borders', () => {
    expect(spanTokens(ranges, { start: 1, end: 11 })).toBeNull();
    expect(spanTokens(ranges, { start: 0, end: 10 })).toBeNull();
    expect(spanTokens(ranges, { start: 17, end: 30 })).toBeNull();
    expect(spanTokens(ranges.slice(0, 3), { start: 0, end: 11 })).toBeNull();
    expect(spanTokens([], { start: 0, end: 1 })).toBeNull();
    expect(spanTokens(ranges, { start: 0, end: 0 })).toBeNull();
  });

  it('takes both tokens where one character became two', () => {
    const twice = [
      { start: 0, end: 1 },
      { start: 0, end: 1 },
    ];
    expect(spanTokens(twice, { start: 0, end: 1 })).toEqual([0, 2]);
  });
});

describe('chooseMask', () => {
  it('salient: masks whole spans, each as often as the other', () => {
    const prng = new Prng(1);
    const counts = tally(2000, () => chooseMask(sentence, settings('salient'), prng));
    expect([...counts.keys()].sort()).toEqual(['1,2,3', '5']);
    expect(Math.abs(counts.get('5')! - 1000)).toBeLessThan(100);
  });

  it('salient: passes over spans that are too long or off the borders', () => {
    const prng = new Prng(1);
    for (let i = 0; i < 20; i++) {
      expect(chooseMask(sentence, settings('salient', { maxTokens: 2 }), prng)).toEqual([5]);
    }
    const off: SalientSpan[] = [{ start: 1, end: 3, kind: 'other' }];
    expect(chooseMask({ ranges, spans: off }, settings('salient'), prng)).toBeNull();
    expect(chooseMask({ ranges, spans: [] }, settings('salient'), prng)).toBeNull();
  });

  it('uniform: masks 15%, at least one, never a special token, every position alike', () => {
    const prng = new Prng(2);
    const hits = new Array(22).fill(0);
    for (let i = 0; i < 4000; i++) {
      const mask = chooseMask({ ranges: plain(20), spans: [] }, settings('uniform'), prng)!;
      expect(mask).toHaveLength(3);
      expect(mask).toEqual([...new Set(mask)].sort((a, b) => a - b));
      for (const position of mask) hits[position]++;
    }
    expect([hits[0], hits[21]]).toEqual([0, 0]);
    for (const count of hits.slice(1, 21)) expect(Math.abs(count - 600)).toBeLessThan(100);
    expect(chooseMask({ ranges: plain(2), spans: [] }, settings('uniform'), prng)).toHaveLength(1);
    expect(chooseMask({ ranges: plain(0), spans: [] }, settings('uniform'), prng)).toBeNull();
  });

  it('random-span: draws lengths from those given and places them evenly', () => {
    const prng = new Prng(3);
    const counts = tally(6000, () =>
      chooseMask({ ranges: plain(4), spans: [] }, settings('random-span'), prng, [1, 1, 2]),
    );
    expect([...counts.keys()].sort()).toEqual(['1', '1,2', '2', '2,3', '3', '3,4', '4']);
    const single = ['1', '2', '3', '4'].reduce((sum, key) => sum + counts.get(key)!, 0);
    expect(Math.abs(single - 4000)).toBeLessThan(200);
    for (const key of ['1,2', '2,3', '3,4']) expect(Math.abs(counts.get(key)! - 667)).toBeLessThan(120);
  });

  it('random-span: leaves a token of a short sentence, respects maxTokens, and knows when there is nothing', () => {
    const prng = new Prng(4);
    for (let i = 0; i < 20; i++) {
      expect(chooseMask({ ranges: plain(2), spans: [] }, settings('random-span'), prng, [4])).toHaveLength(1);
      expect(
        chooseMask({ ranges: plain(9), spans: [] }, settings('random-span', { maxTokens: 3 }), prng, [4]),
      ).toHaveLength(3);
    }
    expect(chooseMask({ ranges: plain(1), spans: [] }, settings('random-span'), prng, [3])).toEqual([1]);
    expect(chooseMask({ ranges: plain(0), spans: [] }, settings('random-span'), prng, [3])).toBeNull();
  });

  it('salientLengths counts what `salient` could mask', () => {
    expect(salientLengths([sentence, sentence], 4)).toEqual([3, 1, 3, 1]);
    expect(salientLengths([sentence], 2)).toEqual([1]);
  });
});
