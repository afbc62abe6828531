import { describe, expect, it } from 'vitest';
import type { Permutation } from '../systems/in-context/permutations.ts';
import { exampleCounts } from '../systems/in-context/symbols.ts';
import { Prng } from '../util/prng.ts';
import { exchanged, type InContextState, inContextLab, queryOf, reordered, viewOf } from './in-context.ts';

const shift: Permutation = [1, 2, 3, 4, 5, 6, 7, 0];
const identity: Permutation = exampleCounts;
const tasks = { letters: [...'abcdefgh'], known: [identity, shift], unseen: [[7, 6, 5, 4, 3, 2, 1, 0]] };
const start: InContextState = { ...inContextLab.start, tasks, order: exampleCounts, x: 7 };

/** The state, with a model that gives one letter .6 after each number of examples, and the others the rest. */
function measured(state: InContextState, likeliest: (k: number) => number): InContextState {
  const distributions = exampleCounts.map((k) => exampleCounts.map((y) => (y === likeliest(k) ? 0.6 : 0.4 / 7)));
  return { ...state, measured: { query: queryOf(state)!, answer: { distributions, hashBefore: '', hashAfter: '' } } };
}

describe('the lab of in-context learning', () => {
  it('shows the first k examples beside what is exact, worked by hand', () => {
    const view = viewOf({ ...start, kind: 'known', number: 1, k: 2 })!;
    expect(view).toMatchObject({ right: 0, consistent: [1], isShown: false, model: null });
    expect(view.examples).toEqual([
      [0, 1],
      [1, 2],
    ]);
    expect(view.posterior).toEqual([1, 0, 0, 0, 0, 0, 0, 0]);
    // b and c are used
    expect(view.elimination).toEqual([1 / 6, 0, 0, 1 / 6, 1 / 6, 1 / 6, 1 / 6, 1 / 6]);
    expect(viewOf({ ...start, kind: 'unseen', k: 1 })).toMatchObject({ posterior: null, consistent: [] });
    expect(viewOf({ ...start, tasks: null })).toBeNull();
  });

  it('takes an answer for its own prompt alone', () => {
    const state = measured({ ...start, k: 3 }, () => 5);
    expect(viewOf(state)!.model![5]).toBe(0.6);
    expect(viewOf({ ...state, x: 6 })!.model).toBeNull();
    expect(viewOf({ ...state, number: 1 })!.model).toBeNull();
  });

  it('exchanges two answers, and shows letters in another order', () => {
    expect(exchanged(shift, 0, 7)).toEqual([0, 2, 3, 4, 5, 6, 7, 1]);
    const order = reordered(exampleCounts, new Prng(3));
    expect(order).not.toEqual(exampleCounts);
    expect([...order].sort()).toEqual(exampleCounts);
    expect(order.at(-1)).toBe(7);
  });
});

describe('its exercises', () => {
  const { leads, shown, stranger } = inContextLab.exercises;

  it('find the first k at which the right answer leads', () => {
    // of the identity the answer to the last letter is 7
    const state = measured({ ...start, kind: 'known' }, (k) => (k >= 2 ? 7 : 4));
    expect(exampleCounts.map((k) => leads!({ ...state, k }))).toEqual(exampleCounts.map((k) => k === 2));
    expect(leads!({ ...start, kind: 'known', k: 2 })).toBe(false);
    // a letter that stands in the prompt is no task to recognise
    expect(leads!({ ...measured({ ...start, x: 1 }, (k) => (k >= 2 ? 1 : 4)), k: 2 })).toBe(false);
  });

  it('see an answer in the prompt that the model does not give', () => {
    const asked = { ...start, kind: 'unseen' as const, x: 0, k: 1 };
    // the example says a → h
    expect(shown!(measured(asked, () => 3))).toBe(true);
    expect(shown!(measured(asked, () => 7))).toBe(false);
    expect(shown!({ ...measured(asked, () => 3), k: 0 })).toBe(false);
    expect(shown!({ ...measured(asked, () => 3), kind: 'known' })).toBe(false);
    expect(shown!(asked)).toBe(false);
  });

  it('see one example that no known permutation has', () => {
    expect(stranger!({ ...start, kind: 'hand', hand: exchanged(identity, 0, 5), k: 1 })).toBe(true);
    expect(stranger!({ ...start, kind: 'hand', hand: exchanged(identity, 0, 5), k: 2 })).toBe(false);
    // a → b is known of the other one
    expect(stranger!({ ...start, kind: 'hand', hand: exchanged(identity, 0, 1), k: 1 })).toBe(false);
  });
});
