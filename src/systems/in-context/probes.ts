/** Queries and answers of in-context learning by the name of the probe. */
import type { Pair, Permutation } from './permutations.ts';

export interface InContextTasks {
  /** The letter of each symbol. */
  letters: readonly string[];
  known: readonly Permutation[];
  unseen: readonly Permutation[];
}

/** How the model answers for x after the first 0, 1, … examples. */
export interface PromptAnswer {
  /** p(y | the first k examples, x), row k, by the number of the letter. What is missing to 1 goes to tokens that are no letters. */
  distributions: readonly (readonly number[])[];
  /** SHA-256 of all parameters, read back from the GPU before the model read the prompt, and after it. */
  hashBefore: string;
  hashAfter: string;
}

export interface InContextProbes {
  tasks: { query: Record<string, never>; answer: InContextTasks };
  /** Up to `mostExamples` examples; x may be among them. */
  prompt: { query: { examples: readonly Pair[]; x: number }; answer: PromptAnswer };
}
