/** An upper limit for sentences, whatever the text: lists, tables and texts without punctuation would else be passages of thousands of words. */
import type { Range } from '../tokenizer/tokens.ts';
import { packBlocks } from './blocks.ts';
import { lengthInWords, longestWord } from './word-count.ts';

/** In words. A longer sentence is cut. */
export const longestSentence = 150;
/** Length in words up to which the parts of a sentence that is cut are put together again. */
const partWords = 100;

const words = new Intl.Segmenter('th', { granularity: 'word' });

/** Where a sentence is cut, from the best place to the worst: after a semicolon or a line, after a comma, at a space, between words, anywhere. */
const cuts: ((text: string) => Iterable<number>)[] = [
  (text) => ends(text, /[;；؛፤]\s*|\n\s*/gu),
  (text) => ends(text, /[,，、،፣၊](?!\d)\s*/gu),
  (text) => ends(text, /\s+/gu),
  wordBorders,
  function* (text) {
    for (let at = longestWord; at < text.length; at += longestWord)
      yield /[\udc00-\udfff]/.test(text[at]!) ? at + 1 : at;
  },
];

/** Length of the pieces that are segmented one by one: for some texts `Intl.Segmenter` takes quadratic time. */
const piece = 1000;

function* wordBorders(text: string): Iterable<number> {
  for (let from = 0; from < text.length; ) {
    let last = 0;
    for (const { index } of words.segment(text.slice(from, from + piece))) {
      last = index;
      yield from + index;
    }
    // The last word of a piece may be cut off, so the next piece begins with it.
    from += from + piece < text.length && last > 0 ? last : piece;
  }
}

function* ends(text: string, pattern: RegExp): Iterable<number> {
  for (const match of text.matchAll(pattern)) yield match.index + match[0].length;
}

/** The sentence itself, or, if it is longer than `longestSentence`, its parts. */
export function withinLimit(text: string, { start, end }: Range): Range[] {
  // No text has more words than characters.
  if (end - start <= longestSentence || lengthInWords(text.slice(start, end)) <= longestSentence)
    return [{ start, end }];
  return parts(text, { start, end }, 0);
}

function parts(text: string, { start, end }: Range, level: number): Range[] {
  const found: Range[] = [];
  let from = start;
  for (const cut of [...cuts[level]!(text.slice(start, end)), end - start]) {
    if (start + cut <= from) continue;
    const part = { start: from, end: start + cut };
    from = part.end;
    const fits = level === cuts.length - 1 || lengthInWords(text.slice(part.start, part.end)) <= partWords;
    found.push(...(fits ? [part] : parts(text, part, level + 1)));
  }
  const lengths = found.map((part) => lengthInWords(text.slice(part.start, part.end)));
  return packBlocks(lengths, partWords).map(([first, last]) => ({
    start: found[first]!.start,
    end: found[last - 1]!.end,
  }));
}
