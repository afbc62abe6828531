/** Training by merges: the loop that BPE and WordPiece share, step by step so that a panel can show and undo it. */

import { isIsolated, type WordCounts } from './normalise.ts';
import { PairTable } from './pairs.ts';

export interface MergeStep {
  left: string;
  right: string;
  merged: string;
  /** Occurrences of the pair in the corpus just before this merge. */
  count: number;
  /** What the pair was chosen for: the count (BPE) or count(ab) / (count(a) · count(b)) (WordPiece). */
  score: number;
}

export interface MergeTraining {
  /** Single characters in their written forms, most frequent first; forms never seen come last. */
  alphabet: string[];
  steps: MergeStep[];
  /** The alphabet, then each new piece in the order of its making; no special tokens. */
  vocabulary: string[];
}

/** What tells one way of training from the other. */
export interface MergeScheme {
  /** Written form of the character at place `i` of a word of `length` characters. */
  form: (character: string, i: number, length: number) => string;
  join: (left: string, right: string) => string;
  relativeScore: boolean;
}

export interface MergeOptions {
  /** Alphabet and merged pieces together; special tokens not counted. */
  vocabularySize: number;
  /** Pairs seen more rarely are never merged; default 2, since a pair seen once tells nothing about another text. */
  minimumCount?: number;
  /**
   * Lets the minimum fall instead: it begins at the largest count of a pair and is halved, down to `minimumCount`, whenever no
   * pair reaches it. WordPiece's score alone merges what is rare and always together first, and on a small corpus fills the
   * vocabulary with it (docs/TEXT.md has the figures).
   */
  fallingMinimum?: boolean;
}

/** Called now and then with pieces made so far and the number wanted. */
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

/** Yields one merge after another, returns alphabet and vocabulary at the end. */
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
    // A character that found no room in the alphabet makes the word unknown, whatever is merged.
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

/** Every character of the corpus in every form it may take in a word, so that no text in these characters is unknown. */
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
