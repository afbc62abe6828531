/** Sentences of a text in any language. */

import type { Range } from '../tokenizer/tokens.ts';
import { withinLimit } from './sentence-limit.ts';
import { afterOrdinal, type SentenceWords, sentenceWords } from './sentence-words.ts';
import { spacedEnds } from './thai-sentences.ts';

const closers = '["\'”’）」』】〉》\\)\\]»›]*';
/** Marks of references after the end of a sentence: [1], [2, 3], [a], [note 4], with the page of the source; also raised digits. */
const references =
  '(?:\\s?\\[(?:\\d{1,3}(?:[,–-]\\s?\\d{1,3})*|\\p{Ll}|(?:note|nb|n) \\d{1,3}|citation needed)\\](?::\\d+)?|[¹²³⁰⁴-⁹])*';
const latinEnd = new RegExp(`[.!?…]+${closers}(${references})(?=\\s|(?<=\\])\\p{Lu})`, 'gu');
/** The marks of all other scripts, among them 。 । ؟ ۔ ። ။ ։ ་།; without the Burmese comma, and ．, which is a decimal point, too. */
const otherEnd = new RegExp(`(?:[^\\P{STerm}.!?၊．]+|[།༎]+)${closers}${references}`, 'gu');
const blankLine = /\n[^\S\n]*\n\s*/g;

const han = '[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}]';
/** Chinese text has no space after a punctuation mark, not even after a Latin one. */
const latinInChinese = new RegExp(
  `(?<=${han}["'”’）」』]{0,3})[.!?]+${closers}(?=${han})|(?:…+|[!?]+)["”’」』]+(?=${han})|\\n`,
  'gu',
);
/** A remark in brackets that is a sentence: the end of a chapter, laughter. */
const remark = /[（(]\p{Script=Han}{0,6}?(?:完|终|終|续|續|略|掌声|掌聲|笑声|笑聲|笑)[）)]/gu;
/** After a quotation: what continues its sentence, such as 他说。 or a comma. */
const afterQuotation =
  /^(?:[，、；：,;:）)的是也都与與和及或等とっ]|[^。！？，、；：,\n]{0,12}?(?:说|說|问|問|答|道|喊|叫|想|写道|寫道|表示|回应|回應|解释|解釋|补充|補充|感叹|感嘆|嘀咕|吩咐)(?:[了着著过過]|[：:，,。！？!?”」』]|$))/u;

/**
 * Sentences as ranges of the text, without the spaces around them. A full stop ends a sentence, unless it belongs to an abbreviation, an initial
 * or a number, or a lower-case word follows. The marks of other scripts and an empty line always end one, but not a quotation whose sentence goes
 * on. Thai and Lao have no marks; there a space between two clauses ends a sentence. A sentence of more than `longestSentence` words is cut.
 */
export function splitSentences(text: string, language: string): Range[] {
  const borders = new Set<number>();
  const words = sentenceWords(language);
  for (const match of text.matchAll(blankLine)) borders.add(match.index);
  for (const match of text.matchAll(otherEnd)) {
    const end = match.index + match[0].length;
    if (!continues(text, match[0], end)) borders.add(end);
  }
  for (const match of text.matchAll(latinEnd)) {
    if (endsSentence(text, match.index, match[0], words)) borders.add(match.index + match[0].length);
  }
  for (const end of spacedEnds(text)) borders.add(end);
  if (/^(?:zh|yue)\b/.test(language)) addChinese(text, borders);
  if (/^hy\b/.test(language)) for (const match of text.matchAll(/:(?=\s+\p{Lu})/gu)) borders.add(match.index + 1);
  if (/^el\b/.test(language))
    for (const match of text.matchAll(/[;\u037e]»?(?=\s)/gu)) borders.add(match.index + match[0].length);

  const ranges: Range[] = [];
  let start = 0;
  for (const end of [...borders, text.length].sort((a, b) => a - b)) {
    const range = trim(text, start, end);
    if (range.end > range.start)
      ranges.push(...withinLimit(text, range).map((part) => trim(text, part.start, part.end)));
    start = end;
  }
  return ranges;
}

function addChinese(text: string, borders: Set<number>): void {
  // "乔治.华盛顿": between characters a Latin full stop may be the dot inside a foreign name; it is a full stop in a text that has no other.
  const stops = !text.includes('。');
  for (const match of text.matchAll(latinInChinese)) {
    const end = match.index + match[0].length;
    if (match[0].startsWith('.') && !stops && !/[年月日了的]/u.test(text[match.index - 1]!)) continue;
    if (!continues(text, match[0], end)) borders.add(end);
  }
  for (const match of text.matchAll(remark)) {
    const end = match.index + match[0].length;
    if (match.index === 0 || borders.has(match.index) || text[match.index - 1] === '\n') borders.add(end);
  }
}

