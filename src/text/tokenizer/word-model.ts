/** What a tokenizer asks of its model: one word in, pieces out, and how both are written in a tokenizer.json. */

/** Pieces of a word; piece i ends before UTF-16 unit `ends[i]` of the word. */
export interface WordPieces {
  ids: number[];
  ends: number[];
}

export interface WordModel {
  /** `word` is normalised, not empty and free of spaces. */
  encode(word: string): WordPieces;
  /** Pieces back to text, a space between words. */
  join(pieces: readonly string[]): string;
  /** The `model` of a tokenizer.json. */
  toJSON(unknownToken: string): unknown;
  /** The `decoder` that joins pieces as `join` does. */
  decoderJSON(): unknown;
}
