import { describe, expect, it } from 'vitest';
import { Prng } from '../../util/prng.ts';
import {
  consistentTasks,
  eliminate,
  eliminationAccuracy,
  type Pair,
  type Permutation,
  posteriorPredictive,
  reachable,
} from './permutations.ts';
import { exampleCounts } from './symbols.ts';

/** a→b b→a, the rest as it is; the identity; all letters shifted by one. */
const tasks: readonly Permutation[] = [
  [1, 0, 2, 3, 4, 5, 6, 7],
  [0, 1, 2, 3, 4, 5, 6, 7],
  [1, 2, 3, 4, 5, 6, 7, 0],
];

describe('the posterior predictive', () => {
  it('counts the tasks that fit, worked by hand', () => {
    expect(posteriorPredictive(tasks, [], 0)).toEqual([1 / 3, 2 / 3, 0, 0, 0, 0, 0, 0]);
    // a→b excludes the identity; then b is a or c
    expect(consistentTasks(tasks, [[0, 1]])).toEqual([0, 2]);
    expect(posteriorPredictive(tasks, [[0, 1]], 1)).toEqual([0.5, 0, 0.5, 0, 0, 0, 0, 0]);
    expect(posteriorPredictive(tasks, [[7, 0]], 3)).toEqual([0, 0, 0, 0, 1, 0, 0, 0]);
    // what was shown is known
    expect(posteriorPredictive(tasks, [[2, 3]], 2)).toEqual([0, 0, 0, 1, 0, 0, 0, 0]);
  });

  it('does not exist where no task fits', () => {
    expect(posteriorPredictive(tasks, [[0, 5]], 1)).toBeNull();
  });
});

describe('elimination', () => {
  it('is uniform over what is left, and sure of what was shown', () => {
    const examples: Pair[] = [
      [0, 4],
      [3, 1],
    ];
    expect(eliminate(examples, 7)).toEqual([1 / 6, 0, 1 / 6, 1 / 6, 0, 1 / 6, 1 / 6, 1 / 6]);
    expect(eliminate(examples, 3)).toEqual([0, 1, 0, 0, 0, 0, 0, 0]);
  });

  it('is right as often as counting over all permutations says', () => {
    // the share of all 8! permutations that agree with k examples and have a given answer of the rest: (7 − k)! / (8 − k)!
    const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
    for (const k of exampleCounts) {
      expect(eliminationAccuracy(k)).toBeCloseTo(factorial(7 - k) / factorial(8 - k), 12);
    }
  });
});

describe('what is reachable', () => {
  it('is worked by hand for two tasks', () => {
    const { accuracy, loss } = reachable([tasks[0]!, tasks[1]!]);
    // k = 0: of eight symbols two have two answers, each half of the time
    expect(accuracy[0]).toBeCloseTo((2 * 0.5 + 6) / 8, 12);
    expect(loss[0]).toBeCloseTo((2 * Math.log(2)) / 8, 12);
    // k = 1, 56 prompts of each task: a or b is asked (14), and the example is not the other of them (12): half
    expect(accuracy[1]).toBeCloseTo((12 * 0.5 + 44) / 56, 12);
    expect(accuracy[7]).toBe(1);
    expect(loss[7]).toBe(0);
  });

  it('is what the predictive distribution reaches on prompts that are enumerated one by one', () => {
    const prng = new Prng(5);
    const drawn = Array.from({ length: 6 }, () => prng.shuffle([...exampleCounts]));
    const { accuracy, loss } = reachable(drawn);
    for (const k of [0, 2]) {
      let right = 0;
      let nats = 0;
      let prompts = 0;
      const walk = (shown: number[]) => {
        if (shown.length < k) {
          for (const symbol of exampleCounts) if (!shown.includes(symbol)) walk([...shown, symbol]);
          return;
        }
        for (const task of drawn) {
          const examples = shown.map((x): Pair => [x, task[x]!]);
          for (const x of exampleCounts) {
            if (shown.includes(x)) continue;
            const shares = posteriorPredictive(drawn, examples, x)!;
            const top = Math.max(...shares);
            const ties = shares.filter((share) => Math.abs(share - top) < 1e-12).length;
            if (Math.abs(shares[task[x]!]! - top) < 1e-12) right += 1 / ties;
            nats -= Math.log(shares[task[x]!]!);
            prompts++;
          }
        }
      };
      walk([]);
      expect(accuracy[k], `k ${k}`).toBeCloseTo(right / prompts, 10);
      expect(loss[k], `k ${k}`).toBeCloseTo(nats / prompts, 10);
    }
  });
});
