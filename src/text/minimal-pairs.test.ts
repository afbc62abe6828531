import { expect, it } from 'vitest';
import { minimalPairs, pairKinds } from './minimal-pairs.ts';

const wordsOf = (text: string) => text.split(' ');
const filled = ({ before, after }: (typeof minimalPairs)[number], word: string) => before + word + after;

it('has ten pairs of each of seven kinds, in the order of the kinds', () => {
  expect(pairKinds).toHaveLength(7);
  expect(minimalPairs.map(({ kind }) => kind)).toEqual(pairKinds.flatMap((kind) => Array(10).fill(kind)));
});

it('has one blank in each sentence, filled with one of two single words', () => {
  for (const pair of minimalPairs) {
    const [right, wrong] = [wordsOf(filled(pair, pair.right)), wordsOf(filled(pair, pair.wrong))];
    expect(right.length).toBe(wrong.length);
    expect(right.filter((word, i) => word !== wrong[i])).toHaveLength(1);
    expect(pair.right).toMatch(/^[A-Za-z]+$/);
    expect(pair.wrong).toMatch(/^[A-Za-z]+$/);
    expect(pair.before + pair.after).not.toContain('_');
    // a word stands apart from what is before it; behind it comes a space or a mark
    expect(pair.before).toMatch(/ $/);
    expect(pair.after).toMatch(/^[ .,]/);
    expect(filled(pair, pair.right)).toMatch(/^[A-Z].*[.!]$/);
  }
});

it('mirrors the words of each two sentences, so that a preference for one of two words is right in half of them', () => {
  for (let i = 0; i < minimalPairs.length; i += 2) {
    const [one, other] = [minimalPairs[i]!, minimalPairs[i + 1]!];
    expect([other.right, other.wrong]).toEqual([one.wrong, one.right]);
    expect(other.kind).toBe(one.kind);
    expect(other.before + other.after).not.toBe(one.before + one.after);
  }
});

it('asks nothing twice', () => {
  expect(new Set(minimalPairs.map(({ before, after }) => before + after)).size).toBe(minimalPairs.length);
  // nor does it call a sentence right here and wrong there
  const wrong = new Set(minimalPairs.map((pair) => filled(pair, pair.wrong)));
  expect(minimalPairs.filter((pair) => wrong.has(filled(pair, pair.right)))).toEqual([]);
});

it('has sums that are right', () => {
  const value: Record<string, number> = { half: 0.5, one: 1, two: 2, three: 3, four: 4, five: 5, ten: 10, twelve: 12 };
  const sums = minimalPairs.filter(({ kind }) => kind === 'arithmetic');
  for (const { before, right, wrong } of sums) {
    const [, a, sign, b] = /^(\w+) (and|of) (\w+) is $/.exec(before.toLowerCase())!;
    const result = sign === 'of' ? value[a!]! * value[b!]! : value[a!]! + value[b!]!;
    expect(value[right]).toBe(result);
    expect(value[wrong]).not.toBe(result);
  }
});
