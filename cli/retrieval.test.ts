/** `npm run retrieval`, called as its script calls it; `--checkpoint` is in `src/systems/realm/saved-retriever.test.ts`. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { figures, qrels, run } from '../src/eval/testing/trec.ts';
import { main, type RetrievalReport } from './retrieval.ts';
import { callCommand } from './testing/called-command.ts';

const command = callCommand();
const { lines, errors, file } = command;
const jsonLines = (records: object[]) => records.map((record) => JSON.stringify(record)).join('\n');
const reportAt = (path: string): RetrievalReport => JSON.parse(readFileSync(path, 'utf8'));

/** A data set as BEIR has it; "d1" answers q1 well and "d2" a little. */
function dataSet(): string {
  const set = join(command.folder, 'set');
  mkdirSync(join(set, 'qrels'), { recursive: true });
  const texts = [
    'The ferry of Bergen was the first ferry.',
    'The ferries at Harrow were painted in 1901.',
    'A mill stood at Leeds, the oldest mill of 1850.',
  ];
  file('set/corpus.jsonl', jsonLines(texts.map((text, i) => ({ _id: `d${i + 1}`, title: '', text }))));
  file(
    'set/queries.jsonl',
    jsonLines([
      { _id: 'q1', text: 'ferry' },
      { _id: 'q2', text: 'mill' },
    ]),
  );
  file('set/qrels/test.tsv', 'query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t1\nq2\td3\t1\n');
  return set;
}

it('judges a run file as trec_eval does', async () => {
  const json = join(command.folder, 'judged.json');
  const args = ['--read-run', file('a.run', run), '--qrels', file('a.qrels', qrels), '--json', json];
  expect(await main(args)).toBe(0);
  const report = reportAt(json);
  expect(report.questions).toEqual(['301', '302', 'q-x', '304', '305']);
  for (const { id, values, mean } of report.figures) {
    for (const [i, value] of [...values, mean].entries()) {
      expect(value, id).toBeCloseTo((figures[id] ?? figures['success@20'])![i]!, 4);
    }
  }
  expect(lines).toContain('MAP         0.1172  0.0000 … 0.3229');
  expect(lines).toContain('judged questions without a ranking, which count as 0: 1');
  expect(lines).toContain('rankings without judgements, which do not count: 1');
});

it('ranks a data set, and its run file gives the same figures again', async () => {
  const set = dataSet();
  const [json, again, ranking] = ['one.json', 'two.json', 'my.run'].map((name) => join(command.folder, name)) as [
    string,
    string,
    string,
  ];
  expect(await main(['--corpus', set, '--set', 'lexical.analyzer=english', '--run', ranking, '--json', json])).toBe(0);
  expect(errors).toEqual([]);
  const report = reportAt(json);
  expect(report).toMatchObject({ retriever: 'bm25', questions: ['q1', 'q2'], blocks: { recallAt1: 1, recallAt5: 1 } });
  // "ferri" stands twice in d1 and once in d2
  expect(readFileSync(ranking, 'utf8').replace(/\d+\.\d+ /g, '')).toBe(
    'q1 Q0 d1 1 retrograd-bm25\nq1 Q0 d2 2 retrograd-bm25\nq2 Q0 d3 1 retrograd-bm25\n',
  );
  expect(report.figures.map(({ mean }) => mean)).toEqual(report.figures.map(() => 1));
  expect(await main(['--read-run', ranking, '--corpus', set, '--json', again])).toBe(0);
  expect(reportAt(again).figures).toEqual(report.figures);

  // without stems "ferries" is another word, and q1 finds d1 alone: recall 1/2, AP 1/2, nDCG 2 / (2 + 1 / log2 3); q2 finds its document
  expect(await main(['--corpus', set, '--json', json])).toBe(0);
  const mean = (id: string) => reportAt(json).figures.find((figure) => figure.id === id)!.mean;
  expect(mean('recall@10')).toBeCloseTo((1 / 2 + 1) / 2, 12);
  expect(mean('MAP')).toBeCloseTo((1 / 2 + 1) / 2, 12);
  expect(mean('nDCG@10')).toBeCloseTo((2 / (2 + 1 / Math.log2(3)) + 1) / 2, 12);
});

it.each([
  [
    'an unknown retriever',
    () => ['--corpus', 'bios', '--retriever', 'sparse'],
    'bad-option: --retriever: “sparse” is none of bm25, dense, hybrid.',
  ],
  [
    'dense without a checkpoint',
    () => ['--corpus', 'bios', '--retriever', 'dense'],
    'bad-option: --retriever dense needs a trained retriever',
  ],
  ['an empty checkpoint', () => ['--checkpoint', command.folder], 'holds no checkpoint'],
  ['a preset of LLaRA', () => ['--preset', 'llara'], 'name a preset or a checkpoint of REALM'],
  ['k = 0', () => ['--corpus', 'bios', '--k', '0'], 'bad-option: --k: “0” is not a whole number'],
  ['an unknown corpus', () => ['--corpus', 'nope'], 'bad-corpus: There is no corpus “nope” here'],
  ['a run without judgements', () => ['--read-run', file('b.run', run)], 'bad-option: --read-run needs judgements'],
  [
    'a run to judge and one to write',
    () => ['--read-run', 'a', '--run', join(command.folder, 'c.run')],
    'bad-option: --run makes rankings',
  ],
  ['a missing file', () => ['--read-run', join(command.folder, 'none'), '--qrels', 'x'], 'cannot be read'],
  [
    'a broken run',
    () => ['--read-run', file('d.run', 'q Q0 d 1 2 t\nq Q0 e 2\n'), '--qrels', file('d.qrels', 'q 0 d 1\n')],
    /bad-corpus: .*d\.run, line 2: expected six columns/,
  ],
  [
    'broken judgements',
    () => ['--read-run', file('e.run', 'q Q0 d 1 2 t\n'), '--qrels', file('e.qrels', 'q 0 d 1\nq 0 d 2\n')],
    /bad-corpus: .*e\.qrels, line 2: document "d" is judged/,
  ],
  [
    'a corpus without questions',
    () => ['--corpus', file('f.txt', 'Marie Curie found radium in 1898.')],
    'has no question with a right document',
  ],
])('refuses %s in one line', async (_, args, message) => {
  expect(await main(args())).toBe(2);
  expect(errors).toEqual([
    expect.stringMatching(typeof message === 'string' ? message.replace(/[.()“”]/g, '.') : message),
  ]);
  expect(lines).toEqual([]);
});

it('tells its options', async () => {
  expect(await main(['--help'])).toBe(0);
  expect(lines[0]).toBe('npm run retrieval -- [options]');
});
