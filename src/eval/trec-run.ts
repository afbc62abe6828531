/** Run files of TREC: the rankings of many queries, a line each document, `qid Q0 docid rank score tag`. */
import { corpusError } from '../text/corpus/corpus-error.ts';
import { linesOf } from '../text/corpus/lines.ts';
import { RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';
import { ranked, type Scored } from './ranking.ts';

/** Documents with scores, by query. */
export type Run = Map<string, Scored<string>[]>;

const decimal = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;

/**
 * Reads a run. Columns are separated by spaces or tabs; as in trec_eval, the second one, the ranks and the order of the lines have no meaning.
 *
 * @throws RetrogradError `bad-corpus` with file and line
 */
export function readRun(file: string, bytes: Uint8Array): Run {
  const run = new Map<string, Map<string, number>>();
  for (const { line, text } of linesOf(bytes, file)) {
    if (text.trim() === '') continue;
    const fields = text.trim().split(/\s+/);
    const [query, , document, , score] = fields as [string, string, string, string, string];
    if (fields.length !== 6 || !decimal.test(score) || !Number.isFinite(Number(score)))
      throw corpusError(
        file,
        line,
        sentence`expected six columns: query, Q0, document, rank, score, tag. Correct the line.`,
      );
    const documents = run.get(query) ?? new Map<string, number>();
    if (documents.has(document))
      throw corpusError(
        file,
        line,
        sentence`document "${document}" is in the ranking of query "${query}" already. Remove one of the lines.`,
      );
    run.set(query, documents.set(document, Number(score)));
  }
  if (run.size === 0) throw corpusError(file, undefined, sentence`there is no ranking. Choose another file.`);
  return new Map(
    Array.from(run, ([query, documents]) => [query, Array.from(documents, ([id, score]) => ({ id, score }))]),
  );
}

/**
 * The text of a run file, every query best first. Reading it gives the same rankings.
 *
 * @param tag the name of the run
 * @throws RetrogradError `bad-corpus` for an id with a space, which no run file can hold
 */
export function writeRun(run: ReadonlyMap<string, readonly Scored<string>[]>, tag: string): string {
  const lines: string[] = [];
  for (const [query, documents] of run) {
    const scores = new Map(documents.map(({ id, score }) => [id, score]));
    ranked(documents).forEach((id, i) => {
      lines.push(`${oneWord(query)} Q0 ${oneWord(id)} ${i + 1} ${scores.get(id)} ${tag}\n`);
    });
  }
  return lines.join('');
}

function oneWord(id: string): string {
  if (/^\S+$/.test(id)) return id;
  throw new RetrogradError(
    'bad-corpus',
    sentence`The id "${id}" has a space, which the columns of a run file cannot hold. Give it another id, or write no run file.`,
  );
}
