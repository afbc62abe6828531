/** Questions with answers in a CSV or TSV file, such as those of DPR: a question, a tab, and a printed list, without a header. */
import { sentence } from '../../util/sentence.ts';
import { corpusError } from '../corpus/corpus-error.ts';
import { readAnswers } from './answers.ts';
import type { Place, SourceQuestion } from './build.ts';
import { guessColumns } from './columns.ts';
import { tableRecords } from './csv.ts';

/**
 * The questions of a table. The answers of CuratedTREC, which is recognised by the file's name, are regular expressions, as DPR has them.
 *
 * @throws RetrogradError `bad-corpus`
 */
export function* questionsOfTable(
  name: string,
  bytes: Uint8Array,
): Generator<{ place: Place; question: SourceQuestion }> {
  const patterns = /trec/i.test(name);
  // Lists between the columns have more commas than there are tabs.
  const end = bytes.indexOf(10);
  const delimiter = bytes.subarray(0, end < 0 ? undefined : end).includes(9) ? '\t' : undefined;
  let columns: { id: number; question: number; answers: number } | undefined;
  for (const { line, fields } of tableRecords(bytes, name, delimiter)) {
    if (!columns) {
      const { question, questionId, answers } = guessColumns(fields);
      const at = (column: string | undefined) => (column === undefined ? -1 : fields.indexOf(column));
      columns =
        question === undefined
          ? { id: -1, question: 0, answers: 1 }
          : { id: at(questionId), question: at(question), answers: at(answers) };
      if (question !== undefined && answers !== undefined) continue;
    }
    const question = fields[columns.question];
    const written = fields[columns.answers];
    if (question === undefined || written === undefined) {
      throw corpusError(
        name,
        line,
        sentence`expected a question and its answers, in two columns or below the header question, answers.`,
      );
    }
    const answers = readAnswers(written, name, line, 'answers').map((answer) => (patterns ? `/${answer}/` : answer));
    const id = fields[columns.id];
    yield {
      place: { file: name, line },
      question: { ...(id ? { id } : {}), question, answers, ...(patterns ? { patterns } : {}) },
    };
  }
}
