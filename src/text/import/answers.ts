/** Answers as people write them: a text, a list, an object, or any of them printed into a cell. */
import { sentence } from '../../util/sentence.ts';
import { corpusError } from '../corpus/corpus-error.ts';
import { printedValue } from './printed.ts';

/** Where the answers of an object stand: SQuAD, Hugging Face, TriviaQA, DROP. */
const answerKeys = ['text', 'value', 'answer', 'answers', 'aliases', 'spans'];

/**
 * The answers of one value: a list or an object of SQuAD's form, also as JSON, Python or NumPy print it; several texts separated by bars; or a
 * single one, if it stands in `context` as it is.
 *
 * @returns null if it cannot be read, such as a list that was cut when it was printed
 */
export function answersOf(value: unknown, context = ''): string[] | null {
  if (value === undefined || value === null) return [];
  if (typeof value === 'object') return structuredAnswers(value);
  const text = String(value).trim();
  if (text === '') return [];
  if (context.includes(text)) return [text];
  if (/^(\[\s*(['"\]{]|$)|\(\s*['"]|\{\s*(['"}]|$)|array\()/.test(text)) {
    const printed = text.includes('...') && /[\s[,]\.\.\.[\s,\]]/.test(text) ? undefined : jsonOrPrinted(text);
    return typeof printed === 'object' && printed !== null ? structuredAnswers(printed) : null;
  }
  // JSON's own list of numbers or of nothing.
  const list = text.startsWith('[') ? jsonOrPrinted(text) : undefined;
  if (Array.isArray(list)) return structuredAnswers(list);
  // A pattern between slashes may contain bars.
  return /^\/.+\/$/s.test(text) ? [text] : text.split('|');
}

/**
 * The answers of one value.
 *
 * @throws RetrogradError `bad-corpus` if it cannot be read
 */
export function readAnswers(
  value: unknown,
  file: string,
  line: number | undefined,
  key: string,
  context?: string,
): string[] {
  const answers = answersOf(value, context);
  if (answers) return answers;
  const kind = typeof value === 'string' ? value.slice(0, 80) : Array.isArray(value) ? 'a list' : 'an object';
  throw corpusError(
    file,
    line,
    sentence`the answers in "${key}" cannot be read (${kind}). Expected a text, a list such as ["Warsaw"], or {"text": ["Warsaw"]}.`,
  );
}

const deepest = 20;

function structuredAnswers(value: object, depth = 0): string[] | null {
  if (depth > deepest) return null;
  if (!Array.isArray(value)) {
    const found = Object.entries(value).filter(([key]) => answerKeys.includes(key));
    if (found.length === 0) return Object.keys(value).length === 0 ? [] : null;
    return structuredAnswers(
      found.map(([, item]) => item),
      depth,
    );
  }
  const answers: string[] = [];
  for (const item of value) {
    if (item === null || item === undefined) continue;
    const found = typeof item === 'object' ? structuredAnswers(item, depth + 1) : [String(item)];
    if (!found) return null;
    for (const answer of found) answers.push(answer);
  }
  return answers;
}

function jsonOrPrinted(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return printedValue(text);
  }
}
