/** Whether a text is an answer (the official exact match of open-domain QA), or contains one. */
import { AnswerPattern, patternSource } from '../text/corpus/pattern.ts';
import type { Range } from '../text/tokenizer/tokens.ts';

/**
 * The official normalisation (SQuAD, DrQA, ORQA): NFD, lower case, no ASCII punctuation, no articles, single spaces.
 * Word boundaries are those of Unicode, as in the official Python code.
 */
export function normaliseAnswer(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replace(asciiPunctuation, '')
    .replace(/(?<![\p{L}\p{N}_])(a|an|the)(?![\p{L}\p{N}_])/gu, ' ')
    .trim()
    .replace(/\s+/g, ' ');
}

/**
 * SQuAD's F1 of a prediction: the harmonic mean of precision and recall of its words, repeated ones as often as they occur, after the official
 * normalisation; of several answers the best. 0 if they share no word.
 */
export function answerF1(prediction: string, answers: readonly string[]): number {
  const words = (text: string) => normaliseAnswer(text).split(' ').filter(Boolean);
  const predicted = words(prediction);
  const scores = answers.map((answer) => {
    const truth = words(answer);
    const left = [...truth];
    let shared = 0;
    for (const word of predicted) {
      const at = left.indexOf(word);
      if (at < 0) continue;
      left.splice(at, 1);
      shared++;
    }
    return shared === 0 ? 0 : (2 * shared) / (predicted.length + truth.length);
  });
  return Math.max(0, ...scores);
}