/** Whether the sentence goes on after a mark that stands inside a quotation or a title. */
function continues(text: string, mark: string, end: number): boolean {
  const quoted = /["”’」』》〉）)]$/u.test(mark);
  const after = text.slice(end, end + 24);
  return quoted ? afterQuotation.test(after) || /[》〉]$/u.test(mark) : /^[，、；,]/u.test(after);
}

/** Whether the mark at `at` (with the closing quotes, brackets and references after it) ends a sentence. */
function endsSentence(text: string, at: number, mark: string, words: SentenceWords): boolean {
  const next = /^\s*(?:[—–]\s*)?["'“‘„‚«‹([¿¡]*(\S+)/u.exec(text.slice(at + mark.length, at + mark.length + 60));
  if (!next) return true;
  const following = next[1]!;
  // A lower-case word continues the sentence: "Yahoo! was", "etc. and".
  if (/^\p{Ll}/u.test(following)) return false;
  if (!mark.startsWith('.') || mark.startsWith('..')) return true;
  // Not "Д. И. Менделеев", although и is an opener.
  const opens = !/^\p{Lu}\./u.test(following) && words.openers.has(following.toLowerCase().replace(/[^\p{L}].*$/u, ''));
  const line = text.slice(Math.max(0, at - 24), at);
  const number = /(?:^|[\s(„“"–-])(\d{1,3}|[IVX]{1,5})$/u.exec(line)?.[1];
  if (number && isOrdinal(number, following, opens, words)) return false;
  // The number of an item in a list.
  if (number && /(?:^|\n)[^\S\n]*\d{1,3}$/.test(at > 24 ? ` ${line}` : line)) return false;
  const before = /(?:^|[\s"'“‘„([«—–-])([\p{L}\p{M}.]*)$/u.exec(line)?.[1];
  if (!before) return true;
  const word = before.toLowerCase();
  // J. R. R. Tolkien; but "vitamin C. The": an opener follows, and there is no initial or name before.
  if (/^\p{Lu}$/u.test(before)) return opens && !/\p{Lu}\p{L}*\.?\s+$/u.test(text.slice(Math.max(0, at - 20), at - 1));
  if (/^(?:\p{Lu}\.)+\p{Lu}$|^(?:\p{Lo}\p{M}*\.)+\p{Lo}\p{M}*$/u.test(before)) return opens;
  // "z. B.", whatever the language is said to be.
  if (/^\p{Ll}$/u.test(before) && /^\p{L}\./u.test(following)) return false;
  if (!words.abbreviations.has(word)) return !isSingle(before, words) || opens;
  // Without capitals and openers, a letter after a number is a unit or an era: it may end a sentence.
  if (words.closing.has(word)) return opens || (/^\p{Lo}/u.test(before) && /\p{Nd}\s*\p{L}*$/u.test(line));
  // "no. 5", but "He said no. The": it is an abbreviation only before a number.
  if (word === 'no' || word === 'nos') return !/^\d/.test(following);
  if (ordinaryWords.has(word)) return /^\p{Lu}/u.test(before) ? false : !/^\d/.test(following);
  return false;
}

/** "3. Oktober", "Ludwig XIV. König von Frankreich". */
function isOrdinal(number: string, following: string, opens: boolean, { ordinals }: SentenceWords): boolean {
  if (afterOrdinal.test(following) && /^\d{1,2}$/.test(number)) return true;
  if (ordinals === 'none' || opens || /^\d{3}$/.test(number)) return false;
  return ordinals === 'before-nouns' ? /^\p{Lu}/u.test(following) : !/^\d/.test(number);
}

/** A letter alone is an abbreviation in most languages: "z. B.", "f. Kr.", "ד. בן". */
function isSingle(before: string, { ordinals, abbreviations }: SentenceWords): boolean {
  if (/^\p{Lo}$/u.test(before)) return !/\p{sc=Han}|\p{sc=Hangul}/u.test(before);
  return /^\p{Ll}$/u.test(before) && (ordinals !== 'none' || abbreviations.has(before));
}

/** Abbreviations that are ordinary words, too. In lower case, and without a number after them, they end the sentence. */
const ordinaryWords = new Set('b c d p mar sat sun wed fig ed sec gen est inst rep fr ave vol'.split(' '));

function trim(text: string, start: number, end: number): Range {
  while (start < end && /\s/.test(text[start]!)) start++;
  while (end > start && /\s/.test(text[end - 1]!)) end--;
  return { start, end };
}
