/**
 * Answers that are patterns: a regular expression between slashes, such as `/19\d\d/`. They come with a corpus, so they cannot be trusted.
 * JavaScript's engine backtracks: it may need minutes for `/(a+)+$/`. RE2 uses automata, which read each character of the text once (Cox 2007,
 * "Regular Expression Matching Can Be Simple And Fast").
 */
import { RE2JS, RE2JSSyntaxException } from 're2js';
import type { Range } from '../tokenizer/tokens.ts';

/** As in the official code of open-domain QA: case is ignored, and `^` and `$` match at the ends of lines. */
const flags = RE2JS.CASE_INSENSITIVE | RE2JS.MULTILINE | RE2JS.LOOKBEHINDS;

/** The time per character of text grows with the number of instructions: 1,000 need 10 µs at most. A plain character is one instruction. */
const maxInstructions = 1000;

/** The regular expression of an answer between slashes; undefined for a plain answer. */
export function patternSource(answer: string): string | undefined {
  return answer.length > 2 && answer.startsWith('/') && answer.endsWith('/') ? answer.slice(1, -1) : undefined;
}

/**
 * A compiled pattern in RE2's syntax; JavaScript's `\u` escapes and named groups are accepted too. `\d`, `\w`, `\s` and `\b` are those of ASCII.
 * The time of a search is proportional to the length of the text.
 */
export class AnswerPattern {
  private constructor(private readonly expression: RE2JS) {}

  /** @throws Error with the reason if the source is no regular expression, is too large, or uses lookahead or a back-reference */
  static compile(source: string): AnswerPattern {
    const expression = compiled(source);
    if (expression.programSize() > maxInstructions) throw new Error(tooLarge);
    return new AnswerPattern(expression);
  }

  /** The first match in a text, in UTF-16 units. Null if there is none, or if it is empty. */
  find(text: string): Range | null {
    const match = this.expression.exec(text);
    if (!match?.[0]) return null;
    const start = (match as RegExpExecArray).index;
    return { start, end: start + match[0].length };
  }

  /** Whether the pattern matches from the beginning of a text; it need not reach the end. */
  matchesStart(text: string): boolean {
    return this.expression.matcher(text).lookingAt();
  }
}

const tooLarge = `it is too large: it compiles to more than ${maxInstructions} instructions`;

function compiled(source: string): RE2JS {
  try {
    return RE2JS.compile(RE2JS.translateRegExp(source), flags);
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    if (error.error === 'expression too large') throw new Error(tooLarge, { cause: error });
    const place = error.input && !error.input.startsWith('(?m)(?i)') ? `: ${error.input}` : '';
    throw new Error(`${error.error}${place}`, { cause: error });
  }
}
