/** Questions to a sequence-to-sequence model between two steps. */

/** What the model writes for one source, and where it looks. */
export interface Alignment {
  /** Ts characters; a space is written ␣. */
  source: string[];
  /** The output tokens, the likeliest at every step, without the end. */
  output: string[];
  /** p of each of them, and of the end last, where the output has one. */
  probabilities: number[];
  /** Whether the model ended it; otherwise it was cut at the longest target. */
  isEnded: boolean;
  /** The right output; null if the source is none of the task. */
  target: string | null;
  /** (heads, output and end, Ts): the attention of each step to each source token, of a GRU in one head; null without attention. */
  weights: number[][][] | null;
}

/** The ways in which one source is read. */
export const readings = ['inOrder', 'shuffled', 'carried', 'inOrderWithout', 'shuffledWithout'] as const;
export type Reading = (typeof readings)[number];

/** A transformer's table of positions, and what it writes for a source whose symbols stand in another order. */
export interface Reordered {
  /** (positions, d) */
  table: number[][];
  /**
   * The output of each reading: the source, and its symbols in the other order; these where each keeps the position that it had in the source; and both where no token of
   * the source has a position. The target has its positions in all of them.
   */
  outputs: Readonly<Record<Reading, WrittenOutput>>;
}

export interface WrittenOutput {
  /** The symbols of the source as they stand. */
  source: string;
  output: string;
  /** Whether the model ended it; otherwise it was cut at the longest target. */
  isEnded: boolean;
}

/** Queries and answers of its probes. */
export interface Seq2SeqProbes {
  /** Throws `bad-option` if a character is none of the task, or if the source is empty or too long. */
  align: { query: { source: string }; answer: Alignment };
  /** `order[p]`: which symbol of the source stands at place p. Throws `bad-option` as `align` does, for an order of other symbols, and of a model without such a table. */
  reorder: { query: { source: string; order: readonly number[] }; answer: Reordered };
}
