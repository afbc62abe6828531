/**
 * Reads text and records from the bytes of a user's file, line by line: whether there is one line of 50 MB or a million short ones, only one
 * line of extra memory is needed. Every error names file and line.
 */

import { type Sentence, type SentenceValue, sentence } from '../../util/sentence.ts';
import type { z } from '../../util/zod.ts';
import { corpusError } from './corpus-error.ts';

/** Lines count from 1. */
export interface Line {
  line: number;
  text: string;
}

const lineFeed = 10;
const carriageReturn = 13;

/**
 * Lines of UTF-8 bytes (or of a string) without their ends (LF, CRLF, CR CRLF, or CR alone) and without a byte order mark.
 *
 * @throws RetrogradError `bad-corpus` at the first line that is not UTF-8
 */
export function* linesOf(content: Uint8Array | string, file: string): Generator<Line> {
  const bytes = typeof content === 'string' ? undefined : content;
  if (bytes) refuseOtherEncodings(bytes, file);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const { length } = content;
  const find = (code: number, from: number): number => {
    const found = bytes ? bytes.indexOf(code, from) : (content as string).indexOf(String.fromCharCode(code), from);
    return found < 0 ? length : found;
  };
  const codeAt = (at: number) => (bytes ? bytes[at] : (content as string).charCodeAt(at));
  let feed = -1;
  let carriage = -1;
  let line = 1;
  for (let start = typeof content === 'string' && content.startsWith('\uFEFF') ? 1 : 0; start < length; line++) {
    if (feed < start) feed = find(lineFeed, start);
    if (carriage < start) carriage = find(carriageReturn, start);
    const end = Math.min(feed, carriage);
    let text: string;
    try {
      text = bytes ? decoder.decode(bytes.subarray(start, end)) : (content as string).slice(start, end);
    } catch (error) {
      throw corpusError(file, line, sentence`this line is not UTF-8. Save the file with the encoding UTF-8.`, error);
    }
    yield { line, text };
    // A file that was converted to CRLF twice has CR CRLF.
    const second = end === carriage && codeAt(end + 1) === carriageReturn && codeAt(end + 2) === lineFeed;
    start = end + (second ? 3 : end === carriage && codeAt(end + 1) === lineFeed ? 2 : 1);
  }
}

/**
 * A whole file as text.
 *
 * @throws RetrogradError `bad-corpus` if it is not UTF-8; the message names the line
 */
export function textOf(content: Uint8Array | string, file: string): string {
  if (typeof content === 'string') return content.replace(/^\uFEFF/, '');
  refuseOtherEncodings(content, file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    for (const _ of linesOf(content, file));
    throw corpusError(file, undefined, sentence`the file is not UTF-8. Save it with the encoding UTF-8.`);
  }
}

function refuseOtherEncodings(bytes: Uint8Array, file: string): void {
  const [a, b] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) || isUnmarkedUtf16(bytes)) {
    throw corpusError(file, undefined, sentence`the file is UTF-16. Save it with the encoding UTF-8.`);
  }
}

/**
 * Whether the beginning of a file looks like UTF-16 without a byte order mark: spaces, line ends and Latin letters have a zero byte there, always
 * before or always after the other byte, and letters of many scripts have another small byte. Hardly any UTF-8 text has zero bytes; one that has
 * some must also be invalid, or consist of control characters in large part.
 */
function isUnmarkedUtf16(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 4096);
  const zeros = [0, 0];
  for (let at = head.indexOf(0); at >= 0; at = head.indexOf(0, at + 1)) zeros[at % 2]!++;
  const [even, odd] = zeros as [number, number];
  if (even + odd === 0 || Math.min(even, odd) > 0.1 * Math.max(even, odd)) return false;
  if (head.filter((byte) => byte < 0x10 && byte !== lineFeed).length > 0.2 * head.length) return true;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return false;
  } catch {
    return true;
  }
}

/**
 * `JSON.parse`, but a whole number beyond 2^53, which would be rounded, becomes a string of its digits: such numbers are ids.
 *
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  if (/\d{16}/.test(text)) {
    try {
      return JSON.parse(withLargeNumbersQuoted(text));
    } catch {
      // The message below names the place in the text as it is.
    }
  }
  return JSON.parse(text);
}

function withLargeNumbersQuoted(text: string): string {
  let quoted = '';
  for (let at = 0; at < text.length; ) {
    const open = text.indexOf('"', at);
    const end = open < 0 ? text.length : open;
    quoted += text.slice(at, end).replace(largeNumber, (n) => (Number.isSafeInteger(Number(n)) ? n : `"${n}"`));
    at = open < 0 ? end : endOfString(text, open);
    quoted += text.slice(end, at);
  }
  return quoted;
}

// Not within a fraction, and not an exponent.
const largeNumber = /(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;

/** Behind the quotation mark that closes the string which opens at `open`. */
function endOfString(text: string, open: number): number {
  for (let close = text.indexOf('"', open + 1); close >= 0; close = text.indexOf('"', close + 1)) {
    let backslashes = 0;
    while (text[close - 1 - backslashes] === '\\') backslashes++;
    if (backslashes % 2 === 0) return close + 1;
  }
  return text.length;
}

