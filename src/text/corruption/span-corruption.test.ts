import { describe, expect, it } from 'vitest';
import { Prng } from '../../util/prng.ts';
import { roundHalfEven } from './round-half-even.ts';
import { corruptedSpans, randomPartition, spanCounts, spansApart } from './span-corruption.ts';

const t5 = { density: 0.15, meanLength: 3 };

it('rounds halves to the even number', () => {
  expect([0.5, 1.5, 2.5, 3.5, 2.4999, 2.5001, 0].map(roundHalfEven)).toEqual([0, 2, 2, 4, 2, 3, 0]);
});

it.each([
  // .15 n rounded, a third of it rounded: by hand
  { length: 3, tokens: 1, spans: 1 },
  { length: 10, tokens: 2, spans: 1 },
  { length: 20, tokens: 3, spans: 1 },
  { length: 30, tokens: 4, spans: 1 },
  { length: 32, tokens: 5, spans: 2 },
  { length: 50, tokens: 8, spans: 3 },
  { length: 100, tokens: 15, spans: 5 },
  { length: 512, tokens: 77, spans: 26 },
])('takes $tokens tokens in $spans spans out of $length', ({ length, ...counts }) => {
  expect(spanCounts(length, t5)).toEqual(counts);
});

it('leaves a token, and takes nothing out of a single one', () => {
  expect(spanCounts(1, t5)).toEqual({ tokens: 0, spans: 0 });
  expect(spanCounts(2, { density: 1, meanLength: 3 })).toEqual({ tokens: 1, spans: 1 });
  expect(corruptedSpans(1, t5, new Prng(1))).toEqual([]);
});

it('parts items in every way alike: five in three parts, six ways', () => {
  const prng = new Prng(5);
  const counts = new Map<string, number>();
  for (let i = 0; i < 6000; i++) {
    const key = randomPartition(5, 3, prng).join('');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  expect([...counts.keys()].sort()).toEqual(['113', '122', '131', '212', '221', '311']);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
});

/** Puts what follows each sentinel of the targets in its place in the inputs. */
function rebuilt(inputs: readonly string[], targets: readonly string[]): string[] {
  const spans = new Map<string, string[]>();
  let sentinel = '';
  for (const token of targets) {
    if (token.startsWith('<')) spans.set((sentinel = token), []);
    else spans.get(sentinel)!.push(token);
  }
  return inputs.flatMap((token) => spans.get(token) ?? [token]);
}

describe('inputs and targets', () => {
  it('are those of the paper: “Thank you for inviting me to your party last week”', () => {
    const text = 'Thank you for inviting me to your party last week .'.split(' ');
    const spans = [
      { start: 2, end: 4 },
      { start: 8, end: 9 },
    ];
    const { inputs, targets } = spansApart(text, spans, (i) => `<${'XYZ'[i]}>`);
    expect(inputs.join(' ')).toBe('Thank you <X> me to your party <Y> week .');
    // behind it the paper has <Z>, and the official code has none
    expect(targets.join(' ')).toBe('<X> for inviting <Y> last');
  });

  it('rebuild the source, with as many tokens and spans as counted, which never touch', () => {
    const prng = new Prng(11);
    for (let i = 0; i < 300; i++) {
      const length = 2 + prng.int(60);
      const settings = { density: 0.05 + 0.45 * prng.uniform(), meanLength: 1 + prng.int(4) };
      const text = Array.from({ length }, (_, at) => `w${at}`);
      const spans = corruptedSpans(length, settings, prng);
      const counts = spanCounts(length, settings);
      expect(spans).toHaveLength(counts.spans);
      expect(spans.reduce((sum, { start, end }) => sum + end - start, 0)).toBe(counts.tokens);
      spans.forEach(({ start }, at) => {
        expect(start).toBeGreaterThan(spans[at - 1]?.end ?? 0);
      });
      expect(spans.at(-1)!.end).toBe(length);
      const { inputs, targets } = spansApart(text, spans, (at) => `<${at}>`);
      expect(inputs).toHaveLength(length - counts.tokens + counts.spans);
      expect(targets).toHaveLength(counts.tokens + counts.spans);
      expect(rebuilt(inputs, targets)).toEqual(text);
    }
  });
});
