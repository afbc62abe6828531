import { describe, expect, it } from 'vitest';
import { readQrels } from './judgements.ts';

const read = (text: string, file = 'qrels.txt') => readQrels(file, new TextEncoder().encode(text));
const judged = (grades: [string, number][]) => new Map([['q1', new Map(grades)]]);

describe('readQrels', () => {
  it('keeps every grade, in the columns of trec_eval and of BEIR', () => {
    const expected = judged([
      ['d1', 2],
      ['d2', 0],
      ['d3', -1],
    ]);
    expect(read('q1 0 d1 2\n\nq1 0  d2  0\n q1 Q0 d3 -1\n')).toEqual(expected);
    expect(read('query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t0\nq1\td3\t-1\n', 'test.tsv')).toEqual(expected);
    expect(read('{"query-id": "q1", "corpus-id": "d1", "score": 2}\n', 'q.jsonl')).toEqual(judged([['d1', 2]]));
  });

  it.each([
    ['q1 0 d1 2\nq1 0 d2\n', 'qrels.txt, line 2: expected query-id'],
    ['q1 0 d1 high\n', 'qrels.txt, line 1: expected query-id'],
    ['q1 0 d1 Infinity\n', 'qrels.txt, line 1: expected query-id'],
    ['q1 0 d1 0.5\n', 'qrels.txt, line 1: the grade 0.5 is not a whole number'],
    ['q1 0 d1 1\nq2 0 d1 1\nq1 0 d1 2\n', 'qrels.txt, line 3: document "d1" is judged for query "q1" already'],
    ['', 'qrels.txt: there are no judgements'],
    ['query-id\tcorpus-id\tscore\n', 'qrels.txt: there are no judgements'],
    ['q1 Q0 d1 1 0.5 tag\n', 'qrels.txt, line 1: expected query-id'],
  ])('refuses %j with file and line', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});
