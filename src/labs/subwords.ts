/**
 * Subwords by merges, one at a time: byte-pair encoding (Sennrich, Haddow and Birch 2016) and WordPiece (Schuster and Nakajima 2012) on a handful of
 * words, with the trainers and the encoders that the tokenizers of the runs have. Counts are exact.
 */
import { bytePairScheme } from '../text/tokenizer/bpe.ts';
import { type MergeScheme, trainMerges } from '../text/tokenizer/merges.ts';
import { normalise, preTokenise, type WordCounts } from '../text/tokenizer/normalise.ts';
import { type GrownVocabulary, splitText } from '../text/tokenizer/vocabulary.ts';
import { defaultMaxCharacters, wordPieceScheme } from '../text/tokenizer/wordpiece.ts';
import { z } from '../util/zod.ts';
import type { Lab } from './lab.ts';
import { readBy } from './read-state.ts';

export const subwordKinds = ['bpe', 'wordpiece'] as const;
export type SubwordKind = (typeof subwordKinds)[number];

export interface SubwordsState {
  /** The words that are trained on, one a line with its count: "low 5". */
  words: string;
  kind: SubwordKind;
  /** Merges so far; more than there are means all. */
  merges: number;
  /** A word that is written with the pieces. */
  unseen: string;
}

/** Words of a list, and characters of a word, at most. */
export const mostListed = 40;
export const longestListed = 20;
/** Characters of the word that is written with the pieces, at most. */
export const longestUnseen = 60;
const largestCount = 9999;

/** Lists to begin with: the words of Sennrich et al., those of a well-known example of WordPiece, a family of words, and Chinese ones. */
export const wordLists = [
  'low 5\nlower 2\nnewest 6\nwidest 3',
  'hug 10\npug 5\npun 12\nbun 4\nhugs 5',
  'read 9\nreads 3\nreader 4\nreading 6\nwriting 5\nwriter 4',
  '生命 9\n研究 6\n研究生 4\n生物 5',
] as const;

/** Why a list is not taken, with the line that is to blame, from 1. */
export type ListProblem = { problem: 'empty' } | { problem: 'word' | 'count' | 'long' | 'many'; line: number };

/**
 * Reads "low 5" line by line; a word without a count counts once, and one that stands twice with the sum. What the tokenizers part are words of their
 * own: each Chinese character, and punctuation.
 */
export function readWordList(text: string): { words: WordCounts } | ListProblem {
  const words: WordCounts = new Map();
  for (const [at, line] of text.split(/[\n,]/).entries()) {
    const parts = line.trim().split(/\s+/);
    if (parts[0] === '') continue;
    const [written = '', count = '1'] = parts;
    if (parts.length > 2) return { problem: 'word', line: at + 1 };
    if (!/^[1-9]\d*$/.test(count) || Number(count) > largestCount) return { problem: 'count', line: at + 1 };
    const { text: normal } = normalise(written);
    const borders = preTokenise(normal);
    for (let b = 0; b < borders.length; b += 2) {
      const word = normal.slice(borders[b], borders[b + 1]);
      if ([...word].length > longestListed) return { problem: 'long', line: at + 1 };
      words.set(word, (words.get(word) ?? 0) + Number(count));
    }
    if (words.size > mostListed) return { problem: 'many', line: at + 1 };
  }
  return words.size > 0 ? { words } : { problem: 'empty' };
}

const schemes: Readonly<Record<SubwordKind, MergeScheme>> = { bpe: bytePairScheme, wordpiece: wordPieceScheme };

/** All merges until every word is one piece: few words are trained on, so a pair that occurs once is merged, too. */
export function growSubwords(words: WordCounts, kind: SubwordKind): GrownVocabulary {
  const { alphabet, steps, vocabulary } = trainMerges(words, schemes[kind], {
    vocabularySize: Number.POSITIVE_INFINITY,
    minimumCount: 1,
  });
  return { kind, size: vocabulary.length, alphabet, steps, maxCharacters: defaultMaxCharacters };
}

/** A word of the list in its pieces. */
export interface SplitWord {
  word: string;
  count: number;
  pieces: string[];
}

