import { describe, expect, it } from 'vitest';
import { dot } from '../eval/word-vectors.ts';
import { measureIsland, wordSpace } from '../systems/vectors/measure.ts';
import { plantedOccupations } from '../text/corpus/island.ts';
import { sidePairs } from '../text/corpus/island-words.ts';
import { Prng } from '../util/prng.ts';
import { analogyAnswers, analogyInputs, type BiasState, biasFigures, biasLab, directionOf } from './bias.ts';

const seed = 2;

/**
 * Vectors by hand, of 12 numbers: axis 0 is the side, axis 1 the plant once more where there are traces, axes 2 … 5 noise. Axes 6 … 9 are two countries with
 * their capitals; “twin” stands beside “country”.
 */
function made(noise = 0.3): NonNullable<BiasState['measured']> {
  const rows: [string, Record<number, number>][] = [];
  sidePairs.forEach(([hill, valley], i) => {
    rows.push([hill, { 0: 1, 10: i }], [valley, { 0: -1, 10: i }]);
  });
  const prng = Prng.fork(seed, 'made');
  for (const { word, degree, hasTraces } of plantedOccupations(seed)) {
    const others = Object.fromEntries([2, 3, 4, 5].map((c) => [c, noise * prng.normal()]));
    rows.push([word, { ...others, 0: 0.6 * degree, 1: hasTraces ? 0.8 * degree : 0 }]);
  }
  rows.push(['one', { 6: 1 }], ['onecity', { 6: 1, 8: 1 }], ['two', { 7: 1 }], ['twocity', { 7: 1, 8: 1 }]);
  const width = 12;
  const values = Float32Array.from(rows.flatMap(([, v]) => Array.from({ length: width }, (_, c) => v[c] ?? 0)));
  return {
    space: wordSpace({ words: rows.map(([word]) => word), values, width }),
    plant: { seed, strength: 0.9 },
    step: 3000,
  };
}

const state: BiasState = { ...biasLab.start, measured: made() };
const isDone = (name: string, change: Partial<BiasState>) => biasLab.exercises[name]!({ ...state, ...change });

describe('the figures of the lab', () => {
  it('are those of the plant', () => {
    const figures = biasFigures(state)!;
    expect(figures.placed).toHaveLength(40);
    expect(figures.placed.map(({ degree }) => degree)).toEqual(
      figures.placed.map(({ degree }) => degree).sort((a, b) => b - a),
    );
    expect(figures.correlation).toBeGreaterThan(0.9);
    expect(figures.largest).toBe(Math.max(...figures.placed.map(({ projection }) => Math.abs(projection))));
    expect(figures.probe).toBe(figures.probeBefore);
  });

  it('are those that the run measures of all pairs', () => {
    // with so much noise a probe depends on which words it is fitted on
    const measured = made(2);
    const { traces, tracesAfter, sides, sidesAfter } = measureIsland(measured.space, plantedOccupations(seed));
    for (const [kind, before, after] of [
      ['traces', traces, tracesAfter],
      ['sides', sides, sidesAfter],
    ] as const) {
      expect(biasFigures({ ...state, measured, kind, isDebiased: true }), kind).toMatchObject({
        probeBefore: before,
        probe: after,
      });
    }
  });

  it('have u · g = 0 after debiasing, for a direction of length 1', () => {
    const g = directionOf(state)!;
    expect(dot(g, g)).toBeCloseTo(1, 14);
    expect(biasFigures({ ...state, isDebiased: true })!.largest).toBeLessThan(1e-15);
  });

  it('are not there without vectors or without a pair', () => {
    expect(biasFigures(biasLab.start)).toBeNull();
    expect(biasFigures({ ...state, pairs: sidePairs.map(() => false) })).toBeNull();
  });
});

describe('an analogy', () => {
  const { space } = state.measured!;
  const answer = (change: Partial<BiasState>) =>
    analogyAnswers({ ...state, ...change })?.map(({ index }) => space.words[index]);

  it('is read from three words', () => {
    expect(analogyInputs('One : onecity = TWO : ?', space)).toEqual({
      rows: ['one', 'onecity', 'two'].map((word) => space.rowOf.get(word)),
    });
    expect(analogyInputs('one : onecity', space)).toBeNull();
    expect(analogyInputs('one : sea = lake', space)).toEqual({ unknown: ['sea', 'lake'] });
    expect(answer({ analogy: 'one : sea = lake' })).toBeUndefined();
  });

  it('has its inputs among the answers only where they are not left out', () => {
    expect(answer({ analogy: 'one : onecity = two' })![0]).toBe('twocity');
    // b − a is 0 for a word and itself: nothing is nearer to c than c
    expect(answer({ analogy: 'one : one = two', excludeInputs: false })![0]).toBe('two');
    expect(answer({ analogy: 'one : one = two' })![0]).toBe('twocity');
  });
});

describe('exercises', () => {
  const onePair = sidePairs.map((_, i) => i === 2);

  it('one: a single pair, which is enough', () => {
    expect(isDone('one', {})).toBe(false);
    expect(isDone('one', { pairs: onePair })).toBe(true);
  });

  it('left and gone: debiased occupations of the kind that each is about', () => {
    expect(isDone('left', {})).toBe(false);
    expect(isDone('left', { isDebiased: true })).toBe(true);
    expect(isDone('left', { isDebiased: true, kind: 'sides' })).toBe(false);
    expect(isDone('gone', { isDebiased: true })).toBe(false);
    expect(isDone('gone', { kind: 'sides' })).toBe(false);
    expect(isDone('gone', { isDebiased: true, kind: 'sides' })).toBe(true);
  });

  it('control: trained without a plant for long enough, and nothing is found', () => {
    const none = { ...made(), plant: { seed: seed + 1, strength: 0 } };
    expect(isDone('control', { measured: none })).toBe(true);
    expect(isDone('control', { measured: { ...none, step: 100 } })).toBe(false);
    expect(isDone('control', {})).toBe(false);
    // strength 0, and yet the degrees of the seed are found
    expect(isDone('control', { measured: { ...made(), plant: { seed, strength: 0 } } })).toBe(false);
  });

  it('input: the answer is one of the words given', () => {
    expect(isDone('input', { analogy: 'one : onecity = two' })).toBe(false);
    // both words of the hill: hardly anything is added to “one”
    expect(isDone('input', { analogy: 'hill : upper = one', excludeInputs: false })).toBe(true);
    expect(isDone('input', { analogy: 'hill : upper = one' })).toBe(false);
    expect(isDone('input', { analogy: 'one : one = two', excludeInputs: false })).toBe(false);
  });
});
