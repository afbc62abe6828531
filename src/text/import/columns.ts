/** Finds out what each column of a table, or each key of a JSON object, contains. */
import type { Columns, FoundColumns } from './types.ts';

/** Usual names in lower case, the most specific first. */
const usual: Record<keyof Columns, readonly string[]> = {
  text: ['text', 'contents', 'content', 'body', 'passage', 'context', 'abstract', 'article', 'document', 'paragraph'],
  title: ['title', 'name', 'heading', 'headline'],
  id: ['id', '_id', 'docid', 'doc_id', 'pid', 'passage_id'],
  subject: ['subject', 'topic'],
  question: ['question', 'query'],
  answers: ['answers', 'answer', 'short_answers'],
};

/** What a column can contain, in the order of the form. */
export const columnRoles = [
  'text',
  'title',
  'id',
  'subject',
  'question',
  'answers',
] as const satisfies (keyof Columns)[];

/** The columns with usual names; those that the caller chose have priority. */
export function guessColumns(names: readonly string[], chosen: Columns = {}): FoundColumns {
  const taken = new Set(Object.values(chosen));
  const guess = chosenColumns(chosen);
  for (const role of columnRoles) {
    if (chosen[role] !== undefined) continue;
    for (const candidate of usual[role]) {
      guess[role] ??= names.find((n) => n.trim().toLowerCase() === candidate && !taken.has(n));
    }
    if (guess[role] === undefined) delete guess[role];
  }
  return guess;
}

/** The columns that the caller chose, without those set to null. */
export function chosenColumns(chosen: Columns = {}): FoundColumns {
  return Object.fromEntries(Object.entries(chosen).filter(([, name]) => typeof name === 'string'));
}

/** The answers in one cell: a JSON list, several separated by bars, or a single one. */
export function answersOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => (typeof item === 'object' && item ? [] : [String(item)]));
  if (typeof value === 'number') return [String(value)];
  if (typeof value !== 'string') return [];
  if (/^\s*\[/.test(value)) {
    try {
      const list: unknown = JSON.parse(value);
      if (Array.isArray(list)) return answersOf(list);
    } catch {}
  }
  // A pattern between slashes may contain bars.
  return /^\s*\/.+\/\s*$/s.test(value) ? [value] : value.split('|');
}
