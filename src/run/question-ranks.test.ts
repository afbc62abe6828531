import { describe, expect, it } from 'vitest';
import { defaultRealmConfig } from '../systems/realm/settings.ts';
import type { Corpus } from '../text/corpus/corpus.ts';
import { sequenceCount } from '../text/tokenizer/tokens.ts';
import { LexicalSearch } from './lexical.ts';
import { prepareCorpus } from './prepare.ts';
import type { PreparedQuestion } from './prepare-questions.ts';
import type { Scorer } from './question-ranking.ts';
import { denseRanks, firstRight, lexicalRanks, scoredRanks, shareWithin } from './question-ranks.ts';
import type { Searcher } from './retrieval.ts';

const corpus: Corpus = {
  manifest: { id: 't', title: 'T', licence: '', source: '', documents: 4, questions: 0, language: 'en' },
  documents: [
    ['Otters', 'Otters came back to the Severn in 1987.'],
    ['Herons', 'Herons nest beside the Severn since 1990.'],
    ['Newts', 'Newts were counted in Bristol in 2001.'],
    ['Newts', 'Newts were counted in Bristol in 2001.'],
  ].map(([title, text], i) => ({ id: `d${i}`, title: title!, text: text! })),
  questions: [],
};
const prepared = await prepareCorpus(corpus, {
  ...defaultRealmConfig,
  evaluation: { ...defaultRealmConfig.evaluation, holdOutEvery: 100 },
});

const question = (text: string, block: number): PreparedQuestion => ({
  number: 0,
  text,
  answers: [],
  ids: [prepared.tokenizer.special.cls, ...prepared.tokenizer.encode(text).ids],
  blocks: new Set([block]),
  subject: `d${block}`,
  heldOut: false,
});

describe('the rank of the first right block', () => {
  it('by BM25: at once, behind another, nowhere', async () => {
    const questions = [question('otters 1987', 0), question('herons severn', 0), question('winter', 0)];
    const ranks = await lexicalRanks(new LexicalSearch(prepared), questions, prepared);
    expect(ranks).toEqual([1, 2, null]);
    expect(shareWithin(ranks, 1)).toBeCloseTo(1 / 3, 12);
    expect(shareWithin(ranks, 5)).toBeCloseTo(2 / 3, 12);
    expect(shareWithin([], 1)).toBeNull();
  });

  it('by dense retrieval: copies of a block count once and are right, too; a barred document is left out', async () => {
    const search: Searcher = async (queries, k) =>
      Int32Array.from({ length: sequenceCount(queries) * k }, (_, i) => [2, 3, 0, 1][i % k]!);
    const barred = new Set([prepared.blocks[2]!.identity]);
    const questions = [question('a', 3), question('b', 0), { ...question('c', 1), barred }];
    const progress: number[] = [];
    const ranks = await denseRanks(search, questions, prepared, (count) => progress.push(count));
    expect(ranks).toEqual([1, 2, 2]);
    expect(progress).toEqual([3]);
  });

  it('by scores of all blocks: under the same rules, from the texts of the questions; what is not retrieved is not found', async () => {
    const barred = new Set([prepared.blocks[2]!.identity]);
    const scores = [
      [1, 2, 9, 9],
      [Number.NEGATIVE_INFINITY, 2, 9, 9],
      [1, 2, 9, 9],
      [1, 2, 9, 0],
    ];
    const scorer: Scorer = async (queries) => {
      expect(queries.map(({ text }) => text)).toEqual(['a', 'b', 'c', 'd']);
      return (i) => Float64Array.from(scores[i]!);
    };
    const questions = [question('a', 0), question('b', 0), { ...question('c', 1), barred }, question('d', 3)];
    expect(await scoredRanks(scorer, questions, prepared)).toEqual([3, null, 1, 1]);
  });

  it('is null where no block of the ranking is right', () => {
    expect(firstRight([0, 1], question('a', 2), prepared)).toBeNull();
    expect(firstRight([0, 1, 3], question('a', 2), prepared)).toBe(3);
  });
});
