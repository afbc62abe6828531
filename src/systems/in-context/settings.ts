/** All settings of a run of in-context learning: one table with defaults, valid values and meanings. */
import {
  evaluationSettings,
  maxBatch,
  maxSteps,
  optimiserSettings,
  runSettings,
  tasksSettings,
} from '../../run/common-settings.ts';
import { type ConfigOf, choice, flag, integer, number, resumable, type SettingKey } from '../../run/settings.ts';
import { type Sentence, sentence } from '../../util/sentence.ts';

export const inContextSettings = {
  ...runSettings('in-context', 'in-context', 'tasks'),
  tasks: tasksSettings,
  context: {
    task: choice('permutations', ['permutations', 'regression'], 'what the examples are of'),
    functions: choice('new', ['new', 'known'], 'regression: w is new in each prompt, or one of tasks.known'),
    steps: resumable(integer(1500, 0, maxSteps, 'steps')),
    // with the answers alone it learns more slowly
    targets: choice('all', ['all', 'answers'], 'predicted is every next token, or the answers alone'),
    batch: integer(64, 1, maxBatch, 'sequences per step, each of one permutation'),
    learningRate: resumable(number(2e-3, 0, 1, 'peak learning rate')),
    warmupSteps: resumable(integer(50, 0, maxSteps, 'steps over which the learning rate rises')),
    // a rate that falls before the loss leaves its plateau stops it
    linearDecay: resumable(flag(false, 'then the learning rate falls to zero')),
    width: integer(64, 4, 1024, 'width of the model'),
    layers: integer(2, 1, 24, 'layers'),
    heads: integer(4, 1, 64, 'attention heads'),
    initialStd: number(0.08, 1e-4, 1, 'standard deviation of weights and embeddings at the start'),
    initialPositions: choice('sinusoids', ['sinusoids', 'normal'], 'how the table of positions begins'),
  },
  optimiser: optimiserSettings,
  evaluation: {
    every: evaluationSettings.every,
    prompts: resumable(integer(256, 1, 10_000, 'prompts of each kind that are evaluated')),
    tasks: resumable(choice('known', ['known', 'unseen'], 'of which permutations the accuracy is measured')),
  },
};

export type InContextConfig = ConfigOf<typeof inContextSettings>;
export type InContextKey = SettingKey<typeof inContextSettings>;

/** What makes a plan of either task smaller. */
export const planSizes = ['context.batch', 'context.width', 'context.layers'] satisfies InContextKey[];

/** Conflicts between settings, one sentence each; empty if the configuration is valid. */
export function inContextConflicts({ context, corpus }: InContextConfig): Sentence[] {
  const found: Sentence[] = [];
  if (context.width % (4 * context.heads) !== 0) {
    found.push(
      sentence`${'context'}.width (${context.width}) must be a multiple of 4 · ${'context'}.heads (${4 * context.heads}).`,
    );
  }
  if (corpus !== 'tasks')
    found.push(sentence`In-context learning is trained on the corpus tasks alone, not on ${corpus}.`);
  return found;
}
