/**
 * Reads questions without documents: NQ-open (lines {"question", "answer": [...]}; Lee et al. 2019), and questions in our own format. They are
 * imported together with documents, or added to a corpus of the library.
 */
import { sentence } from '../../util/sentence.ts';
import type { Corpus, Question } from '../corpus/corpus.ts';
import { corpusError } from '../corpus/corpus-error.ts';
import { checkPatterns } from '../corpus/format.ts';
import { patternSource } from '../corpus/pattern.ts';
import { UniqueNames } from '../corpus/slug.ts';
import { readAnswers } from './answers.ts';
import { distinctAnswers, type Place, type SourceQuestion } from './build.ts';
import { type Cells, guessColumns } from './columns.ts';
import { firstRecord, jsonRecordsOf } from './json-records.ts';
import { questionsOfTable } from './question-table.ts';
import type { FoundColumns, Importer, ImportInput } from './types.ts';

/**
 * Reads a record as a question. In NQ-open's form, with `answer`, an answer between slashes is a pattern; in our own form only with
 * `"patterns": true`.
 *
 * @throws RetrogradError `bad-corpus` if the question is no text, or its answers cannot be read
 */
export function questionRecord(
  value: Cells,
  file: string,
  line: number | undefined,
  keys: FoundColumns = guessColumns(Object.keys(value)),
): SourceQuestion {
  const question = value[keys.question ?? 'question'];
  if (typeof question !== 'string') {
    throw corpusError(file, line, sentence`"question" must be a string. Expected {"question": "…", "answer": ["…"]}.`);
  }
  const id = value[keys.questionId ?? 'id'];
  const { documents } = value;
  const answers = keys.answers === undefined ? [] : readAnswers(value[keys.answers], file, line, keys.answers);
  const patterns = keys.answers === 'answer' || value.patterns === true;
  return {
    ...(typeof id === 'string' || typeof id === 'number' ? { id: String(id) } : {}),
    question,
    answers,
    ...(patterns ? { patterns } : {}),
    ...(Array.isArray(documents) ? { documents: documents.map(String) } : {}),
  };
}

/** Whether a record is a question without a text. */
export function isQuestion(record: Record<string, unknown> | undefined): boolean {
  return typeof record?.question === 'string' && ('answer' in record || 'answers' in record || 'documents' in record);
}

function onlyQuestions(input: ImportInput): boolean {
  if (input.files.size === 0) return false;
  return [...input.files.values()].every((bytes) => {
    const record = firstRecord(bytes);
    return isQuestion(record) && guessColumns(Object.keys(record!)).text === undefined && !('paragraphs' in record!);
  });
}

export const nqImporter: Importer = {
  id: 'nq-open',
  label: 'NQ-open questions (JSON Lines), to be added to a corpus',
  recognises: onlyQuestions,
  read: (input) => {
    throw corpusError(
      input.name,
      undefined,
      sentence`questions but no documents. Import the documents first, then choose Add questions beside the corpus in Your corpora; or choose a folder or archive that holds both.`,
    );
  },
};

export interface AddedQuestions {
  corpus: Corpus;
  added: number;
  /** What was left out, in words, with counts. */
  skipped: Record<string, number>;
}

function* questionsOfJson(name: string, bytes: Uint8Array): Generator<{ place: Place; question: SourceQuestion }> {
  for (const { place, value } of jsonRecordsOf(bytes, name)) {
    const { file, line } = place;
    if (typeof value !== 'object' || value === null) {
      throw corpusError(file, line, sentence`the line is no object. Expected {"question": "…", "answer": ["…"]}.`);
    }
    yield { place, question: questionRecord(value as Cells, file, line) };
  }
}

/**
 * Adds the questions of a file to a corpus. Documents that a question names must be in the corpus; an id that is used already gets a number.
 * Questions without an answer or a document, and those that are there already, are skipped and counted. So a file that is added twice adds
 * nothing the second time.
 *
 * @throws RetrogradError `bad-corpus`; then the corpus is unchanged
 */
export function addQuestions(corpus: Corpus, name: string, bytes: Uint8Array): AddedQuestions {
  const documents = new Set(corpus.documents.map(({ id }) => id));
  const questions = [...corpus.questions];
  const known = new Set(questions.map(contentOf));
  const ids = new UniqueNames();
  for (const { id } of questions) ids.take(id);
  let repeated = 0;
  let empty = 0;
  const records = /\.(csv|tsv)$/i.test(name) ? questionsOfTable(name, bytes) : questionsOfJson(name, bytes);
  for (const { place, question: record } of records) {
    const { file, line } = place;
    if (record.patterns) checkPatterns(distinctAnswers(record.answers), file, line);
    const unknown = record.documents?.find((id) => !documents.has(id));
    if (unknown !== undefined) {
      throw corpusError(
        file,
        line,
        sentence`the document "${unknown}" is not in the corpus "${corpus.manifest.title}". Correct the id or leave "documents" out.`,
      );
    }
    const question = record.question.trim();
    const answers = distinctAnswers(record.answers);
    const content = contentOf({ ...record, answers });
    if (question === '' || (answers.length === 0 && !record.documents?.length)) empty++;
    else if (known.has(content)) repeated++;
    else {
      known.add(content);
      questions.push({
        id: ids.take(record.id || `q${questions.length + 1}`),
        question,
        answers,
        ...(record.patterns && answers.some((answer) => patternSource(answer)) ? { patterns: true } : {}),
        ...(record.documents?.length ? { documents: record.documents } : {}),
      });
    }
  }
  const added = questions.length - corpus.questions.length;
  if (added === 0 && repeated === 0) {
    throw corpusError(
      name,
      undefined,
      sentence`no questions with answers. Expected lines like {"question": "…", "answer": ["…"]}.`,
    );
  }
  return {
    corpus: { ...corpus, manifest: { ...corpus.manifest, questions: questions.length }, questions },
    added,
    skipped: {
      ...(empty > 0 ? { 'questions without an answer': empty } : {}),
      ...(repeated > 0 ? { 'questions that are there already': repeated } : {}),
    },
  };
}

/** Equal for two questions with the same text and the same answers, or the same documents if there are no answers. */
function contentOf({ question, answers, documents = [] }: Omit<Question, 'id'>): string {
  const accepted = distinctAnswers(answers).sort();
  return JSON.stringify([question.trim(), accepted, accepted.length > 0 ? [] : [...documents].sort()]);
}
