/** Training by merges: the loop of BPE and WordPiece. It runs step by step, so that a panel can show and undo each merge. */

import { isIsolated, type WordCounts } from './normalise.ts';
import { PairTable } from './pairs.ts';

export interface MergeStep {
  left: string;
  right: string;
  merged: string;
  /** Occurrences of the pair in the corpus just before this merge. */
  count: number;
  /** The score of the pair: its count (BPE) or count(ab) / (count(a) · count(b)) (WordPiece). */
  score: number;
}

export interface MergeTraining {
  /** Single characters in their written forms, most frequent first; forms that do not occur come last. */
  alphabet: string[];
  steps: MergeStep[];
  /** The alphabet, then the merged pieces in order; no special tokens. */
  vocabulary: string[];
}

/** The differences between BPE and WordPiece. */
export interface MergeScheme {
  /** Written form of the character at position `i` of a word of `length` characters. */
  form: (character: string, i: number, length: number) => string;
  join: (left: string, right: string) => string;
  relativeScore: boolean;
}

export interface MergeOptions {
  /** Alphabet and merged pieces together, without special tokens. */
  vocabularySize: number;
  /** Pairs with a smaller count are never merged. Default 2: a pair that occurs once says nothing about other texts. */
  minimumCount?: number;
  /**
   * The minimum falls instead: it begins at the largest count of a pair, and whenever no pair reaches it, it is halved, down to `minimumCount`.
   * WordPiece's score alone prefers rare pairs that always occur together; in a small corpus they would fill the vocabulary (docs/TEXT.md has
   * the figures).
   */
  fallingMinimum?: boolean;
}

/** Called from time to time with the number of pieces so far and the number wanted. */
export type TrainingProgress = (done: number, total: number) => void;

export function trainMerges(
  words: WordCounts,
  scheme: MergeScheme,
  options: MergeOptions,
  onProgress?: TrainingProgress,
): MergeTraining {
  const run = mergeSteps(words, scheme, options);
  const steps: MergeStep[] = [];
  for (;;) {
    const next = run.next();
    if (next.done) return { ...next.value, steps };
    steps.push(next.value);
    if (steps.length % 64 === 0) onProgress?.(steps.length, options.vocabularySize);
  }
}

/** Yields one merge after another, and returns alphabet and vocabulary at the end. */
export function* mergeSteps(
  words: WordCounts,
  scheme: MergeScheme,
  { vocabularySize, minimumCount = 2, fallingMinimum = false }: MergeOptions,
): Generator<MergeStep, { alphabet: string[]; vocabulary: string[] }> {
  const alphabet = collectAlphabet(words, scheme).slice(0, vocabularySize);
  const vocabulary = [...alphabet];
  const ids = new Map(vocabulary.map((piece, i) => [piece, i]));

  const symbols: number[][] = [];
  const counts: number[] = [];
  for (const [word, count] of words) {
    const characters = [...word];
    const spelled = characters.map((character, i) => ids.get(scheme.form(character, i, characters.length)) ?? -1);
    // A word with a character that is not in the alphabet is unknown, whatever is merged.
    if (spelled.includes(-1)) continue;
    symbols.push(spelled);
    counts.push(count);
  }

  const table = new PairTable(symbols, counts);
  let floor = fallingMinimum ? Math.max(minimumCount, table.best(1, false)?.pair.count ?? 0) : minimumCount;
  while (vocabulary.length < vocabularySize) {
    const best = table.best(floor, scheme.relativeScore);
    if (!best) {
      if (floor === minimumCount) break;
      floor = Math.max(minimumCount, Math.floor(floor / 2));
      continue;
    }
    const { count } = best.pair;
    const left = vocabulary[best.pair.left]!;
    const right = vocabulary[best.pair.right]!;
    const merged = scheme.join(left, right);
    let into = ids.get(merged);
    if (into === undefined) {
      into = vocabulary.push(merged) - 1;
      ids.set(merged, into);
    }
    table.merge(best.pair, into);
    yield { left, right, merged, count, score: best.score };
  }
  return { alphabet, vocabulary };
}

/** Every character of the corpus in all its written forms, so that no text in these characters is unknown. */
function collectAlphabet(words: WordCounts, scheme: MergeScheme): string[] {
  const counts = new Map<string, number>();
  for (const [word, count] of words) {
    const characters = [...word];
    characters.forEach((character, i) => {
      const form = scheme.form(character, i, characters.length);
      counts.set(form, (counts.get(form) ?? 0) + count);
    });
  }
  for (const word of words.keys()) {
    for (const character of word) {
      if (isIsolated(character)) continue;
      for (const form of [scheme.form(character, 0, 2), scheme.form(character, 1, 2)]) {
        if (!counts.has(form)) counts.set(form, 0);
      }
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([form]) => form);
}
