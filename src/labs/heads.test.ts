import { describe, expect, it } from 'vitest';
import type { HeadLosses } from '../run/heads.ts';
import {
  allSingle,
  type HeadsState,
  headsLab,
  layerSwitched,
  type Maps,
  noneMeasured,
  previousShare,
  type Rises,
  sumAlone,
  switched,
  viewed,
  withMeasured,
} from './heads.ts';

const { costliest, previous, layer } = headsLab.exercises;

/** Two layers of two heads over three tokens: head 2 looks at the token before, the others look at the first. */
const maps: Maps = {
  layers: 2,
  heads: 2,
  tokens: ['a', 'b', 'c'],
  targets: [null, null, null],
  weights: Float32Array.from(
    [0, 1, 2, 3].flatMap((head) => [1, 0, 0, 1, 0, 0, ...(head === 2 ? [0, 1, 0] : [1, 0, 0])]),
  ),
};

const single = (rises: readonly number[]): Rises['single'] => Object.fromEntries(rises.entries());

/** A loss of 1 with all heads at a step, and without some of them. */
const losses = (step: number, ...without: [off: number[], loss: number][]): HeadLosses => ({
  ...{ view: { id: 'text', part: 'model' }, phase: 'lm', step, all: 1, examples: 3, predictions: 9, isHeldOut: true },
  without: without.map(([off, loss]) => ({ off, loss })),
});

const state = (change: Partial<HeadsState>): HeadsState => ({ ...headsLab.start, ...change });

describe('heads', () => {
  it('are switched one by one and layer by layer, in order', () => {
    expect(switched([], 2)).toEqual([2]);
    expect(switched([2], 0)).toEqual([0, 2]);
    expect(switched([0, 2], 2)).toEqual([0]);
    expect(layerSwitched([0], 1, 2)).toEqual([0, 2, 3]);
    expect(layerSwitched([0, 2], 1, 2)).toEqual([0, 2, 3]);
    expect(layerSwitched([0, 2, 3], 1, 2)).toEqual([0]);
  });

  it('of another part are on, and none is enlarged; another text of the same part changes nothing', () => {
    const [reader, query, document] = ['reader', 'query', 'document'].map((id) => ({
      id,
      part: id === 'reader' ? 'reader' : 'retriever',
    }));
    expect(viewed(query!, reader!)).toEqual({ view: 'query', off: [], chosen: null });
    expect(viewed(document!, query!)).toEqual({ view: 'document' });
  });

  it('have a share of the token before, worked by hand', () => {
    // b gives a, its predecessor, 1 in every head; c gives b 0, in head 2 1
    expect([0, 1, 2, 3].map((head) => previousShare(maps, head))).toEqual([0.5, 0.5, 1, 0.5]);
    expect(previousShare({ ...maps, tokens: ['a'], weights: Float32Array.of(1, 1, 1, 1) }, 0)).toBe(0);
  });
});

describe('exercises', () => {
  it('costliest: every head is measured, and the one that costs most is off, alone', () => {
    const answers = { maps, single: single([0.1, 0.4, -0.2, 0.3]), together: {} };
    expect(costliest!(state({ answers, off: [1] }))).toBe(true);
    expect(costliest!(state({ answers, off: [3] }))).toBe(false);
    expect(costliest!(state({ answers, off: [1, 3] }))).toBe(false);
    expect(costliest!(state({ answers: { ...answers, single: single([0.1, 0.4, -0.2]) }, off: [1] }))).toBe(false);
    expect(allSingle({ maps: null, single: answers.single })).toBeNull();
  });

  it('previous: the head that attends most to the token before is enlarged', () => {
    const answers = { maps, single: {}, together: {} };
    expect(previous!(state({ answers, chosen: 2 }))).toBe(true);
    expect(previous!(state({ answers, chosen: 0 }))).toBe(false);
    expect(previous!(state({ answers }))).toBe(false);
    expect(previous!(state({ chosen: 2 }))).toBe(false);
  });

  it('layer: all heads of one layer are off and measured', () => {
    const answers = { maps, single: {}, together: { '2,3': 1, '0': 1 } };
    expect(layer!(state({ answers, off: [2, 3] }))).toBe(true);
    expect(layer!(state({ answers, off: [0, 1] }))).toBe(false);
    expect(layer!(state({ answers, off: [0] }))).toBe(false);
    expect(layer!(state({ answers, off: [2] }))).toBe(false);
  });

  it('what they cost alone is added up only where that and what they cost together were measured', () => {
    const together = { '0,1': 0.9 };
    expect(sumAlone({ single: single([0.25, 0.5]), together }, [0, 1])).toBe(0.75);
    expect(sumAlone({ single: single([0.25]), together }, [0, 1])).toBeNull();
    expect(sumAlone({ single: single([0.25, 0.5, 0.25]), together }, [1, 2])).toBeNull();
  });
});

describe('measurements', () => {
  const both = withMeasured(noneMeasured, losses(5, [[0], 1.25], [[1], 1.5]));

  it('are rises of the loss, of single heads and of sets', () => {
    expect(both).toMatchObject({ single: { 0: 0.25, 1: 0.5 }, together: { '0': 0.25, '1': 0.5 } });
  });

  it('of one step are kept beside each other', () => {
    const { single: alone, together, last } = withMeasured(both, losses(5, [[0, 1], 1.75]));
    expect(alone).toEqual({ 0: 0.25, 1: 0.5 });
    expect(together).toEqual({ '0': 0.25, '1': 0.5, '0,1': 0.75 });
    expect(last!.step).toBe(5);
  });

  it.each([
    ['step', losses(6, [[0, 1], 1.75])],
    ['phase', { ...losses(5, [[0, 1], 1.75]), phase: 'other' }],
  ])('of another %s are not: what was measured before goes', (_, later) => {
    expect(withMeasured(both, later)).toEqual({ single: {}, together: { '0,1': 0.75 }, last: later });
  });
});
