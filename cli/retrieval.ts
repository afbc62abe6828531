/** `npm run retrieval`: how well a retriever finds the judged documents of a corpus, in the figures of trec_eval. */
import { readFileSync } from 'node:fs';
import { corpusJudgements } from '../src/eval/corpus-judgements.ts';
import { type Judgements, ranked } from '../src/eval/ranking.ts';
import { type RetrievalFigure, retrievalFigures } from '../src/eval/retrieval-figures.ts';
import { type Run, readRun, writeRun } from '../src/eval/trec-run.ts';
import { readQrels } from '../src/text/import/judgements.ts';
import { RetrogradError } from '../src/util/errors.ts';
import { parseOptions } from './arguments.ts';
import { skippedLines } from './lines.ts';
import { checkOutputFile, writeWhole } from './output.ts';
import { type Retriever, rankCorpus, retrievers } from './retriever.ts';
import { resolveRetrieval } from './retriever-options.ts';

const usage = `npm run retrieval -- [options]
  --corpus ID|PATH    bios, atlas, or a folder, a zip or a file to import, with questions
  --checkpoint DIR    a trained run: its settings, its tokenizer and its retriever
  --preset NAME       settings where there is no checkpoint
  --retriever NAME    bm25; dense, the checkpoint's; hybrid, the sum of both z-scores (default: dense with a checkpoint, else bm25)
  --set key=value     any setting, e.g. lexical.analyzer=english or lengths.document=256 (may be repeated)
  --k N               documents in a ranking (default 100)
  --qrels FILE        judgements instead of those of the corpus
  --read-run FILE     judge the rankings of this file instead of making some
  --run FILE          write the rankings to FILE, in the format of TREC
  --json FILE         write the figures to FILE, with those of every question
  --help              this text
Documents are cut into blocks as for training; a document has the score of its best block.`;

/** What `--json` writes. */
export interface RetrievalReport {
  /** Absent where a run file was judged. */
  retriever?: Retriever;
  /** The run file that was judged. */
  run?: string;
  /** Of the questions that are judged, in the order of the values of each figure. */
  questions: string[];
  /** What was left out, in words, with counts. */
  skipped: Record<string, number>;
  figures: RetrievalFigure[];
  /** Shares of the questions with a right block among the first 1 and 5, as evaluations of a run measure them. */
  blocks?: { recallAt1: number; recallAt5: number };
}

