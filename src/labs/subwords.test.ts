import { describe, expect, it } from 'vitest';
import { Prng } from '../util/prng.ts';
import {
  growSubwords,
  lettersOf,
  pairsOf,
  readWordList,
  type SubwordsState,
  splitWords,
  subwordKinds,
  subwordsLab,
  subwordsOf,
  wordLists,
  writtenLength,
} from './subwords.ts';

const hugs = wordLists[1];
const state = (changes: Partial<SubwordsState>): SubwordsState => ({ ...subwordsLab.start, ...changes });
const wordsOf = (text: string) => (readWordList(text) as { words: Map<string, number> }).words;

describe('the list of words', () => {
  it('has a word and a count in each line', () => {
    expect(readWordList('Low 5\n\n lower\nlow 2')).toEqual({
      words: new Map([
        ['low', 7],
        ['lower', 1],
      ]),
    });
    expect(readWordList('生命 3, 研究生 2, don’t')).toEqual({
      words: new Map([
        ...[['生', 5] as const, ['命', 3] as const, ['研', 2] as const, ['究', 2] as const],
        ...[['don', 1] as const, ['’', 1] as const, ['t', 1] as const],
      ]),
    });
  });

  it.each([
    ['', { problem: 'empty' }],
    [' \n ,', { problem: 'empty' }],
    ['low 5\nlow -1', { problem: 'count', line: 2 }],
    ['low 1.5', { problem: 'count', line: 1 }],
    ['low 10000', { problem: 'count', line: 1 }],
    ['low 5 6', { problem: 'word', line: 1 }],
    ['abcdefghijklmnopqrstuvwxyz', { problem: 'long', line: 1 }],
    [Array.from({ length: 41 }, (_, i) => `w${i}`).join('\n'), { problem: 'many', line: 41 }],
  ])('says what is wrong with %j', (text, problem) => {
    expect(readWordList(text)).toEqual(problem);
  });
});

describe('merges', () => {
  it('of BPE are those of the worked example', () => {
    const { steps } = growSubwords(wordsOf(subwordsLab.start.words), 'bpe');
    expect(steps.slice(0, 8).map(({ merged }) => merged)).toEqual([
      'es',
      'est</w>',
      'lo',
      'ne',
      'new',
      'newest</w>',
      'low</w>',
      'wi',
    ]);
  });

  it('of WordPiece begin with ##g + ##s, of BPE with u + g', () => {
    const words = wordsOf(hugs);
    const first = pairsOf(splitWords(words, growSubwords(words, 'wordpiece'), 0), 'wordpiece')[0]!;
    expect(first).toMatchObject({ left: '##g', right: '##s', count: 5, score: 0.05 });
    expect(pairsOf(splitWords(words, growSubwords(words, 'bpe'), 0), 'bpe')[0]!.count).toBe(17);
  });

  it.each(subwordKinds)('of %s take the first of the pairs each time, until each word is one piece', (kind) => {
    const prng = new Prng(5);
    const words = new Map(
      Array.from({ length: 12 }, () => {
        const word = Array.from({ length: 2 + prng.int(5) }, () => 'abc'[prng.int(3)]).join('');
        return [word, 1 + prng.int(9)] as const;
      }),
    );
    const vocabulary = growSubwords(words, kind);
    let length = Number.POSITIVE_INFINITY;
    vocabulary.steps.forEach((step, merges) => {
      const split = splitWords(words, vocabulary, merges);
      expect(split.map(({ pieces }) => pieces.map((one) => one.replace(/^##|<\/w>$/g, '')).join(''))).toEqual([
        ...words.keys(),
      ]);
      const { left, right, count, score } = step;
      expect(pairsOf(split, kind)[0]).toMatchObject({ left, right, count, score: expect.closeTo(score, 12) });
      expect(writtenLength(split)).toBeLessThan(length);
      length = writtenLength(split);
    });
    const end = splitWords(words, vocabulary, vocabulary.steps.length);
    expect(end.every(({ pieces }) => pieces.length === 1)).toBe(true);
  });
});

describe('the exercises', () => {
  const { two, rare, unknown } = subwordsLab.exercises as Record<string, (one: SubwordsState) => boolean>;

  it('are not done at the start, nor with a list that cannot be read', () => {
    for (const check of [two!, rare!, unknown!]) {
      expect(check(subwordsLab.start)).toBe(false);
      expect(check(state({ words: '', merges: 99 }))).toBe(false);
    }
  });

  it('two pieces: “lowest” once “low” and “est” are pieces', () => {
    const { vocabulary } = subwordsOf(subwordsLab.start)!;
    const merges = 1 + vocabulary.steps.findIndex(({ merged }) => merged === 'low');
    expect(merges).toBeGreaterThan(2);
    expect(two!(state({ merges }))).toBe(true);
    expect(two!(state({ merges: merges - 1 }))).toBe(false);
    // a word of the list, and a short word, do not count
    expect(two!(state({ merges: 6, unseen: 'widest' }))).toBe(false);
    expect(two!(state({ unseen: 'we' }))).toBe(false);
  });

  it('a rare pair first: only where WordPiece has merged, and only where another pair occurs more often', () => {
    expect(rare!(state({ words: hugs, kind: 'wordpiece', merges: 1 }))).toBe(true);
    expect(rare!(state({ words: hugs, kind: 'wordpiece' }))).toBe(false);
    expect(rare!(state({ words: hugs, merges: 1 }))).toBe(false);
    expect(rare!(state({ words: 'ab 3', kind: 'wordpiece', merges: 1 }))).toBe(false);
  });

  it('an unknown word: a letter that no word of the list has', () => {
    expect(unknown!(state({ unseen: 'slowly' }))).toBe(true);
    expect(unknown!(state({ unseen: 'slow' }))).toBe(false);
    // nothing was written: another list was chosen
    expect(unknown!(state({ words: hugs }))).toBe(false);
  });
});

it('counts each letter of the words once: l, o, w, e, r of low and lower', () => {
  const words = new Map([
    ['low', 5],
    ['lower', 2],
  ]);
  expect(lettersOf(words)).toBe(5);
});

it('grows the vocabulary of a state once, however often view and exercises ask', () => {
  const asked: SubwordsState = { ...subwordsLab.start, merges: 2 };
  const once = subwordsOf(asked);
  expect(subwordsOf(asked)).toBe(once);
  const unreadable = { ...asked, words: 'low 0' };
  expect([subwordsOf(unreadable), subwordsOf(unreadable)]).toEqual([null, null]);
  expect(subwordsOf({ ...asked, merges: 3 })!.merges).toBe(3);
});
