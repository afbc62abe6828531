/**
 * In-context learning: a model reads examples of a permutation and answers for another letter, with parameters that stay as they are. What it answers is
 * measured in the run on screen; what Bayes’ rule over the known permutations and elimination say is computed here, in float64.
 */
import type { Metrics, RunConfig } from '../run/records.ts';
import { type ByExamples, metricAt } from '../systems/in-context/metrics.ts';
import {
  consistentTasks,
  eliminate,
  type Pair,
  type Permutation,
  posteriorPredictive,
} from '../systems/in-context/permutations.ts';
import type { Hashes, InContextProbes, InContextTasks, PromptAnswer } from '../systems/in-context/probes.ts';
import type { InContextConfig } from '../systems/in-context/settings.ts';
import { exampleCounts, mostExamples } from '../systems/in-context/symbols.ts';
import { argmax } from '../util/largest.ts';
import type { Prng } from '../util/prng.ts';
import type { Lab } from './lab.ts';

/** Whose examples are shown: a permutation that is trained on, one that is not, or one that a person sets. */
export const taskKinds = ['known', 'unseen', 'hand'] as const;
export type TaskKind = (typeof taskKinds)[number];

/** The kind of task of a run of in-context learning; null: it is a run of something else, or there is none. */
export function taskOfRun(config: RunConfig | undefined): InContextConfig['context']['task'] | null {
  return config?.system === 'in-context' ? (config as InContextConfig).context.task : null;
}

/** Whether a run measures its accuracy on unseen permutations (`evaluation.tasks`). */
export const measuresUnseen = (config: RunConfig | undefined): boolean =>
  taskOfRun(config) === 'permutations' && (config as InContextConfig).evaluation.tasks === 'unseen';

/** What the run on screen answers. */
export type LabProbes = InContextProbes;
export type ParameterHashes = Hashes;
type PromptQuery = InContextProbes['prompt']['query'];

export interface InContextState {
  kind: TaskKind;
  /** Which of the known or unseen permutations, from 0. */
  number: number;
  /** The permutation that is set by hand. */
  hand: Permutation;
  /** The order in which letters are shown, by their numbers; the last one is never shown. */
  order: readonly number[];
  /** The letter that is asked. It may be one that was shown. */
  x: number;
  /** Examples in front of it. */
  k: number;
  /** The permutations of the run; null: there is no run. */
  tasks: InContextTasks | null;
  /** What the model of the run answered, and to what; null: nothing yet. */
  measured: { query: PromptQuery; answer: PromptAnswer } | null;
}

/** The permutation whose examples are shown; null: there is no run. */
export function taskOf({ kind, number, hand, tasks }: InContextState): Permutation | null {
  if (!tasks) return null;
  return kind === 'hand' ? hand : tasks[kind][Math.min(number, tasks[kind].length - 1)]!;
}

/** All examples of the state, and the letter that is asked: what the model is given, of which it reads 0, 1, … examples. */
export function queryOf(state: InContextState): PromptQuery | null {
  const task = taskOf(state);
  if (!task) return null;
  return { examples: state.order.slice(0, mostExamples).map((x): Pair => [x, task[x]!]), x: state.x };
}

/** A permutation in which two letters have exchanged their answers. */
export const exchanged = (task: Permutation, a: number, b: number): Permutation =>
  task.map((y, x) => (x === a ? task[b]! : x === b ? task[a]! : y));

/** Another order, drawn at random; the letter that was last, and is asked first of all, is last again. */
export function reordered(order: readonly number[], prng: Prng): readonly number[] {
  return [...prng.shuffle(order.slice(0, mostExamples)), order.at(-1)!];
}

/** Largest number of examples. */
export const mostShown = mostExamples;

/** Values of an evaluation by the number of examples, from 0; NaN: not measured. */
export const byExamples = (metrics: Metrics, part: ByExamples): Float64Array<ArrayBuffer> =>
  Float64Array.from(exampleCounts, (k) => metrics[metricAt(part, k)] ?? Number.NaN);

export interface PromptView {
  examples: readonly Pair[];
  right: number;
  /** p(y | prompt) of the model, by the number of the letter; null: not measured yet. */
  model: readonly number[] | null;
  /** The same of Bayes’ rule over the known permutations; null: none of them fits. */
  posterior: readonly number[] | null;
  elimination: readonly number[];
  /** Numbers of the known permutations that fit. */
  consistent: readonly number[];
  /** Whether the letter that is asked stands among the examples. */
  isShown: boolean;
}

/** What is shown of a state with `k` examples; null: there is no run. */
export function viewOf(state: InContextState, k = state.k): PromptView | null {
  const { tasks, measured, x } = state;
  const query = queryOf(state);
  if (!tasks || !query) return null;
  const examples = query.examples.slice(0, k);
  const isAnswered = measured !== null && JSON.stringify(measured.query) === JSON.stringify(query);
  return {
    examples,
    right: taskOf(state)![x]!,
    model: isAnswered ? measured.answer.distributions[k]! : null,
    posterior: posteriorPredictive(tasks.known, examples, x),
    elimination: eliminate(examples, x),
    consistent: consistentTasks(tasks.known, examples),
    isShown: examples.some(([shown]) => shown === x),
  };
}

/** Whether the model gives the right answer more than half of its probability. */
const leads = (view: PromptView | null): boolean => (view?.model?.[view.right] ?? 0) > 0.5;

export const inContextLab: Lab<InContextState> = {
  id: 'in-context',
  minutes: 15,
  right: 'else',
  start: {
    ...{ kind: 'known', number: 0, hand: [1, 2, 3, 4, 5, 6, 7, 0] },
    ...{ order: [2, 5, 0, 7, 3, 6, 1, 4], x: 4, k: 0 },
    ...{ tasks: null, measured: null },
  },
  exercises: {
    /** Of a known permutation: the right answer leads after k examples, and did not with one less. */
    leads: (state) => {
      const view = viewOf(state);
      if (!view || state.kind !== 'known' || view.isShown || state.k === 0) return false;
      return leads(view) && !leads(viewOf(state, state.k - 1));
    },
    /** The prompt gives the answer, none of the known permutations is like that, and the model answers something else. */
    shown: (state) => {
      const view = viewOf(state);
      if (!view?.model || !view.isShown || view.consistent.length > 0) return false;
      return argmax(view.model) !== view.right;
    },
    /** One example that no known permutation has. */
    stranger: (state) => {
      const view = viewOf(state);
      return view !== null && state.k === 1 && view.consistent.length === 0;
    },
  },
};