const options = {
  corpus: { type: 'string' },
  checkpoint: { type: 'string' },
  preset: { type: 'string' },
  retriever: { type: 'string' },
  set: { type: 'string', multiple: true },
  k: { type: 'string' },
  qrels: { type: 'string' },
  'read-run': { type: 'string' },
  run: { type: 'string' },
  json: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Exit status: 0 done, 1 failed, 2 bad options or input. */
export async function main(args: string[]): Promise<number> {
  try {
    const values = parseOptions(args, options);
    if (values.help) {
      console.log(usage);
      return 0;
    }
    if (values.run !== undefined) checkOutputFile('--run', values.run);
    if (values.json !== undefined) checkOutputFile('--json', values.json);
    const report = values['read-run'] === undefined ? await rank(values) : await judge(values['read-run'], values);
    if (values.json !== undefined) writeWhole(values.json, `${JSON.stringify(report, null, 2)}\n`);
    console.log(linesOf(report).join('\n'));
    return 0;
  } catch (error) {
    if (!(error instanceof RetrogradError)) throw error;
    console.error(`${error.code}: ${error.message}`);
    return ['bad-option', 'bad-corpus', 'bad-checkpoint', 'bad-tokenizer'].includes(error.code) ? 2 : 1;
  }
}

type Values = ReturnType<typeof parseOptions<typeof options>>;

/** Ranks the documents of a corpus, and judges the rankings. */
async function rank(values: Values): Promise<RetrievalReport> {
  const { k = '100', retriever } = values;
  if (retriever !== undefined && !retrievers.some((one) => one === retriever))
    throw new RetrogradError('bad-option', `--retriever: “${retriever}” is none of ${retrievers.join(', ')}.`);
  if (!/^[1-9]\d{0,4}$/.test(k))
    throw new RetrogradError('bad-option', `--k: “${k}” is not a whole number from 1 to 99999.`);
  const choice = await resolveRetrieval(values, retriever as Retriever | undefined);
  const judgements = values.qrels === undefined ? corpusJudgements(choice.corpus) : readQrels(...fileAt(values.qrels));
  if (judgements.size === 0)
    throw new RetrogradError(
      'bad-corpus',
      `${choice.corpus.manifest.title} has no question with a right document: choose a corpus with questions, or name judgements with --qrels.`,
    );
  const { run, blocks, skipped } = await rankCorpus(choice, Number(k));
  if (values.run !== undefined) writeWhole(values.run, writeRun(run, `retrograd-${choice.retriever}`));
  const unjudged = [...run.keys()].filter((id) => !judgements.has(id)).length;
  const counts = {
    ...choice.imported,
    ...skipped,
    ...(unjudged > 0 && { 'questions-without-a-right-document': unjudged }),
  };
  return {
    retriever: choice.retriever,
    ...reportOf(judgements, run, Number(k)),
    skipped: counts,
    ...(blocks && { blocks }),
  };
}

/** Judges the rankings of a run file. */
async function judge(path: string, values: Values): Promise<RetrievalReport> {
  for (const other of ['checkpoint', 'preset', 'retriever', 'k', 'run'] as const) {
    if (values[other] !== undefined)
      throw new RetrogradError(
        'bad-option',
        `--${other} makes rankings, --read-run judges some: leave one of them out.`,
      );
  }
  const { qrels, corpus } = values;
  if ((qrels === undefined) === (corpus === undefined))
    throw new RetrogradError(
      'bad-option',
      '--read-run needs judgements: either --qrels FILE or a --corpus that has them.',
    );
  const run = readRun(...fileAt(path));
  const judgements =
    qrels === undefined
      ? corpusJudgements((await resolveRetrieval(values, 'bm25')).corpus)
      : readQrels(...fileAt(qrels));
  const missing = [...judgements.keys()].filter((id) => !run.has(id)).length;
  const unjudged = [...run.keys()].filter((id) => !judgements.has(id)).length;
  const skipped = {
    ...(missing > 0 && { 'judged-questions-without-a-ranking,-which-count-as-0': missing }),
    ...(unjudged > 0 && { 'rankings-without-judgements,-which-do-not-count': unjudged }),
  };
  return { run: path, ...reportOf(judgements, run), skipped };
}

function fileAt(path: string): [string, Uint8Array] {
  try {
    return [path, new Uint8Array(readFileSync(path))];
  } catch (cause) {
    throw new RetrogradError('bad-option', `${path} cannot be read (${(cause as Error).message}). Check the path.`, {
      cause,
    });
  }
}

function reportOf(judgements: ReadonlyMap<string, Judgements<string>>, run: Run, depth?: number) {
  const rankings = new Map(Array.from(run, ([query, documents]) => [query, ranked(documents)]));
  return { questions: [...judgements.keys()], figures: retrievalFigures(judgements, rankings, depth) };
}

function linesOf({ retriever, run, questions, skipped, figures, blocks }: RetrievalReport): string[] {
  const interval = ({ low, high }: RetrievalFigure) =>
    Number.isNaN(low) ? '' : `  ${low.toFixed(4)} … ${high.toFixed(4)}`;
  return [
    ...skippedLines(skipped),
    `${retriever ?? run}: ${questions.length} judged questions; mean and 95% interval`,
    ...figures.map((figure) => `${figure.id.padEnd(12)}${figure.mean.toFixed(4)}${interval(figure)}`),
    ...(blocks
      ? [
          `a right block: R@1 ${blocks.recallAt1.toFixed(4)}, R@5 ${blocks.recallAt5.toFixed(4)}, as evaluations of a run count it`,
        ]
      : []),
  ];
}
