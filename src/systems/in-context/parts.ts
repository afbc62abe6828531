/** What the phase, the evaluation and the probes of one run share. */
import { type LanguageModelConfig, languageModelGraph } from '../../models/language-model.ts';
import type { ParameterRegistry } from '../../models/registry.ts';
import type { Engine, PlanRequest } from '../../run/engine.ts';
import type { PlanInputs } from '../../run/system.ts';
import type { Corpus } from '../../text/corpus/corpus.ts';
import { taskLetters } from '../../text/corpus/tasks.ts';
import type { Tokenizer } from '../../text/tokenizer/tokens.ts';
import type { Pair, Permutation } from './permutations.ts';
import type { InContextConfig } from './settings.ts';
import { mostExamples } from './symbols.ts';

export interface InContextParts {
  config: InContextConfig;
  model: LanguageModelConfig;
  registry: ParameterRegistry;
  engine: Engine;
  /** The token of each symbol. */
  tokens: readonly number[];
  known: readonly Permutation[];
  unseen: readonly Permutation[];
}

/** Tokens of the longest prompt: x y of every example, and the letter that is asked. */
export const promptLength = 2 * mostExamples + 1;

export function modelOf({ context }: Pick<InContextConfig, 'context'>, vocabularySize: number): LanguageModelConfig {
  const { width, layers, heads, initialStd, initialPositions } = context;
  return { vocabularySize, maxLength: promptLength, width, layers, heads, initialStd, initialPositions };
}

/** The tokens of the letters. */
export const letterTokens = (tokenizer: Tokenizer): number[] =>
  taskLetters.map((letter) => tokenizer.encode(letter).ids[0]!);

/** The permutations of a subject, `known` or `unseen`. */
export function tasksOf({ documents }: Corpus, subject: string): Permutation[] {
  const numbers = new Map<string, number>(taskLetters.map((letter, i) => [letter, i]));
  return documents
    .filter((document) => document.subject === subject)
    .map(({ text }) => text.split(' ').flatMap((letter, i) => (i % 2 === 1 ? [numbers.get(letter)!] : [])));
}

/** Examples, the letter that is asked, and its answer if it is known: x₁ y₁ … x_k y_k x. */
export interface Prompt {
  examples: readonly Pair[];
  x: number;
  y?: number;
}

/** All letters once, in this order, of a permutation: the last one is asked, after examples of the others. */
export function promptOf(task: Permutation, order: readonly number[]): Prompt {
  const pairs = order.map((x): Pair => [x, task[x]!]);
  const [x, y] = pairs.at(-1)!;
  return { examples: pairs.slice(0, -1), x, y };
}

/** The plan that reads so many prompts. Its value `logits` is (R·T, V). */
export function readingPlan(
  { registry, model }: Pick<InContextParts, 'registry' | 'model'>,
  rows: number,
): PlanRequest {
  const { graph, logits } = languageModelGraph(registry, model, rows, promptLength);
  return { graph, outputs: { logits } };
}

/** What is predicted: the answers, or the letters that are asked as well. */
export type Targets = InContextConfig['context']['targets'];

/**
 * Writes prompts into the inputs of `languageModelGraph`. The answer of a letter that is asked is predicted at position 2k, after k examples; the next letter,
 * which is drawn, at 2k + 1, if all tokens are targets. All predictions have the same weight, and the weights sum to 1.
 */
export function fillPrompts(
  inputs: PlanInputs,
  prompts: readonly Prompt[],
  { tokens, model }: Pick<InContextParts, 'tokens' | 'model'>,
  targets: Targets = 'answers',
): void {
  const ids = inputs.integers('ids').fill(0);
  const lengths = inputs.integers('lengths').fill(0);
  const predicted = inputs.integers('targets').fill(model.vocabularySize);
  const weights = inputs.floats('weights').fill(0);
  let predictions = 0;
  prompts.forEach(({ examples, x, y }, r) => {
    const sequence = [...examples.flat(), x, ...(y === undefined ? [] : [y])];
    const length = 2 * examples.length + 1;
    for (let t = 0; t < length; t++) {
      const at = r * promptLength + t;
      const next = sequence[t + 1];
      ids[at] = tokens[sequence[t]!]!;
      if (next === undefined || (targets === 'answers' && t % 2 === 1)) continue;
      predicted[at] = tokens[next]!;
      weights[at] = 1;
      predictions++;
    }
    lengths[r] = length;
  });
  if (predictions > 0) for (let i = 0; i < weights.length; i++) weights[i]! /= predictions;
}
