/** `npm run corpus`: what an import makes of a file or a folder, without training. */
import type { Corpus } from '../src/text/corpus/corpus.ts';
import { type Advice, adviseOn } from '../src/text/import/advice.ts';
import { importers } from '../src/text/import/import.ts';
import { type CorpusSummary, summaryOf } from '../src/text/import/summary.ts';
import { count, whole } from '../src/ui/i18n/en/numbers.ts';
import { imports } from '../src/ui/imports/words/en.ts';
import { RetrogradError } from '../src/util/errors.ts';
import { parseArgument } from './arguments.ts';
import { importPath } from './corpus-path.ts';
import { skippedLines } from './lines.ts';
import { checkOutputFile, writeWhole } from './output.ts';

const usage = `npm run corpus -- PATH [options]
  PATH                a file, a zip or a folder
  --format NAME       ${importers.map(({ id }) => id).join(', ')}; recognised by content if it is left out
  --json FILE         write all documents and questions to FILE, with everything that is printed
  --help              this text`;

/** What `--json` writes. */
export interface CorpusReport extends CorpusSummary {
  format: string;
  language: string;
  documents: { id: string; title: string; text: string }[];
  /** `documents`: those that hold the answer; absent where every document that contains an answer counts. */
  questions: { id: string; question: string; answers: string[]; documents?: string[]; grades?: number[] }[];
  /** What was left out or put right, in words, with counts. */
  skipped: Record<string, number>;
  advice: Advice[];
}

/** Exit status: 0 done, 2 bad options or input. */
export async function main(args: string[]): Promise<number> {
  try {
    const { argument: path, format, json, help } = parseArgument(args, options, 'PATH');
    if (help) {
      console.log(usage);
      return 0;
    }
    if (path === undefined) throw new RetrogradError('bad-option', 'PATH is missing: name a file, a zip or a folder.');
    if (json !== undefined) checkOutputFile('--json', json);
    const { corpus, skipped, format: read } = importPath(path, { format });
    const report = reportOf(corpus, skipped, read);
    if (json !== undefined) writeWhole(json, `${JSON.stringify(report, null, 2)}\n`);
    console.log(linesOf(report).join('\n'));
    return 0;
  } catch (error) {
    if (!(error instanceof RetrogradError)) throw error;
    console.error(`${error.code}: ${error.message}`);
    return error.code === 'storage-full' ? 1 : 2;
  }
}

const options = {
  format: { type: 'string' },
  json: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

function reportOf(corpus: Corpus, skipped: Record<string, number>, format: string): CorpusReport {
  return {
    format,
    language: corpus.manifest.language,
    ...summaryOf(corpus),
    documents: corpus.documents.map(({ id, title, text }) => ({ id, title, text })),
    questions: corpus.questions,
    skipped,
    advice: adviseOn(corpus),
  };
}

function linesOf({ documents, questions, skipped, advice, ...report }: CorpusReport): string[] {
  const { names, dates, numbers } = report;
  const withAnswers = questions.filter(({ answers }) => answers.length > 0).length;
  return [
    `${importers.find(({ id }) => id === report.format)?.label ?? report.format}, language ${report.language}`,
    `${count(documents.length, 'document', 'documents')}; ${count(report.passages, 'passage', 'passages')}, the longest of ${count(report.longestPassage, 'word', 'words')}`,
    `${count(questions.length, 'question', 'questions')}, ${whole(withAnswers)} with answers`,
    `${count(names, 'name', 'names')}, ${count(dates, 'date', 'dates')} and ${count(numbers, 'number', 'numbers')} to mask`,
    ...skippedLines(skipped).map((line) => `left out or put right: ${line}`),
    ...advice.map((one) => `advice: ${imports.advise(one)}`),
    ...shown(documents[0]),
  ];
}

/** The beginning of the first document, by which a wrong reading is seen at once. */
function shown(document: CorpusReport['documents'][0] | undefined): string[] {
  if (!document) return [];
  const text = document.text.replace(/\s+/g, ' ');
  return [
    `first document (${document.id}): ${document.title || imports.untitled}: ${text.slice(0, 200)}${text.length > 200 ? '…' : ''}`,
  ];
}
