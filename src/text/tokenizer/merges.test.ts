import { describe, expect, it } from 'vitest';
import { Prng } from '../../util/prng.ts';
import { cpuTime } from '../../util/testing/linear.ts';
import { applyMerges, bytePairScheme, mergeRanks, trainBytePairs } from './bpe.ts';
import { type MergeScheme, mergeSteps } from './merges.ts';
import type { WordCounts } from './normalise.ts';
import { frequentWords, trainWordPieces, wordPieceScheme } from './wordpiece.ts';

/** The word counts of Sennrich et al. 2016, algorithm 1. */
const sennrich: WordCounts = new Map([
  ['low', 5],
  ['lower', 2],
  ['newest', 6],
  ['widest', 3],
]);
const hugs: WordCounts = new Map([
  ['hug', 10],
  ['pug', 5],
  ['pun', 12],
  ['bun', 4],
  ['hugs', 5],
]);

/** The textbook trainer: counts everything anew before each merge, in the order of the words. */
function naiveMerges(words: WordCounts, scheme: MergeScheme, merges: number): string[] {
  const spelled = [...words].map(([word, count]) => {
    const characters = [...word];
    return { count, symbols: characters.map((c, i) => scheme.form(c, i, characters.length)) };
  });
  const made: string[] = [];
  while (made.length < merges) {
    const pairs = new Map<string, number>();
    const singles = new Map<string, number>();
    for (const { symbols, count } of spelled) {
      symbols.forEach((symbol, i) => {
        singles.set(symbol, (singles.get(symbol) ?? 0) + count);
        if (i > 0) pairs.set(`${symbols[i - 1]} ${symbol}`, (pairs.get(`${symbols[i - 1]} ${symbol}`) ?? 0) + count);
      });
    }
    let best: string | null = null;
    let top = 0;
    for (const [pair, count] of pairs) {
      const [left, right] = pair.split(' ') as [string, string];
      const score = scheme.relativeScore ? count / (singles.get(left)! * singles.get(right)!) : count;
      if (count >= 2 && score > top) [best, top] = [pair, score];
    }
    if (best === null) break;
    const [left, right] = best.split(' ') as [string, string];
    for (const word of spelled) {
      for (let i = 0; i + 1 < word.symbols.length; i++) {
        if (word.symbols[i] === left && word.symbols[i + 1] === right) {
          word.symbols.splice(i, 2, scheme.join(left, right));
        }
      }
    }
    made.push(best);
  }
  return made;
}

function randomWords(seed: number): WordCounts {
  const prng = new Prng(seed);
  const words: WordCounts = new Map();
  for (let i = 0; i < 60; i++) {
    const word = Array.from({ length: 1 + prng.int(7) }, () => 'abcd'[prng.int(4)]).join('');
    words.set(word, 1 + prng.int(5));
  }
  return words;
}

