/** Queries and answers of in-context learning by the name of the probe. */
import type { Pair, Permutation } from './permutations.ts';
import type { Point, Vector } from './regression.ts';
import type { ErrorsByPairs } from './regression-evaluate.ts';

export interface InContextTasks {
  /** The letter of each symbol. */
  letters: readonly string[];
  known: readonly Permutation[];
  unseen: readonly Permutation[];
}

/** SHA-256 of all parameters, read back from the GPU before the model read a prompt, and after it. */
export interface Hashes {
  hashBefore: string;
  hashAfter: string;
}

/** How the model answers for x after the first 0, 1, … examples. */
export interface PromptAnswer extends Hashes {
  /** p(y | the first k examples, x), row k, by the number of the letter. What is missing to 1 goes to tokens that are no letters. */
  distributions: readonly (readonly number[])[];
}

/** What the model predicts after all pairs, for each x that is asked. */
export interface PointsAnswer extends Hashes {
  predictions: readonly number[];
}

/** Of runs on permutations. */
export interface InContextProbes {
  tasks: { query: Record<string, never>; answer: InContextTasks };
  /** Up to `mostExamples` examples; x may be among them. */
  prompt: { query: { examples: readonly Pair[]; x: number }; answer: PromptAnswer };
}

/** Of runs on linear regression. */
export interface RegressionProbes {
  /** Up to `mostPairs` points, and up to 32 x, each asked in a prompt of its own after all points. */
  points: { query: { points: readonly Point[]; asked: readonly Vector[] }; answer: PointsAnswer };
  /** Errors on the prompts of the evaluation with all x times `xScale` and w times `wScale`. */
  errors: { query: { xScale: number; wScale: number }; answer: ErrorsByPairs };
}
