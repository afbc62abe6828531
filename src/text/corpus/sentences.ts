/** Sentences of a text, and blocks of sentences. */

import type { Range } from '../tokenizer/tokens.ts';

/** Abbreviations whose full stop does not end a sentence, unless the following word shows that it does. */
const abbreviations = new Set(
  (
    'mr mrs ms dr prof rev fr sr jr st mt ft gen col lt maj capt cmdr sgt gov sen rep pres hon messrs ' +
    'etc vs no nos vol vols fig figs eq eqs ch sec pp p ed eds trans cf ca c al viz ibid approx est dept univ inst assn bros co corp inc ltd ' +
    'jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun ' +
    'b d fl r e.g i.e a.m p.m u.s u.k u.n a.d b.c b.c.e c.e d.c ph.d m.a b.a m.d'
  ).split(' '),
);

/** These abbreviations often end a sentence, too. They do so if the following word is one that opens sentences. */
const closing = new Set(
  'etc co corp inc ltd bros jr sr a.m p.m u.s u.k u.n a.d b.c b.c.e c.e d.c ph.d m.a b.a m.d al'.split(' '),
);

/** Words that open sentences: capitalised, they are hardly ever part of a name. */
const openers = new Set(
  (
    'a an the this that these those he she it they we i you his her its their our my your in on at by for from to with without of as after before ' +
    'during when while where since until although though because if but and or so yet however then there here both most many some all each every no ' +
    'not one two three its what who which why how once later today now only such under over between among through despite unlike like near'
  ).split(' '),
);

const latinEnd = /[.!?…]+["'”’)\]»]*(?=\s)/gu;
const wideEnd = /[。！？｡]+["'”’）」』】〉》)\]]*/gu;
const blankLine = /\n[^\S\n]*\n\s*/g;

/**
 * Sentences as ranges of the text, without the spaces around them. A full stop ends a sentence, unless it belongs to an abbreviation, an initial
 * or a number, or a lower-case word follows. 。！？ and an empty line always end a sentence.
 */
export function splitSentences(text: string, language: string): Range[] {
  const borders = new Set<number>();
  for (const match of text.matchAll(blankLine)) borders.add(match.index);
  for (const match of text.matchAll(wideEnd)) borders.add(match.index + match[0].length);
  for (const match of text.matchAll(latinEnd)) {
    if (endsSentence(text, match.index, match[0])) borders.add(match.index + match[0].length);
  }
  // Chinese text has no space after a punctuation mark, not even after a Latin one.
  if (language.startsWith('zh')) {
    for (const match of text.matchAll(/[!?]+(?=\p{Script=Han})|\n/gu)) borders.add(match.index + match[0].length);
  }

  const ranges: Range[] = [];
  let start = 0;
  for (const end of [...borders, text.length].sort((a, b) => a - b)) {
    const range = trim(text, start, end);
    if (range.end > range.start) ranges.push(range);
    start = end;
  }
  return ranges;
}

/** Whether the mark at `at` (with the closing quotes and brackets after it) ends a sentence. */
function endsSentence(text: string, at: number, mark: string): boolean {
  const next = /^\s+(["'“‘([«]*)(\S+)/u.exec(text.slice(at + mark.length, at + mark.length + 60));
  if (!next) return true;
  const following = next[2]!;
  // A lower-case word continues the sentence: "Yahoo! was", "etc. and".
  if (/^\p{Ll}/u.test(following)) return false;
  if (!mark.startsWith('.') || mark.startsWith('..')) return true;
  const before = /(?:^|[\s"'“‘([«—–-])([\p{L}.]*)$/u.exec(text.slice(Math.max(0, at - 24), at))?.[1];
  if (!before) return true;
  const word = before.toLowerCase();
  const opens = openers.has(following.toLowerCase().replace(/[^\p{L}].*$/u, ''));
  // J. R. R. Tolkien; but "vitamin C. The": an opener follows, and there is no initial or name before.
  if (/^\p{Lu}$/u.test(before)) return opens && !/\p{Lu}\p{L}*\.?\s+$/u.test(text.slice(Math.max(0, at - 20), at - 1));
  if (/^(?:\p{Lu}\.)+\p{Lu}$/u.test(before)) return opens;
  if (!abbreviations.has(word)) return true;
  if (closing.has(word)) return opens;
  // "no. 5", but "He said no. The": it is an abbreviation only before a number.
  if (word === 'no' || word === 'nos') return !/^\d/.test(following);
  if (isOrdinaryWord(word)) return /^\p{Lu}/u.test(before) ? false : !/^\d/.test(following);
  return false;
}

/** Abbreviations that are ordinary words, too. In lower case, and without a number after them, they end the sentence. */
function isOrdinaryWord(word: string): boolean {
  return [
    'b',
    'c',
    'd',
    'p',
    'mar',
    'sat',
    'sun',
    'wed',
    'fig',
    'ed',
    'sec',
    'gen',
    'est',
    'inst',
    'rep',
    'fr',
  ].includes(word);
}

function trim(text: string, start: number, end: number): Range {
  while (start < end && /\s/.test(text[start]!)) start++;
  while (end > start && /\s/.test(text[end - 1]!)) end--;
  return { start, end };
}

/**
 * Packs sentences greedily into blocks: the next sentence is added to a block as long as the block has at most `maxTokens`.
 * Returns half-open ranges of sentence numbers. A longer sentence is a block of its own; the caller has to cut it.
 */
export function packBlocks(sentenceLengths: readonly number[], maxTokens: number): [first: number, end: number][] {
  const blocks: [number, number][] = [];
  let first = 0;
  let sum = 0;
  sentenceLengths.forEach((length, i) => {
    if (i > first && sum + length > maxTokens) {
      blocks.push([first, i]);
      first = i;
      sum = 0;
    }
    sum += length;
  });
  if (first < sentenceLengths.length) blocks.push([first, sentenceLengths.length]);
  return blocks;
}
