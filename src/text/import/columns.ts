/** Finds out what each column of a table, or each key of a JSON object, contains: by its name, and by what a sample of the records holds there. */
import { answersOf } from './answers.ts';
import type { Columns, FoundColumns } from './types.ts';

/** What a column can contain, in the order of the form. */
export const columnRoles = [
  'text',
  'title',
  'id',
  'subject',
  'question',
  'questionId',
  'answers',
] as const satisfies (keyof Columns)[];

export type Cells = Readonly<Record<string, unknown>>;

/** Records whose values decide. */
export const sampleSize = 1000;

/** Usual names as `plainName` writes them, the most specific first. */
const usual: Record<keyof Columns, readonly string[]> = {
  text: [
    ...['context', 'text', 'contents', 'content', 'body', 'passage', 'passage_text', 'paragraph', 'abstract'],
    ...['article', 'document', 'document_text', 'doc'],
  ],
  title: ['title', 'name', 'heading', 'headline', 'article_title', 'document_title', 'page_title', 'titles'],
  // The id of a passage before that of the document which it is from.
  id: [
    ...['id', '_id', 'pid', 'passage_id', 'paragraph_id', 'context_id', 'docid', 'doc_id', 'docno', 'document_id'],
    ...['corpus_id', 'text_id'],
  ],
  subject: ['subject', 'topic'],
  question: ['question', 'query', 'question_text', 'questions'],
  questionId: ['qid', 'question_id', 'query_id', 'questionid', 'queryid', 'id', '_id'],
  answers: [
    ...['answers', 'answer', 'short_answers', 'answers_text', 'answer_text', 'gold_answers', 'gold_answer', 'text'],
    ...['positive_answer', 'correct_answer', 'target', 'label'],
  ],
};

/** "Answer Text", "answers.text" and "answer-text" are the same name. */
const plainName = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/(?<=\w)[\s./-]+/g, '_');

/**
 * The columns with usual names that hold what their names say; those that the caller chose have priority.
 *
 * @param sample some of the records, by the names of the columns; without any, the names alone decide
 */
export function guessColumns(
  names: readonly string[],
  chosen: Columns = {},
  sample: readonly Cells[] = [],
): FoundColumns {
  const taken = new Set(Object.values(chosen));
  const guess = chosenColumns(chosen);
  const candidates = (role: keyof Columns): string[] =>
    usual[role].flatMap((usualName) => names.find((n) => plainName(n) === usualName && !taken.has(n)) ?? []);
  const choose = (role: keyof Columns, find: (candidates: string[]) => string | undefined): void => {
    if (chosen[role] !== undefined) return;
    const found = find(candidates(role));
    if (found !== undefined) guess[role] = found;
  };
  choose('question', (found) => found.find((name) => holdsText(sample, name)) ?? found[0]);
  choose('text', (found) => textColumn(found, sample));
  choose('title', ([first]) => first);
  choose('subject', ([first]) => first);
  const { text, question } = guess;
  if (question !== undefined) {
    choose('answers', (found) => answersColumn(found, sample, text));
    choose('questionId', (found) => found.find((name) => !hasConflict(sample, name, question)));
  } else {
    choose('answers', (found) => found.find((name) => name !== text && plainName(name).includes('answer')));
  }
  choose('id', (found) => {
    if (text === undefined) return found[0];
    const ofTexts = found.filter((name) => !hasConflict(sample, name, text));
    // An id of questions is another one where a text is repeated.
    const ofDocuments = question === undefined ? ofTexts : ofTexts.filter((name) => !hasConflict(sample, text, name));
    return ofDocuments[0] ?? (question === undefined ? (ofTexts[0] ?? found[0]) : undefined);
  });
  return guess;
}

/** The columns that the caller chose, without those set to null. */
export function chosenColumns(chosen: Columns = {}): FoundColumns {
  return Object.fromEntries(Object.entries(chosen).filter(([, name]) => typeof name === 'string'));
}

const textIn = (record: Cells, name: string): string => {
  const value = record[name];
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
};

const isEmpty = (value: unknown) => value === undefined || value === null || value === '';

/** Whether a column holds texts rather than numbers or objects; true if nothing is known about it. */
function holdsText(sample: readonly Cells[], name: string): boolean {
  const values = sample.map((record) => record[name]).filter((value) => !isEmpty(value));
  const texts = values.filter((value) => typeof value === 'string' && !/^[\d.,-]*$/.test(value));
  return values.length === 0 || texts.length > values.length / 2;
}

function meanLength(sample: readonly Cells[], name: string): number {
  const lengths = sample.map((record) => textIn(record, name).length).filter((length) => length > 0);
  return lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
}

/** Columns whose texts are shorter on average, in UTF-16 units, may be labels or answers. */
const shortText = 60;

/** The first candidate that holds texts, unless its texts are short and those of another candidate are much longer. */
function textColumn(candidates: readonly string[], sample: readonly Cells[]): string | undefined {
  const texts = candidates.filter((name) => holdsText(sample, name));
  const [first] = texts;
  if (first === undefined) return candidates[0];
  const lengthOf = new Map(texts.map((name) => [name, meanLength(sample, name)]));
  const length = lengthOf.get(first)!;
  if (length >= shortText) return first;
  return texts.find((name) => lengthOf.get(name)! > 4 * length) ?? first;
}

/** Of the candidates that can be read as answers, the one whose answers stand most often in the text; the first of equals. */
function answersColumn(candidates: string[], sample: readonly Cells[], text: string | undefined): string | undefined {
  const [first] = candidates;
  let best = first !== undefined && isNamedAnswer(first) && first !== text ? { name: first, share: -1 } : undefined;
  for (const name of candidates) {
    if (name === text) continue;
    let filled = 0;
    let inText = 0;
    for (const record of sample) {
      const answers = answersOf(record[name], text === undefined ? '' : textIn(record, text));
      if (!answers || answers.length === 0) continue;
      filled++;
      const context = text === undefined ? '' : textIn(record, text).toLowerCase();
      if (answers.some((answer) => context.includes(answer.trim().toLowerCase()))) inText++;
    }
    if (filled === 0) continue;
    const share = inText / filled;
    // A name such as `text` or `label` says too little.
    if (!isNamedAnswer(name) && share <= 0.5) continue;
    if (!best || share > best.share) best = { name, share };
  }
  return best?.name;
}

const isNamedAnswer = (name: string) => plainName(name).includes('answer');

/** Whether two records have the same value in one column and different ones in the other. */
function hasConflict(sample: readonly Cells[], same: string, other: string): boolean {
  const seen = new Map<string, string>();
  for (const record of sample) {
    const key = textIn(record, same);
    const value = textIn(record, other);
    if (key === '' || value === '') continue;
    const known = seen.get(key);
    if (known !== undefined && known !== value) return true;
    seen.set(key, value);
  }
  return false;
}
