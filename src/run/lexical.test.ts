import { describe, expect, it } from 'vitest';
import { defaultRealmConfig } from '../systems/realm/settings.ts';
import type { Corpus } from '../text/corpus/corpus.ts';
import { LexicalSearch } from './lexical.ts';
import { prepareCorpus } from './prepare.ts';
import { queryTokens } from './sequences.ts';

const texts = [
  ['Harbours', 'Ferries were painted at Harrow in 1901.'],
  ['Mills', 'The miller of Bergen paints doors.'],
  ['Trams', 'A tram of Bergen was sold in 1911.'],
] as const;

const corpus: Corpus = {
  manifest: { id: 'c', title: 'C', licence: '', source: '', documents: 3, questions: 0, language: 'en' },
  documents: texts.map(([title, text], i) => ({ id: `d${i}`, title, text })),
  questions: [],
};

const prepared = await prepareCorpus(corpus, { ...defaultRealmConfig, lengths: { query: 32, document: 32 } });
const ids = (text: string) => queryTokens(prepared.tokenizer.encode(text).ids, prepared.tokenizer.special);
const blocks = (search: LexicalSearch, x: ArrayLike<number>, text?: string) =>
  search.search(x, null, 3, text).map(({ block }) => block);

describe('LexicalSearch', () => {
  const pieces = new LexicalSearch(prepared);
  const english = new LexicalSearch(prepared, 'english');

  it('matches tokens, or the stems of English words without stop words', () => {
    const question = 'Which ferry was in the harbour?';
    // by "was", "the" and "in", of which the shorter block counts more
    expect(blocks(pieces, ids(question), question)).toEqual([2, 1, 0]);
    expect(blocks(english, ids(question), question)).toEqual([0]);
    expect(blocks(english, [], 'to paint doors')).toEqual([1, 0]);
  });

  it('scores by hand', () => {
    // "ferri" stands in one of three: harbour ferri were paint harrow 1901; mill miller bergen paint door; tram tram bergen sold 1911
    const score = (Math.log(1 + 2.5 / 1.5) * 1) / (1 + 0.9 * (1 - 0.4 + (0.4 * 6) / (16 / 3)));
    const [hit] = english.search([], null, 1, 'ferries');
    expect(hit!.block).toBe(0);
    expect(hit!.score).toBeCloseTo(score, 12);
    expect(english.scores([], 'ferries')[0]).toBeCloseTo(score, 12);
    expect([...english.scores([], 'ferries').subarray(1)]).toEqual([0, 0]);
  });

  it('reads tokens where no text is known, on both sides of a mask', () => {
    const { mask } = prepared.tokenizer.special;
    const masked = [...ids('tram'), mask, ...ids('painted')];
    // "paint" stands in two blocks, the shorter one first
    expect(blocks(english, masked)).toEqual([2, 1, 0]);
    expect([...pieces.scores([mask, mask])]).toEqual([0, 0, 0]);
    expect([...english.scores([mask, mask])]).toEqual([0, 0, 0]);
  });
});
