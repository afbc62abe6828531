/**
 * Reads questions without documents: NQ-open (lines {"question", "answer": [...]}; Lee et al. 2019), and questions in our own format. They are
 * imported together with documents, or added to a corpus of the library.
 */

import { sentence } from '../../util/sentence.ts';
import type { Corpus, Question } from '../corpus/corpus.ts';
import { checkPatterns } from '../corpus/format.ts';
import { corpusError, jsonLinesOf } from '../corpus/lines.ts';
import { UniqueNames } from '../corpus/slug.ts';
import { distinctAnswers, firstRecord } from './build.ts';
import { answersOf } from './columns.ts';
import type { Importer, ImportInput } from './types.ts';

/** A question as it is in a file; missing fields are empty. */
export type QuestionRecord = Omit<Question, 'id'> & { id?: string };

/**
 * Reads a record as a question.
 *
 * @throws RetrogradError `bad-corpus` if the question is no text
 */
export function questionRecord(
  value: Record<string, unknown>,
  file: string,
  line: number,
  keys: { question?: string; answers?: string } = {},
): QuestionRecord {
  const question = value[keys.question ?? 'question'];
  if (typeof question !== 'string') {
    throw corpusError(file, line, sentence`"question" must be a string. Expected {"question": "…", "answer": ["…"]}.`);
  }
  const { id, documents } = value;
  return {
    ...(typeof id === 'string' || typeof id === 'number' ? { id: String(id) } : {}),
    question,
    answers: answersOf(keys.answers === undefined ? (value.answers ?? value.answer) : value[keys.answers]),
    ...(Array.isArray(documents) ? { documents: documents.map(String) } : {}),
  };
}

/** Whether a record is a question without a text. */
export function isQuestion(record: Record<string, unknown> | undefined): boolean {
  return typeof record?.question === 'string' && ('answer' in record || 'answers' in record || 'documents' in record);
}

const texts = ['text', 'contents', 'content', 'body', 'passage', 'context', 'paragraphs'];

function onlyQuestions(input: ImportInput): boolean {
  if (input.files.size === 0) return false;
  return [...input.files.values()].every((bytes) => {
    const record = firstRecord(bytes);
    return isQuestion(record) && !texts.some((key) => key in record!);
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
  for (const { line, value } of jsonLinesOf(bytes, name)) {
    if (typeof value !== 'object' || value === null) {
      throw corpusError(name, line, sentence`the line is no object. Expected {"question": "…", "answer": ["…"]}.`);
    }
    const record = questionRecord(value as Record<string, unknown>, name, line);
    const unknown = record.documents?.find((id) => !documents.has(id));
    if (unknown !== undefined) {
      throw corpusError(
        name,
        line,
        sentence`the document "${unknown}" is not in the corpus "${corpus.manifest.title}". Correct the id or leave "documents" out.`,
      );
    }
    const question = record.question.trim();
    const answers = distinctAnswers(record.answers);
    checkPatterns(answers, name, line);
    const content = contentOf({ ...record, answers });
    if (question === '' || (answers.length === 0 && !record.documents?.length)) empty++;
    else if (known.has(content)) repeated++;
    else {
      known.add(content);
      questions.push({
        id: ids.take(record.id || `q${questions.length + 1}`),
        question,
        answers,
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
