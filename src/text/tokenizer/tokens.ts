/** Types of tokenised text, shared by all code above and sent between threads. */

/** Token sequences, concatenated: sequence i is `tokens[starts[i] … starts[i + 1])`; `starts` has one entry more than there are sequences. */
export interface TokenSequences {
  tokens: Int32Array;
  starts: Int32Array;
}

export function packSequences(sequences: readonly ArrayLike<number>[]): TokenSequences {
  const starts = new Int32Array(sequences.length + 1);
  sequences.forEach((sequence, i) => {
    starts[i + 1] = starts[i]! + sequence.length;
  });
  const tokens = new Int32Array(starts[sequences.length]!);
  sequences.forEach((sequence, i) => {
    tokens.set(sequence, starts[i]!);
  });
  return { tokens, starts };
}

export function sequenceCount(sequences: TokenSequences): number {
  return sequences.starts.length - 1;
}

/** A view, not a copy. */
export function sequenceAt(sequences: TokenSequences, i: number): Int32Array {
  return sequences.tokens.subarray(sequences.starts[i]!, sequences.starts[i + 1]!);
}

/** A half-open range of UTF-16 code units in a text. */
export interface Range {
  start: number;
  end: number;
}

/** Whether two ranges overlap. */
export function overlap(one: Range, other: Range): boolean {
  return one.start < other.end && other.start < one.end;
}

export type SpanKind = 'person' | 'place' | 'organisation' | 'date' | 'number' | 'other';

export interface SalientSpan extends Range {
  kind: SpanKind;
}

/** Token ids with the source range of each; a special token has an empty range. */
export interface Encoding {
  ids: number[];
  ranges: Range[];
}

export interface Tokenizer {
  readonly vocabularySize: number;
  /** Ids of the special tokens. `pad` is always 0. */
  readonly special: { pad: number; unknown: number; cls: number; sep: number; mask: number };
  /** Tokens of a text, without [CLS] or [SEP]. */
  encode(text: string): Encoding;
  /** The text of token ids, without special tokens. */
  decode(ids: ArrayLike<number>): string;
  /** The piece of a token id as it is in the vocabulary. */
  piece(id: number): string;
  /** The value of a Hugging Face `tokenizer.json`. */
  toJSON(): unknown;
}
