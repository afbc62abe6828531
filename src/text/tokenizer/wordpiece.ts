/**
 * WordPiece (Schuster and Nakajima 2012; Wu et al. 2016): a piece that does not begin its word is written with `##`.
 * If the vocabulary contains only whole words, it is a word-level tokenizer: a word is known or it is [UNK].
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

export const continuingPrefix = '##';

export const wordPieceScheme: MergeScheme = {
  form: (character, i) => (i === 0 ? character : continuingPrefix + character),
  join: (left, right) => left + right.slice(continuingPrefix.length),
  relativeScore: true,
};

/**
 * Merges the pair with the highest count(ab) / (count(a) · count(b)), which increases the likelihood of the corpus under a unigram model the most;
 * of equal scores, the pair seen first.
 */
export function trainWordPieces(
  words: WordCounts,
  options: MergeOptions,
  onProgress?: TrainingProgress,
): MergeTraining {
  return trainMerges(words, wordPieceScheme, options, onProgress);
}

/** Whole words, most frequent first; of equal counts, the one seen first. */
export function frequentWords(words: WordCounts, vocabularySize: number): string[] {
  return [...words]
    .sort((a, b) => b[1] - a[1])
    .slice(0, vocabularySize)
    .map(([word]) => word);
}

/** As in Hugging Face. */
export const defaultMaxCharacters = 100;

/**
 * Characters of the longest word. In a script without spaces between words a whole clause is one "word", and none of those that a tokenizer is
 * trained on may be unknown for its length alone.
 */
export function longestWord(words: WordCounts): number {
  let longest = 0;
  for (const word of words.keys()) longest = Math.max(longest, [...word].length);
  return longest;
}

export class WordPieceModel implements WordModel {
  /** In UTF-16 units: no longer piece has to be looked up. */
  private readonly longestPiece: number;

  constructor(
    private readonly vocabulary: ReadonlyMap<string, number>,
    private readonly unknown: number,
    /** A word with more characters is unknown as a whole. */
    private readonly maxCharacters = defaultMaxCharacters,
    private readonly prefix: string = continuingPrefix,
  ) {
    let longest = 0;
    for (const piece of vocabulary.keys()) longest = Math.max(longest, piece.length);
    this.longestPiece = longest;
  }

  /** Greedy: the longest piece first. A word is unknown as a whole if no piece fits one of its parts. */
  encode(word: string): WordPieces {
    const unknown = { ids: [this.unknown], ends: [word.length] };
    const characters = [...word];
    if (characters.length > this.maxCharacters) return unknown;
    const ids: number[] = [];
    const ends: number[] = [];
    let at = 0;
    for (let start = 0; start < characters.length; ) {
      // A piece has at most as many characters as UTF-16 units.
      let end = Math.min(characters.length, start + this.longestPiece);
      let rest = characters.slice(start, end).join('');
      for (; end > start; end--) {
        const id = this.vocabulary.get(start > 0 ? this.prefix + rest : rest);
        if (id !== undefined) {
          ids.push(id);
          at += rest.length;
          ends.push(at);
          break;
        }
        rest = rest.slice(0, rest.length - characters[end - 1]!.length);
      }
      if (end === start) return unknown;
      start = end;
    }
    return { ids, ends };
  }

  join(pieces: readonly string[]): string {
    return pieces
      .map((piece, i) => {
        if (i === 0) return piece;
        return piece.startsWith(this.prefix) ? piece.slice(this.prefix.length) : ` ${piece}`;
      })
      .join('');
  }

  toJSON(unknownToken: string): unknown {
    return {
      type: 'WordPiece',
      unk_token: unknownToken,
      continuing_subword_prefix: this.prefix,
      max_input_chars_per_word: this.maxCharacters,
      vocab: Object.fromEntries(this.vocabulary),
    };
  }

  decoderJSON(): unknown {
    return { type: 'WordPiece', prefix: this.prefix, cleanup: true };
  }
}