describe('merges', () => {
  it('of BPE are those of the worked example, ties to the pair seen first', () => {
    const { steps } = trainBytePairs(sennrich, { vocabularySize: 100 });
    expect(steps.slice(0, 9).map(({ merged }) => merged)).toEqual([
      'es',
      'est</w>',
      'lo',
      'ne',
      'new',
      'newest</w>',
      'low</w>',
      'wi',
      'wid',
    ]);
    expect(steps[0]).toMatchObject({ left: 'e', right: 's', count: 9 });
  });

  it('of WordPiece and BPE differ on the worked example', () => {
    const [first] = trainWordPieces(hugs, { vocabularySize: 100 }).steps;
    expect(first).toEqual({ left: '##g', right: '##s', merged: '##gs', count: 5, score: 0.05 });
    // Counted by hand with the end of the word marked: p u 17, u n</w> 16, h u 15, u g</w> 15.
    expect(trainBytePairs(hugs, { vocabularySize: 100 }).steps[0]).toMatchObject({ left: 'p', right: 'u', count: 17 });
    // Without the mark, as the example is printed: u g 20.
    expect(mergeSteps(hugs, { ...bytePairScheme, form: (c) => c }, { vocabularySize: 100 }).next().value).toMatchObject(
      {
        left: 'u',
        right: 'g',
        count: 20,
      },
    );
  });

  it.each([1, 2, 3, 4, 5])('equal a trainer that counts everything anew, seed %i', (seed) => {
    const words = randomWords(seed);
    for (const scheme of [bytePairScheme, wordPieceScheme]) {
      const made: string[] = [];
      for (const { left, right } of mergeSteps(words, scheme, { vocabularySize: 1000 })) made.push(`${left} ${right}`);
      expect(made.length).toBeGreaterThan(20);
      expect(made).toEqual(naiveMerges(words, scheme, 1000));
    }
  });

  it('replayed on a corpus word give the pieces as training left them', () => {
    const { steps } = trainBytePairs(sennrich, { vocabularySize: 100 });
    const merges = steps.map(({ left, right }) => [left, right] as const);
    expect(applyMerges('newest', mergeRanks(merges.slice(0, 2)))).toEqual(['n', 'e', 'w', 'est</w>']);
    expect(applyMerges('lowest', mergeRanks(merges.slice(0, 7)))).toEqual(['lo', 'w', 'est</w>']);
    expect(applyMerges('low', mergeRanks(merges.slice(0, 7)))).toEqual(['low</w>']);
  });

  it('take frequent pairs first where the minimum falls, and the same score among them', () => {
    const steps = trainWordPieces(hugs, { vocabularySize: 100, fallingMinimum: true }).steps;
    // Minimum 20: ##u ##g alone reaches it. Minimum 10, by hand: ##u ##n 16 / (16 · 16), h ##ug 15 / (15 · 20), p ##u 12 / (17 · 16).
    expect(steps.slice(0, 3).map(({ left, right, count }) => [left, right, count])).toEqual([
      ['##u', '##g', 20],
      ['##u', '##n', 16],
      ['h', '##ug', 15],
    ]);
  });

  it('stop at the vocabulary size, which counts pieces and not merges', () => {
    const { vocabulary, alphabet } = trainBytePairs(sennrich, { vocabularySize: 30 });
    expect(vocabulary).toHaveLength(30);
    expect(new Set(vocabulary).size).toBe(30);
    expect(alphabet).toContain('w</w>');
    expect(alphabet).toContain('l</w>');
  });

  it('keep the most frequent characters where the alphabet has no room', () => {
    const words: WordCounts = new Map([
      ['aab', 5],
      ['zz', 1],
    ]);
    const { vocabulary, steps } = trainBytePairs(words, { vocabularySize: 2 });
    expect(vocabulary).toEqual(['a', 'b</w>']);
    expect(steps).toEqual([]);
  });

  it('make 4,000 pieces from 100,000 words without counting all pairs for each', () => {
    const prng = new Prng(9);
    const syllables = Array.from({ length: 300 }, () =>
      Array.from({ length: 2 + prng.int(2) }, () => String.fromCharCode(97 + prng.int(26))).join(''),
    );
    // As in real text, some 10,000 different words, few of them frequent.
    const lexicon = Array.from({ length: 14_000 }, () =>
      Array.from({ length: 1 + prng.int(3) }, () => prng.pick(syllables)).join(''),
    );
    const words: WordCounts = new Map();
    for (let i = 0; i < 100_000; i++) {
      const word = lexicon[Math.floor(prng.uniform() ** 3 * lexicon.length)]!;
      words.set(word, (words.get(word) ?? 0) + 1);
    }
    expect(words.size).toBeGreaterThan(8000);
    for (const train of [trainBytePairs, trainWordPieces]) {
      // the letters are pieces: with few more, hardly anything is counted but the words as they are
      const once = cpuTime(() => train(words, { vocabularySize: 100 }));
      const all = cpuTime(() => expect(train(words, { vocabularySize: 4000 }).vocabulary).toHaveLength(4000));
      expect(all).toBeLessThan(400 * once);
    }
  });

  it('take whole words by frequency, of equal counts the first seen', () => {
    const words: WordCounts = new Map([
      ['cat', 1],
      ['the', 3],
      ['mat', 1],
    ]);
    expect(frequentWords(words, 2)).toEqual(['the', 'cat']);
  });
});
