/**
 * Names in scripts that have no capital letters and for which we have no grammar (Devanagari, Arabic, Thai, …): the titles of the documents, and
 * the words of titles that occur in the texts, too, unless they are so frequent that they are no names.
 */

import type { Range, SalientSpan, SpanKind } from '../tokenizer/tokens.ts';

/** A word of a title that more documents than this contain is no name: "of", "history". At least `alwaysRare` documents may contain it. */
const frequentShare = 0.2;
const alwaysRare = 3;

const word = /[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu;
const unspaced = /^(?:th|lo|km|my|bo|ja)\b/;
const shortestWord = { spaced: 2, unspaced: 4 };
/** In words, or in characters in a script without spaces. */
const longestName = { spaced: 6, unspaced: 40 };

/** Whether the script of a language has capital letters. */
export function hasCapitals(language: string): boolean {
  const script = new Intl.Locale(language).maximize().script;
  return script === undefined || ['Latn', 'Cyrl', 'Grek', 'Armn'].includes(script);
}

/** The names that the titles of a corpus give; `other` is their kind, because nothing shows it. */
export function titleDictionary(
  texts: Iterable<string>,
  titles: Iterable<string>,
  language: string,
): Map<string, SpanKind> {
  const wholes = new Set<string>();
  const parts = new Set<string>();
  const segmenter = unspaced.test(language) ? new Intl.Segmenter(language, { granularity: 'word' }) : undefined;
  const shortest = segmenter ? shortestWord.unspaced : shortestWord.spaced;
  for (const title of titles) {
    const whole = title.trim();
    if ([...whole].length >= shortestWord.spaced && /\p{L}/u.test(whole)) wholes.add(whole);
    const found = segmenter ? [...segmenter.segment(whole)].map(({ segment }) => segment) : (whole.match(word) ?? []);
    for (const part of found) if ([...part].length >= shortest && /^\p{L}/u.test(part)) parts.add(part);
  }
  const all = [...texts];
  const holders = new Map<string, number>();
  for (const text of all) {
    const held = segmenter ? [...parts].filter((part) => text.includes(part)) : (text.match(word) ?? []);
    for (const part of new Set(held)) if (parts.has(part)) holders.set(part, (holders.get(part) ?? 0) + 1);
  }
  const most = Math.max(alwaysRare, frequentShare * all.length);
  const names = [...wholes, ...[...parts].filter((part) => (holders.get(part) ?? 0) <= most && holders.has(part))];
  return new Map(names.map((name) => [name, 'other']));
}

/** Names of a sentence, sorted, without overlap with each other or with `taken`. At each position the longest name wins. */
export function findTitleNames(
  sentence: string,
  taken: readonly Range[],
  dictionary: ReadonlyMap<string, SpanKind>,
  language: string,
): SalientSpan[] {
  const spans: SalientSpan[] = [];
  const free = ({ start, end }: Range) => !taken.some((span) => span.start < end && span.end > start);
  const candidates = unspaced.test(language) ? unspacedCandidates(sentence) : spacedCandidates(sentence);
  let next = 0;
  for (const range of candidates) {
    const kind = range.start >= next ? dictionary.get(sentence.slice(range.start, range.end)) : undefined;
    if (!kind || !free(range)) continue;
    spans.push({ ...range, kind });
    next = range.end;
  }
  return spans;
}

/** All runs of words, from left to right, the longest first. */
function* spacedCandidates(sentence: string): Iterable<Range> {
  const words = [...sentence.matchAll(word)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  for (let i = 0; i < words.length; i++) {
    for (let count = Math.min(longestName.spaced, words.length - i); count > 0; count--) {
      yield { start: words[i]!.start, end: words[i + count - 1]!.end };
    }
  }
}

/** All stretches between characters with their marks, from left to right, the longest first. */
function* unspacedCandidates(sentence: string): Iterable<Range> {
  const borders = [...sentence.matchAll(/(?=\P{M})/gu)].map(({ index }) => index);
  borders.push(sentence.length);
  for (let i = 0; i < borders.length - 1; i++) {
    const start = borders[i]!;
    for (let j = Math.min(borders.length - 1, i + longestName.unspaced); j > i + 1; j--)
      yield { start, end: borders[j]! };
  }
}