const asciiPunctuation = /[!-/:-@[-`{-~]/g;

/**
 * True if the prediction equals an answer after normalisation. With `patterns`, an answer between slashes is a regular expression: as in the
 * official code, it is matched from the beginning of the prediction, case is ignored, and `^` and `$` match at the ends of lines.
 */
export function exactMatch(prediction: string, answers: readonly string[], patterns = false): boolean {
  const normalised = normaliseAnswer(prediction);
  return answers.some((answer) => {
    const source = patterns ? patternSource(answer) : undefined;
    if (source === undefined) return normaliseAnswer(answer) === normalised;
    return compile(source)?.matchesStart(prediction) ?? false;
  });
}

/** Null for a pattern that cannot be used; it matches nothing, as in the official code. */
function compile(source: string): AnswerPattern | null {
  try {
    return AnswerPattern.compile(source);
  } catch {
    return null;
  }
}

/** A word of a text, normalised, with its range in the text. */
export interface Word extends Range {
  word: string;
}

// Scripts that do not put spaces between words: each character is a word.
const unspaced = '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}';
const alphanumeric = `[${unspaced}]\\p{M}*|(?:(?![${unspaced}])[\\p{L}\\p{N}\\p{M}])+`;
const wordPattern = new RegExp(alphanumeric, 'gu');
// C++ is not C, although DPR finds it there.
const tokenPattern = new RegExp(`(?:${alphanumeric})(?:[+#]+(?![\\p{L}\\p{N}\\p{M}]))?|[^\\p{Z}\\p{C}]`, 'gu');

/**
 * Words and marks of a text, as in DPR's `has_answer` (Karpukhin et al. 2020, `SimpleTokenizer`): a run of letters, digits and marks, or any other
 * character that is not a space, in NFD and lower case. Unlike there, a character of a script without spaces is a word, and + or # at the end of a
 * word belongs to it.
 */
export function answerWords(text: string): Word[] {
  return Array.from(text.matchAll(tokenPattern), ({ 0: found, index }) => ({
    word: found.normalize('NFD').toLowerCase(),
    start: index,
    end: index + found.length,
  }));
}

/** The beginning of a text up to `end`, without a word that goes beyond it. */
export function wholeWords(text: string, end: number): string {
  for (const { 0: word, index } of text.matchAll(wordPattern)) {
    if (index >= end) break;
    if (index + word.length > end) return text.slice(0, index);
  }
  return text.slice(0, end);
}

/**
 * The range of the first of the answers that occurs in a text; null if none does. An answer must occur with all its words and marks, side by side;
 * case, spaces and the encoding of accents do not matter. With `patterns`, an answer between slashes is searched for as a regular expression.
 */
export function answerRange(text: string, answers: readonly string[], patterns = false): Range | null {
  return new AnswerQuery(answers, patterns).find(text);
}

/** The ranges of all occurrences of answers in a text, as `answerRange` finds the first; answers that are patterns have none. */
export function answerRanges(text: string, answers: readonly string[]): Range[] {
  const words = answerWords(text);
  return answers.flatMap((answer) => {
    const needle = answerWords(answer);
    const found: Range[] = [];
    for (let first = 0; first < words.length; ) {
      const range = findWords(words, needle, first);
      if (!range) break;
      found.push(range);
      first = words.findIndex(({ start }) => start === range.start) + 1;
    }
    return found;
  });
}

/** Answers, prepared for a search in many texts. */
class AnswerQuery {
  /** Null for a pattern that cannot be used. */
  readonly answers: readonly (AnswerPattern | Word[] | null)[];

  constructor(answers: readonly string[], patterns: boolean) {
    this.answers = answers.map((answer) => {
      const source = patterns ? patternSource(answer) : undefined;
      return source === undefined ? answerWords(answer) : compile(source);
    });
  }

  /** `answerRange` */
  find(text: string): Range | null {
    let words: Word[] | undefined;
    for (const answer of this.answers) {
      const found = Array.isArray(answer) ? findWords((words ??= answerWords(text)), answer) : answer?.find(text);
      if (found) return found;
    }
    return null;
  }
}

function findWords(words: readonly Word[], needle: readonly Word[], first = 0): Range | null {
  if (needle.length === 0) return null;
  for (let i = first; i + needle.length <= words.length; i++) {
    if (needle.every(({ word }, j) => words[i + j]!.word === word)) {
      return { start: words[i]!.start, end: words[i + needle.length - 1]!.end };
    }
  }
  return null;
}

/** Finds which of many documents contain an answer. Documents are read once: they are kept as numbers of words, and indexed by word. */
export class AnswerFinder {
  private readonly numbers = new Map<string, number>();
  /** Numbers of the words of each text. */
  private readonly words: Uint32Array[];
  /** Indices of the texts that have a word, by its number. */
  private readonly postings: number[][] = [];

  constructor(private readonly texts: readonly string[]) {
    this.words = texts.map((text, i) => Uint32Array.from(answerWords(text), ({ word }) => this.post(word, i)));
  }

  /** Indices of the texts that contain an answer (`answerRange` is not null), ascending. */
  find(answers: readonly string[], patterns = false): number[] {
    const found = new Set<number>();
    for (const answer of new AnswerQuery(answers, patterns).answers) {
      if (Array.isArray(answer)) for (const i of this.holding(answer)) found.add(i);
      else if (answer)
        for (const [i, text] of this.texts.entries()) if (!found.has(i) && answer.find(text)) found.add(i);
    }
    return [...found].sort((a, b) => a - b);
  }

  private post(word: string, text: number): number {
    let number = this.numbers.get(word);
    if (number === undefined) {
      number = this.numbers.size;
      this.numbers.set(word, number);
      this.postings.push([]);
    }
    const list = this.postings[number]!;
    if (list.at(-1) !== text) list.push(text);
    return number;
  }

  private holding(needle: readonly Word[]): number[] {
    const numbers = needle.map(({ word }) => this.numbers.get(word) ?? -1);
    if (numbers.length === 0 || numbers.includes(-1)) return [];
    const rarest = numbers.map((number) => this.postings[number]!).reduce((a, b) => (b.length < a.length ? b : a));
    return rarest.filter((i) => holds(this.words[i]!, numbers));
  }
}

function holds(words: Uint32Array, needle: readonly number[]): boolean {
  for (let i = words.indexOf(needle[0]!); i >= 0; i = words.indexOf(needle[0]!, i + 1)) {
    if (needle.every((number, j) => words[i + j] === number)) return true;
  }
  return false;
}
