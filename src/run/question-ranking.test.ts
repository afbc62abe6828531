import { describe, expect, it } from 'vitest';
import { defaultRealmConfig } from '../systems/realm/settings.ts';
import { importCorpus } from '../text/import/import.ts';
import { packSequences, sequenceAt, sequenceCount, type TokenSequences } from '../text/tokenizer/tokens.ts';
import { LexicalSearch } from './lexical.ts';
import { prepareCorpus } from './prepare.ts';
import {
  denseScorer,
  hybridScorer,
  lexicalScorer,
  rankDocuments,
  type Scorer,
  searcherOf,
} from './question-ranking.ts';
import { scoredRanks, shareWithin } from './question-ranks.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const lines = (records: object[]) => bytes(records.map((record) => JSON.stringify(record)).join('\n'));

/** Three documents; of `a` each sentence is a block. */
async function example(queries: object[], qrels: string) {
  const documents = [
    {
      _id: 'a',
      title: '',
      text: 'The tram of Bergen was blue in 1901. The tram of Harrow was sold in 1911 to Marie Curie.',
    },
    { _id: 'b', title: '', text: 'A ferry of Bergen sank in 1920.' },
    { _id: 'c', title: '', text: 'A mill stood at Harrow in 1850.' },
  ];
  const { corpus } = importCorpus(
    'set',
    new Map([
      ['corpus.jsonl', lines(documents)],
      ['queries.jsonl', lines(queries)],
      ['qrels/test.tsv', bytes(`query-id\tcorpus-id\tscore\n${qrels}`)],
    ]),
  );
  const prepared = await prepareCorpus(corpus, { ...defaultRealmConfig, lengths: { query: 20, document: 18 } });
  expect(prepared.blocks.map(({ document }) => document)).toEqual([0, 0, 1, 2]);
  return prepared;
}

const given =
  (...scores: number[][]): Scorer =>
  async () =>
  (i) =>
    Float64Array.from(scores[i]!);
const never = Number.NEGATIVE_INFINITY;

describe('rankDocuments', () => {
  it('ranks documents by their best block, ties by id descending', async () => {
    const prepared = await example(
      [
        { _id: 'q', text: 'which tram?' },
        { _id: 'r', text: 'what?' },
      ],
      'q\ta\t1\nr\tb\t2\n',
    );
    const scorer = given([0.5, 2, 1, 1], [-3, -4, never, never]);
    expect(await rankDocuments(prepared, scorer, 100, 20)).toEqual(
      new Map([
        [
          'q',
          [
            { id: 'a', score: 2 },
            { id: 'c', score: 1 },
            { id: 'b', score: 1 },
          ],
        ],
        ['r', [{ id: 'a', score: -3 }]],
      ]),
    );
    // the cut falls between equals
    const two = await rankDocuments(prepared, scorer, 2, 20);
    expect(two.get('q')!.map(({ id }) => id)).toEqual(['a', 'c']);
  });

  it('leaves out the document that the question itself is', async () => {
    const prepared = await example([{ _id: 'c', text: 'A mill stood at Harrow in 1850.' }], 'c\ta\t1\n');
    const run = await rankDocuments(prepared, given([1, 0, 2, 9]), 3, 20);
    expect(run.get('c')!.map(({ id }) => id)).toEqual(['b', 'a']);
  });

  it('takes scores that are equal in 32 bits for ties', async () => {
    const prepared = await example([{ _id: 'q', text: 'which?' }], 'q\ta\t1\n');
    const run = await rankDocuments(prepared, given([never, never, 0.30000001, 0.3]), 1, 20);
    expect(run.get('q')).toEqual([{ id: 'c', score: Math.fround(0.3) }]);
  });
});

describe('scorers', () => {
  it('find the documents with rare words of the question, and no others', async () => {
    const prepared = await example([{ _id: 'q', text: 'which ferry sank?' }], 'q\tb\t1\n');
    const run = await rankDocuments(prepared, lexicalScorer(new LexicalSearch(prepared)), 100, 20);
    expect(run.get('q')!.map(({ id }) => id)).toEqual(['b']);
  });

  /** An embedding that can be worked by hand: (tokens, number of the sequence). */
  const embed = async (sequences: TokenSequences) =>
    Float32Array.from({ length: 2 * sequenceCount(sequences) }, (_, i) =>
      i % 2 === 0 ? sequenceAt(sequences, i >> 1).length : i >> 1,
    );

  it('score by inner products', async () => {
    const blocks = Float32Array.of(1, 0, 0, 1, 2, -1);
    const ids = (length: number) => ({ text: '', ids: new Int32Array(length) });
    const scores = await denseScorer(blocks, 3, embed)([ids(4), ids(5)]);
    expect([...scores(0)]).toEqual([4, 0, 8]);
    expect([...scores(1)]).toEqual([5, 1, 9]);
  });

  it('are searched as an index is', async () => {
    const search = searcherOf(given([1, 5, never, 5], [never, never, never, 2]));
    const queries = packSequences([[1], [2]]);
    expect([...(await search(queries, 2))]).toEqual([1, 3, 3, -1]);
    expect([...(await search(queries, 5))]).toEqual([1, 3, 0, -1, -1, 3, -1, -1, -1, -1]);
  });

  it('add z-scores', async () => {
    const prepared = await example([{ _id: 'q', text: 'which ferry sank?' }], 'q\tb\t1\n');
    const lexical = new LexicalSearch(prepared);
    const hybrid = await hybridScorer(given([3, 1, 1, 3]), lexical)([prepared.questions[0]!]);
    // dense: 1, −1, −1, 1; BM25 finds one of four blocks: −1/√3, −1/√3, √3, −1/√3
    [1 - 1 / Math.sqrt(3), -1 - 1 / Math.sqrt(3), -1 + Math.sqrt(3), 1 - 1 / Math.sqrt(3)].forEach((score, i) => {
      expect(hybrid(0)[i]).toBeCloseTo(score, 12);
    });
  });
});

describe('ranks by scores', () => {
  it('counts the questions with a right block among the first', async () => {
    const prepared = await example(
      [
        { _id: 'q', text: 'which tram?' },
        { _id: 'r', text: 'what?' },
      ],
      'q\ta\t1\nr\tb\t2\n',
    );
    const recall = async (scorer: Scorer) => {
      const ranks = await scoredRanks(scorer, prepared.questions, prepared);
      return [1, 2, 3].map((k) => shareWithin(ranks, k));
    };
    expect(await recall(given([1, 5, 9, 0], [1, 2, 0, 3]))).toEqual([0, 0.5, 0.5]);
    expect(await recall(given([9, 5, 0, 0], [1, 2, never, 3]))).toEqual([0.5, 0.5, 0.5]);
    const none = await scoredRanks(async () => () => new Float64Array(), [], prepared);
    expect([none, shareWithin(none, 1)]).toEqual([[], null]);
  });
});
