/**
 * Byte-pair encoding on characters (Sennrich, Haddow and Birch 2016). The last character of a word carries the suffix `</w>`, which Hugging Face
 * calls `end_of_word_suffix`.
 */

import {
  type MergeOptions,
  type MergeScheme,
  type MergeTraining,
  type TrainingProgress,
  trainMerges,
} from './merges.ts';
import type { WordCounts } from './normalise.ts';
import type { WordModel, WordPieces } from './word-model.ts';

export const endOfWord = '</w>';

/** A piece without the suffix of a word's end. */
export const readablePiece = (piece: string): string =>
  piece.endsWith(endOfWord) ? piece.slice(0, -endOfWord.length) : piece;

export const bytePairScheme: MergeScheme = {
  form: (character, i, length) => (i === length - 1 ? character + endOfWord : character),
  join: (left, right) => left + right,
  relativeScore: false,
};

/** Merges the most frequent adjacent pair repeatedly; of pairs with equal counts, the one seen first. */
export function trainBytePairs(words: WordCounts, options: MergeOptions, onProgress?: TrainingProgress): MergeTraining {
  return trainMerges(words, bytePairScheme, options, onProgress);
}

/**
 * Splits one word: of all adjacent pairs the one merged earliest in training is joined, leftmost first, until no pair is left. `ranks` maps
 * "left right" to the number of the merge; with the first n merges only, it splits as the vocabulary did after n merges.
 */
export function applyMerges(word: string, ranks: ReadonlyMap<string, number>, suffix = endOfWord): string[] {
  const pieces = [...word];
  if (pieces.length === 0) return pieces;
  pieces[pieces.length - 1] += suffix;
  for (;;) {
    let best = Number.POSITIVE_INFINITY;
    let at = -1;
    for (let i = 0; i + 1 < pieces.length; i++) {
      const rank = ranks.get(`${pieces[i]} ${pieces[i + 1]}`);
      if (rank !== undefined && rank < best) {
        best = rank;
        at = i;
      }
    }
    if (at < 0) return pieces;
    pieces.splice(at, 2, pieces[at]! + pieces[at + 1]!);
  }
}

/** Numbers merges for `applyMerges`. */
export function mergeRanks(merges: readonly (readonly [left: string, right: string])[]): Map<string, number> {
  return new Map(merges.map(([left, right], i) => [`${left} ${right}`, i]));
}

export class BytePairModel implements WordModel {
  private readonly ranks: ReadonlyMap<string, number>;

  constructor(
    private readonly vocabulary: ReadonlyMap<string, number>,
    private readonly merges: readonly (readonly [left: string, right: string])[],
    private readonly unknown: number,
    private readonly suffix: string = endOfWord,
  ) {
    this.ranks = mergeRanks(merges);
  }

  /** A character outside the alphabet becomes one unknown token; the rest of the word is kept. */
  encode(word: string): WordPieces {
    const pieces = applyMerges(word, this.ranks, this.suffix);
    const ids: number[] = [];
    const ends: number[] = [];
    let at = 0;
    pieces.forEach((piece, i) => {
      at += piece.length - (i === pieces.length - 1 ? this.suffix.length : 0);
      ids.push(this.vocabulary.get(piece) ?? this.unknown);
      ends.push(at);
    });
    return { ids, ends };
  }

  join(pieces: readonly string[]): string {
    return pieces
      .map((piece, i) => piece.replaceAll(this.suffix, i === pieces.length - 1 ? '' : ' '))
      .join('')
      .trim();
  }

  toJSON(unknownToken: string): unknown {
    return {
      type: 'BPE',
      dropout: null,
      unk_token: unknownToken,
      continuing_subword_prefix: null,
      end_of_word_suffix: this.suffix,
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab: Object.fromEntries(this.vocabulary),
      merges: this.merges.map(([left, right]) => `${left} ${right}`),
    };
  }

  decoderJSON(): unknown {
    return { type: 'BPEDecoder', suffix: this.suffix };
  }
}
