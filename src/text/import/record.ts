/** What a row of a table and a line of JSON Lines have in common: a record becomes a document, and a question about it if it has one. */
import { sentence } from '../../util/sentence.ts';
import { corpusError } from '../corpus/corpus-error.ts';
import { slugOf } from '../corpus/slug.ts';
import { readAnswers } from './answers.ts';
import type { CorpusBuilder, Place } from './build.ts';
import type { Cells } from './columns.ts';
import type { Columns, FoundColumns } from './types.ts';

/**
 * Adds the document of a record and its question. In a record with a question, the title may be written as in the address of a page
 * (`New_York`). If the only id is that of the question, the document gets one from its title, as for SQuAD.
 *
 * @throws RetrogradError `bad-corpus`: a value that is no text, answers that cannot be read, one id for two documents
 */
export function addRecord(place: Place, record: Cells, columns: FoundColumns, builder: CorpusBuilder): void {
  const { file, line } = place;
  const string = (role: keyof Columns, numbers = false): string => {
    const key = columns[role];
    const found = key === undefined ? undefined : record[key];
    if (found === undefined || found === null) return '';
    if (typeof found === 'string') return found.trim();
    if (numbers && typeof found === 'number') return String(found);
    throw corpusError(
      file,
      line,
      sentence`"${key!}" must be a string. Choose another key for the ${role}, or correct the line.`,
    );
  };
  const question = string('question');
  const text = string('text');
  const title = string('title', true);
  const isPerQuestion = columns.questionId !== undefined && columns.id === undefined;
  const plainTitle = question !== '' && /^\S*_\S*$/.test(title) ? title.replaceAll('_', ' ').trim() : title;
  const document = builder.document(place, {
    id: string('id', true) || undefined,
    ...(isPerQuestion && title !== '' ? { stem: slugOf(plainTitle) || 'article' } : {}),
    title: plainTitle,
    text,
    subject: string('subject', true) || undefined,
  });
  if (question === '') return;
  const { answers: key } = columns;
  const answers = key === undefined ? [] : readAnswers(record[key], file, line, key, text);
  if (document === undefined) builder.skip('questions about documents without text');
  else if (/^true$/i.test(String(record.is_impossible))) builder.skip('questions marked as impossible');
  else if (key !== undefined && answers.every((answer) => answer.trim() === '')) {
    builder.skip('questions without an answer');
  } else builder.question({ id: string('questionId', true) || undefined, question, answers, documents: [document] });
}
