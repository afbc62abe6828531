import { describe, expect, it } from 'vitest';
import type { RefreshRecord } from '../../../../state/refreshes.ts';
import { builderSentences } from './builder-lanes.tsx';
import { ageAt, builderState, handOvers } from './serving.ts';
import { en } from './words/en.ts';

const record = (at: number, changes: Partial<RefreshRecord> = {}): RefreshRecord => ({
  phase: 'joint',
  requestedAtStep: at,
  buildingAtStep: at + 2,
  swappedAtStep: at + 3,
  failedAtStep: null,
  step: at + 3,
  stage: 'swapped',
  done: 0,
  total: 0,
  embedMs: 1,
  buildMs: 1,
  ...changes,
});
const underWay = (at: number, changes: Partial<RefreshRecord>) =>
  record(at, { buildingAtStep: null, swappedAtStep: null, ...changes });
const first = record(0, { buildingAtStep: 0, swappedAtStep: 0 });
const joint = (step: number) => ({ phase: 'joint', step });
const settings = { steps: 200, refreshEvery: 50 };
const words = en.lanes;
const says = (...given: Parameters<typeof builderState>) => builderSentences(builderState(...given), words).join(' ');

describe('the age of the index that serves', () => {
  it('counts from its snapshot, not from its swap, at any moment of the run', () => {
    const refreshes = [first, record(50), record(100)];
    expect([1, 52, 53, 102, 103, 140].map((step) => ageAt(refreshes, joint(step)))).toEqual([1, 52, 3, 52, 3, 40]);
  });

  it('is none before joint training', () => {
    expect(ageAt([], { phase: 'warmup', step: 9 })).toBeNull();
  });
});

describe('the builder', () => {
  it('waits until joint training begins, then trains on with the first index', () => {
    expect(says([], { phase: 'warmup', step: 9 }, settings)).toBe(words.nothing);
    expect(says([underWay(0, { stage: 'embedding' })], { phase: 'warmup', step: 9 }, settings)).toBe(words.first);
    expect(says([first], joint(7), settings)).toBe(`${words.notYet} ${words.next(50)}`);
  });

  it('gets parameters, embeds, builds, and hands the index over', () => {
    const at = (changes: Partial<RefreshRecord>) => says([first, underWay(50, changes)], joint(51), settings);
    expect(at({ stage: 'requested' })).toBe('Gets a copy of the parameters of step 50.');
    expect(at({ stage: 'embedding', done: 300, total: 1200 })).toContain('step 50: 300 of 1,200');
    expect(at({ stage: 'building' })).toBe('Builds the index of step 50.');
    expect(says([first, record(50)], joint(60), settings)).toBe(
      'The index of step 50 came back at step 53. The next copy of the parameters leaves at step 100.',
    );
  });

  it('has failed, or has nothing more to do', () => {
    expect(says([first, underWay(50, { stage: 'failed', failedAtStep: 52 })], joint(60), settings)).toContain(
      'Failed at step 52',
    );
    expect(says([first, record(150)], joint(199), settings)).toContain(words.noNext);
    expect(says([first], joint(9), { steps: 200, refreshEvery: 0 })).toContain(words.noNext);
  });
});

it('hand-overs are those between two steps, without the first index and without failures', () => {
  const list = [first, record(50), underWay(100, { failedAtStep: 101 }), record(110), underWay(150, {})];
  expect(handOvers(list, 60, 160)).toEqual([
    { sent: 110, building: 112, back: 113 },
    { sent: 150, building: null, back: null },
  ]);
  expect(handOvers(list, 0, 160)).toHaveLength(3);
});