/** The words of the list after so many merges. */
export function splitWords(words: WordCounts, vocabulary: GrownVocabulary, merges: number): SplitWord[] {
  return [...words].map(([word, count]) => ({
    word,
    count,
    pieces: splitText(word, vocabulary, merges).flat() as string[],
  }));
}

export interface PairCount {
  left: string;
  right: string;
  /** Occurrences in all words. */
  count: number;
  /** What is compared: the count (BPE), or count(ab) / (count(a) · count(b)) (WordPiece). */
  score: number;
}

/** The pairs that could be merged next, the best first; of equal scores the one seen first. */
export function pairsOf(split: readonly SplitWord[], kind: SubwordKind): PairCount[] {
  const single = new Map<string, number>();
  const pairs = new Map<string, Omit<PairCount, 'score'>>();
  for (const { pieces, count } of split) {
    pieces.forEach((right, i) => {
      single.set(right, (single.get(right) ?? 0) + count);
      if (i === 0) return;
      const left = pieces[i - 1]!;
      const key = `${left} ${right}`;
      pairs.set(key, { left, right, count: (pairs.get(key)?.count ?? 0) + count });
    });
  }
  return [...pairs.values()]
    .map((pair) => ({
      ...pair,
      score: kind === 'bpe' ? pair.count : pair.count / (single.get(pair.left)! * single.get(pair.right)!),
    }))
    .sort((a, b) => b.score - a.score);
}

/** How many different characters the words have; the alphabet has most of them twice, for two places in a word. */
export const lettersOf = (words: WordCounts): number => new Set([...words.keys()].join('')).size;

/** Pieces with which all occurrences of the words are written. */
export const writtenLength = (split: readonly SplitWord[]): number =>
  split.reduce((sum, { count, pieces }) => sum + count * pieces.length, 0);

/** What a state comes to, by the state: view and exercises ask for the same one. */
const known = new WeakMap<SubwordsState, ReturnType<typeof computed>>();

/** What a state comes to, computed once for each state; null where its list cannot be read. */
export function subwordsOf(state: SubwordsState): ReturnType<typeof computed> {
  let found = known.get(state);
  if (found === undefined) known.set(state, (found = computed(state)));
  return found;
}

function computed({ words: text, kind, merges, unseen }: SubwordsState) {
  const read = readWordList(text);
  if ('problem' in read) return null;
  const vocabulary = growSubwords(read.words, kind);
  const done = Math.min(merges, vocabulary.steps.length);
  return {
    words: read.words,
    vocabulary,
    merges: done,
    split: splitWords(read.words, vocabulary, done),
    unseen: splitText(unseen, vocabulary, done),
  };
}

export const subwordsLab: Lab<SubwordsState> = {
  id: 'subwords',
  minutes: 10,
  right: 'es',
  start: { words: wordLists[0], kind: 'bpe', merges: 0, unseen: 'lowest' },
  exercises: {
    /** A word of five letters or more that is not in the list is written with two pieces. */
    two: (state) => {
      const now = subwordsOf(state);
      const { text } = normalise(state.unseen.trim());
      if (!now || now.words.has(text) || [...text].length < 5) return false;
      const [word, ...others] = now.unseen;
      return others.length === 0 && word!.length === 2 && !word!.includes(null);
    },
    /** The first merge of WordPiece is not the pair that occurs most often. */
    rare: (state) => {
      const now = subwordsOf(state);
      if (!now || state.kind !== 'wordpiece' || now.merges === 0) return false;
      const counts = pairsOf(splitWords(now.words, now.vocabulary, 0), 'bpe').map(({ count }) => count);
      return now.vocabulary.steps[0]!.count < Math.max(...counts);
    },
    /** A word that was written has a character that no word of the list has; the first one becomes unknown with another list alone. */
    unknown: (state) =>
      state.unseen !== subwordsLab.start.unseen && (subwordsOf(state)?.unseen.flat().includes(null) ?? false),
  },
  read: readBy(
    z.object({
      words: z.string().check(z.refine((words) => !('problem' in readWordList(words)))),
      kind: z.enum(subwordKinds),
      merges: z.int().check(z.minimum(0)),
      unseen: z.string().check(z.maxLength(longestUnseen)),
    }),
  ),
};
