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

/** Queries and answers of its probes. */
export interface Seq2SeqProbes {
  /** Throws `bad-option` if a character is none of the task, or if the source is empty or too long. */
  align: { query: { source: string }; answer: Alignment };
}
