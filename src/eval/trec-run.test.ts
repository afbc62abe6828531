import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ranked } from './ranking.ts';
import { type Run, readRun, writeRun } from './trec-run.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readRun('my.run', bytes(text));

describe('readRun', () => {
  it('reads columns with spaces or tabs, whatever the order and the ranks', () => {
    const run = read('q1 Q0 d2 1 0.5 tag\r\n\nq2\tQ0\td1\t7\t-1e-3\tother\n  q1  0  d1  0  2. tag  \n');
    expect(run).toEqual(
      new Map([
        [
          'q1',
          [
            { id: 'd2', score: 0.5 },
            { id: 'd1', score: 2 },
          ],
        ],
        ['q2', [{ id: 'd1', score: -0.001 }]],
      ]),
    );
  });

  it.each([
    ['q Q0 d 1 0.5 t\nq Q0 d2 2 0.4\n', 'my.run, line 2: expected six columns'],
    ['q Q0 d 1 0.5 t x\n', 'my.run, line 1: expected six columns'],
    ['q Q0 d 1 high t\n', 'my.run, line 1: expected six columns'],
    ['q Q0 d 1 NaN t\n', 'my.run, line 1: expected six columns'],
    ['q Q0 d 1 Infinity t\n', 'my.run, line 1: expected six columns'],
    ['q Q0 d 1 0x10 t\n', 'my.run, line 1: expected six columns'],
    ['q Q0 d 1 1e999 t\n', 'my.run, line 1: expected six columns'],
    ['{"q": {"d": 1}}\n', 'my.run, line 1: expected six columns'],
    [
      'q Q0 d 1 2 t\nq Q0 e 1 2 t\nq Q0 d 3 1 t\n',
      'my.run, line 3: document "d" is in the ranking of query "q" already',
    ],
    ['', 'my.run: there is no ranking'],
    ['\n \n', 'my.run: there is no ranking'],
  ])('refuses %j with file and line', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it('refuses what is no text', () => {
    expect(() => readRun('my.run', Uint8Array.of(0x0a, 0xff))).toThrow('my.run, line 2: this line is not UTF-8');
    expect(() => readRun('my.run', Uint8Array.of(0xff, 0xfe, 0x71, 0))).toThrow('UTF-16');
  });

  it('takes ids that are names of properties for ids', () => {
    expect(read('__proto__ Q0 constructor 1 1 t\n').get('__proto__')).toEqual([{ id: 'constructor', score: 1 }]);
  });
});

describe('writeRun', () => {
  it('writes the columns of TREC, best first', () => {
    const run: Run = new Map([
      [
        'q1',
        [
          { id: 'd1', score: 0.25 },
          { id: 'd2', score: 3 },
          { id: 'd3', score: 0.25 },
        ],
      ],
      ['q2', []],
    ]);
    expect(writeRun(run, 'bm25')).toBe('q1 Q0 d2 1 3 bm25\nq1 Q0 d3 2 0.25 bm25\nq1 Q0 d1 3 0.25 bm25\n');
  });

  it('is read as it was written', () => {
    const id = fc.stringMatching(/^[!-~]{1,6}$/);
    const scores = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(0, 1, 0.1, 1e-7));
    const documents = fc.uniqueArray(fc.record({ id, score: scores }), { selector: (one) => one.id, minLength: 1 });
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(id, documents), { selector: ([query]) => query, minLength: 1 }),
        (queries) => {
          const run = new Map(queries);
          const again = read(writeRun(run, 't'));
          expect([...again.keys()]).toEqual([...run.keys()]);
          for (const [query, all] of run) {
            const expected = ranked(all);
            expect(again.get(query)!.map(({ id }) => id)).toEqual(expected);
            expect(ranked(again.get(query)!)).toEqual(expected);
          }
        },
      ),
    );
  });

  it('refuses an id with a space', () => {
    expect(() => writeRun(new Map([['q', [{ id: 'my file.txt', score: 1 }]]]), 't')).toThrow(
      '"my file.txt" has a space',
    );
    expect(() => writeRun(new Map([['q 1', [{ id: 'd', score: 1 }]]]), 't')).toThrow('"q 1" has a space');
  });
});
