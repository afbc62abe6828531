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

const asciiPunctuation = /[!-/:-@[-`{-~]/g;

/**
 * True if the prediction equals an answer after normalisation, or matches an answer that is a pattern between slashes. As in the official
 * code, a pattern is matched from the beginning of the prediction, case is ignored, and `^` and `$` match at the ends of lines.
 */
export function exactMatch(prediction: string, answers: readonly string[]): boolean {
  const normalised = normaliseAnswer(prediction);
  return answers.some((answer) => {
    const source = patternSource(answer);
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
const wordPattern = new RegExp(`[${unspaced}]\\p{M}*|(?:(?![${unspaced}])[\\p{L}\\p{N}\\p{M}])+`, 'gu');
const articles: ReadonlySet<string> = new Set(['a', 'an', 'the']);

/** Words of a text without articles: runs of letters, digits and marks, as in the official `has_answer`. */
export function answerWords(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(wordPattern)) {
    const word = match[0].normalize('NFD').toLowerCase();
    if (!articles.has(word)) words.push({ word, start: match.index, end: match.index + match[0].length });
  }
  return words;
}

/** The beginning of a text up to `end`, without a word that goes beyond it. */
export function wholeWords(text: string, end: number): string {
  for (const { 0: word, index } of text.matchAll(wordPattern)) {
    if (index >= end) break;
    if (index + word.length > end) return text.slice(0, index);
  }
  return text.slice(0, end);
}

const isAsciiPunctuation = (text: string, at: number): boolean => /[!-/:-@[-`{-~]/.test(text[at]!);

/** Words between spaces, each normalised as an answer is ("U.S." → "us"). Words that become empty are left out. */
function spacedWords(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(/\S+/g)) {
    const word = normaliseAnswer(match[0]);
    if (word === '') continue;
    let start = match.index;
    let end = start + match[0].length;
    while (isAsciiPunctuation(text, start)) start++;
    while (isAsciiPunctuation(text, end - 1)) end--;
    words.push({ word, start, end });
  }
  return words;
}

/**
 * The range of the first of the answers that occurs in a text; null if none does. An answer must occur as whole words; case, the encoding of
 * accents, articles and punctuation do not matter. An answer that is a pattern between slashes is searched for as a pattern.
 */
export function answerRange(text: string, answers: readonly string[]): Range | null {
  return new AnswerQuery(answers).find(text);
}

/** Answers, prepared for a search in many texts. */
class AnswerQuery {
  private readonly answers: readonly (AnswerPattern | { words: Word[]; spaced: Word[] } | null)[];

  constructor(answers: readonly string[]) {
    this.answers = answers.map((answer) => {
      const source = patternSource(answer);
      return source === undefined ? { words: answerWords(answer), spaced: spacedWords(answer) } : compile(source);
    });
  }

  /** `answerRange` */
  find(text: string): Range | null {
    let words: Word[] | undefined;
    let spaced: Word[] | undefined;
    for (const answer of this.answers) {
      const found =
        answer === null || answer instanceof AnswerPattern
          ? answer?.find(text)
          : (findWords((words ??= answerWords(text)), answer.words) ??
            findWords((spaced ??= spacedWords(text)), answer.spaced));
      if (found) return found;
    }
    return null;
  }
}

function findWords(words: readonly Word[], needle: readonly Word[]): Range | null {
  if (needle.length === 0) return null;
  for (let i = 0; i + needle.length <= words.length; i++) {
    if (needle.every(({ word }, j) => words[i + j]!.word === word)) {
      return { start: words[i]!.start, end: words[i + needle.length - 1]!.end };
    }
  }
  return null;
}

/**
 * Finds which of many documents contain an answer. It indexes the documents by word, so that only documents with a word of the answer are
 * searched.
 */
export class AnswerFinder {
  private readonly postings = new Map<string, number[]>();

  constructor(private readonly texts: readonly string[]) {
    texts.forEach((text, i) => {
      for (const words of [answerWords(text), spacedWords(text)]) {
        for (const { word } of words) {
          const list = this.postings.get(word);
          if (!list) this.postings.set(word, [i]);
          else if (list[list.length - 1] !== i) list.push(i);
        }
      }
    });
  }

  /** Indices of the texts that contain an answer (`answerRange` is not null), ascending. */
  find(answers: readonly string[]): number[] {
    const found = new Set<number>();
    for (const answer of answers) {
      const query = new AnswerQuery([answer]);
      for (const i of this.candidates(answer)) if (!found.has(i) && query.find(this.texts[i]!)) found.add(i);
    }
    return [...found].sort((a, b) => a - b);
  }

  private candidates(answer: string): Iterable<number> {
    if (patternSource(answer) !== undefined) return this.texts.keys();
    const shortest = (words: Word[]): number[] => {
      const lists = words.map(({ word }) => this.postings.get(word) ?? []);
      return lists.reduce((a, b) => (b.length < a.length ? b : a), lists[0] ?? []);
    };
    return new Set([...shortest(answerWords(answer)), ...shortest(spacedWords(answer))]);
  }
}
