/**
 * What can be said of a permutation from examples, exactly and in float64. Two predictors need no training: one knows the list of known permutations and
 * excludes those that an example contradicts (Bayes’ rule with a uniform prior), the other knows only that no two symbols have the same answer.
 */

import { exampleCounts, mostExamples, symbolCount } from './symbols.ts';

/** The answer of each symbol, by its number from 0. */
export type Permutation = readonly number[];

/** A symbol and its answer. */
export type Pair = readonly [x: number, y: number];

/** Indices of the permutations that agree with all examples. */
export function consistentTasks(tasks: readonly Permutation[], examples: readonly Pair[]): number[] {
  return tasks.flatMap((task, i) => (examples.every(([x, y]) => task[x] === y) ? [i] : []));
}

/**
 * p(y | examples, x) where each of `tasks` is as likely as the others before the examples: the share of the consistent tasks whose answer to x is y.
 * Null if no task is consistent: the posterior does not exist.
 */
export function posteriorPredictive(
  tasks: readonly Permutation[],
  examples: readonly Pair[],
  x: number,
): number[] | null {
  const consistent = consistentTasks(tasks, examples);
  if (consistent.length === 0) return null;
  const shares = Array<number>(symbolCount).fill(0);
  for (const i of consistent) shares[tasks[i]![x]!]! += 1 / consistent.length;
  return shares;
}

/** p(y | examples, x) where all permutations are equally likely: the answer of x if an example gives it, else uniform over the answers that are left. */
export function eliminate(examples: readonly Pair[], x: number): number[] {
  const given = examples.find(([other]) => other === x)?.[1];
  const isLeft = (y: number) => (given === undefined ? !examples.some(([, used]) => used === y) : y === given);
  const left = exampleCounts.filter(isLeft).length;
  return exampleCounts.map((y) => (isLeft(y) ? 1 / left : 0));
}

/** Accuracy after k examples on a permutation of which nothing is known, if x is not among them: 1 / (n − k). */
export const eliminationAccuracy = (k: number): number => 1 / (symbolCount - k);

/** What the posterior predictive reaches after k examples, by k. */
export interface Reachable {
  /** Expected share of right answers if the likeliest one is given. No predictor reaches more on these tasks. */
  accuracy: number[];
  /** Expected −log p(right answer), in nats. No predictor has less. */
  loss: number[];
}

/** Subsets of the symbols, each as the list of its members. */
const subsets: readonly (readonly number[])[] = Array.from({ length: 2 ** symbolCount }, (_, bits) =>
  exampleCounts.filter((symbol) => (bits >> symbol) & 1),
);

/**
 * Expectations over all tasks, all sets of k different symbols as examples, and all other symbols as x, by counting; the order of examples says nothing.
 * Tasks that agree on the examples are told apart no further, so of a group of them the predictor is right as often as its commonest answer occurs.
 */
export function reachable(tasks: readonly Permutation[]): Reachable {
  const accuracy = Array<number>(symbolCount).fill(0);
  const loss = Array<number>(symbolCount).fill(0);
  const prompts = Array<number>(symbolCount).fill(0);
  /** How often each answer to each symbol occurs in a group of tasks that agree on what is shown: entry (group · n + x) · n + y. */
  const counts = new Uint32Array(tasks.length * symbolCount ** 2);
  for (const shown of subsets) {
    const k = shown.length;
    if (k > mostExamples) continue;
    counts.fill(0);
    /** The number of a group of tasks by what it says of the symbols that are shown. */
    const groups = new Map<number, number>();
    for (const task of tasks) {
      const key = shown.reduce((sum, symbol) => sum * symbolCount + task[symbol]!, 0);
      let group = groups.get(key);
      if (group === undefined) groups.set(key, (group = groups.size));
      for (let x = 0; x < symbolCount; x++) counts[(group * symbolCount + x) * symbolCount + task[x]!]!++;
    }
    for (const x of exampleCounts) {
      if (shown.includes(x)) continue;
      prompts[k]! += tasks.length;
      for (let group = 0; group < groups.size; group++) {
        const first = (group * symbolCount + x) * symbolCount;
        let size = 0;
        let most = 0;
        for (let i = first; i < first + symbolCount; i++) {
          size += counts[i]!;
          if (counts[i]! > most) most = counts[i]!;
        }
        accuracy[k]! += most;
        for (let i = first; i < first + symbolCount; i++) {
          if (counts[i]! > 0) loss[k]! -= counts[i]! * Math.log(counts[i]! / size);
        }
      }
    }
  }
  return { accuracy: accuracy.map((sum, k) => sum / prompts[k]!), loss: loss.map((sum, k) => sum / prompts[k]!) };
}
