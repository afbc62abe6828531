/** Words of a sentence as a person masks them: tokens that belong together, and the detected span each lies in. */

import type { LabView } from '../../../../systems/realm/lab-records.ts';
import type { ShownMask } from './lab-state.ts';

/** A word, or what stands between words, such as a full stop. */
export interface LabPiece {
  start: number;
  end: number;
  /** Token positions, half-open; empty where the models had no room for them. */
  first: number;
  last: number;
  /** Kind of the detected span that holds the word. */
  kind: LabView['spans'][number]['kind'] | null;
  /** Whether it has letters or figures: a person masks words, not punctuation. */
  isWord: boolean;
}

/** Letters of scripts that are written without spaces: each token is a word of its own. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const wordLike = /[\p{L}\p{M}\p{N}]/u;

/** Tokens side by side without a space between letters or figures belong to one word; every other token stands alone. */
export function labPieces({ text, tokens, spans }: Pick<LabView, 'text' | 'tokens' | 'spans'>): LabPiece[] {
  const words: LabPiece[] = [];
  tokens.forEach(({ start, end }, position) => {
    if (start === end) return;
    const word = words.at(-1);
    const before = text[start - 1] ?? '';
    const first = text.slice(start, end);
    const joins =
      word?.end === start && wordLike.test(before) && wordLike.test(first[0] ?? '') && !unspaced.test(first);
    if (word && joins) {
      word.end = end;
      word.last = position + 1;
      return;
    }
    words.push({ start, end, first: position, last: position + 1, kind: null, isWord: wordLike.test(first) });
  });
  for (const word of words) {
    word.kind = spans.find((span) => span.start < word.end && span.end > word.start)?.kind ?? null;
  }
  return words;
}

/** Positions of the tokens from word i to word j (either may come first), with what stands between them. */
export function tokensOfWords(words: readonly LabPiece[], i: number, j: number): number[] {
  const { first } = words[Math.min(i, j)]!;
  const { last } = words[Math.max(i, j)]!;
  return Array.from({ length: last - first }, (_, offset) => first + offset);
}

/** The masked words in order, those that stand side by side as one. */
export function maskedWords({ text, tokens, spans, masked }: ShownMask): string[] {
  const all = new Set(masked);
  const words = labPieces({ text, tokens, spans });
  const runs: { start: number; end: number; last: number }[] = [];
  words.forEach(({ start, end }, i) => {
    if (!tokensOfWords(words, i, i).some((position) => all.has(position))) return;
    const before = runs.at(-1);
    if (before?.last === i - 1) Object.assign(before, { end, last: i });
    else runs.push({ start, end, last: i });
  });
  return runs.map(({ start, end }) => text.slice(start, end));
}

/** The mask with these positions masked or not, rising. */
export function withMask(masked: readonly number[], positions: readonly number[], isMasked: boolean): number[] {
  const all = new Set(masked);
  for (const position of positions) {
    if (isMasked) all.add(position);
    else all.delete(position);
  }
  return [...all].sort((a, b) => a - b);
}