export interface JsonLine {
  line: number;
  value: unknown;
}

/**
 * The values of a JSON Lines file; blank lines are skipped.
 *
 * @throws RetrogradError `bad-corpus` at the first line that is not JSON
 */
export function* jsonLinesOf(content: Uint8Array | string, file: string): Generator<JsonLine> {
  for (const { line, text } of linesOf(content, file)) {
    if (text.trim() === '') continue;
    let value: unknown;
    try {
      value = parseJson(text);
    } catch (error) {
      throw corpusError(
        file,
        line,
        sentence`not JSON (${(error as Error).message}). A JSON Lines file has one whole {…} object on every line.`,
        error,
      );
    }
    yield { line, value };
  }
}

/**
 * The value of a JSON file.
 *
 * @throws RetrogradError `bad-corpus` if it is empty or not JSON; the message names the line
 */
export function jsonOf(content: Uint8Array | string, file: string): unknown {
  const text = textOf(content, file);
  if (text.trim() === '') throw corpusError(file, undefined, sentence`the file is empty.`);
  try {
    return parseJson(text);
  } catch (error) {
    const message = (error as Error).message;
    const position = faultIn(text, message);
    const line = position === undefined ? undefined : text.slice(0, position).split('\n').length;
    throw corpusError(file, line, sentence`not JSON (${message}). Correct it there, or export the file again.`, error);
  }
}

/** Where JSON.parse failed, if its message tells: by position, at the end, or by an excerpt that occurs only once in the text. */
function faultIn(text: string, message: string): number | undefined {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return Number(position);
  if (/end of (JSON )?input|unterminated/i.test(message)) return text.trimEnd().length;
  const [, cut, excerpt = ''] = /, (\.\.\.)?"(.*?)"(?:\.\.\.)? is not valid JSON/s.exec(message) ?? [];
  const token = /^Unexpected token '(.+?)'/s.exec(message)?.[1];
  const at = excerpt === '' ? -1 : text.indexOf(excerpt);
  if (!token || at < 0 || text.indexOf(excerpt, at + 1) >= 0) return undefined;
  // V8 shows ten characters before the fault.
  return at + (cut ? 10 : Math.max(0, excerpt.indexOf(token)));
}

/**
 * Returns `value` with the schema's type.
 *
 * @param example a valid value, shown in the message
 * @throws RetrogradError `bad-corpus`: the message names the field and says what it must be
 */
export function checked<T>(
  schema: z.ZodMiniType<T>,
  value: unknown,
  file: string,
  line: number | undefined,
  example: string,
): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  throw corpusError(file, line, sentence`${describeIssue(issue, value)} Expected ${example}.`);
}

function describeIssue(issue: z.core.$ZodIssue, value: unknown): Sentence {
  const path = issue.path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  const name = path ? `"${path.replace(/^\./, '')}"` : sentence`the value`;
  const found = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], value);
  if (found === undefined) return sentence`${name} is missing.`;
  if (issue.code === 'invalid_type')
    return sentence`${name} must be ${kindWords(issue.expected)}, not ${kindOf(found)}.`;
  if (issue.code === 'too_small') {
    return found === '' || Array.isArray(found) ? sentence`${name} is empty.` : sentence`${name} is too small.`;
  }
  if (issue.code === 'invalid_value') return sentence`${name} must be one of ${issue.values.map(String).join(', ')}.`;
  return issue.code === 'custom' && issue.message
    ? sentence`${name} is not right: ${issue.message}.`
    : sentence`${name} is not right.`;
}

const kindOf = (value: unknown): SentenceValue =>
  value === null ? 'null' : kindWords(Array.isArray(value) ? 'array' : typeof value);

/** A kind of JSON value in words; the name of the kind where there are none. */
function kindWords(kind: string): SentenceValue {
  const words: Readonly<Record<string, Sentence>> = {
    int: sentence`a whole number`,
    array: sentence`a list`,
    string: sentence`a string`,
    number: sentence`a number`,
    boolean: sentence`a boolean`,
    object: sentence`an object`,
    record: sentence`an object`,
  };
  return words[kind] ?? kind;
}
