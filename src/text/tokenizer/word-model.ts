/** The interface of a tokenizer's model: it splits a word into pieces, and describes itself for a tokenizer.json. */

/** Pieces of a word; piece i ends before UTF-16 unit `ends[i]` of the word. */
export interface WordPieces {
  ids: number[];
  ends: number[];
}

export interface WordModel {
  /** `word` is normalised, not empty, and contains no spaces. */
  encode(word: string): WordPieces;
  /** Joins pieces into text, with spaces between words. */
  join(pieces: readonly string[]): string;
  /** The `model` of a tokenizer.json. */
  toJSON(unknownToken: string): unknown;
  /** The `decoder` that joins pieces as `join` does. */
  decoderJSON(): unknown;
}
