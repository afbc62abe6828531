import { describe, expect, it } from 'vitest';
import type { RefreshEvent } from '../index/messages.ts';
import { type RefreshRecord, servedSnapshot, swapsOf, withRefreshEvent } from './refreshes.ts';

const event = (
  stage: RefreshEvent['stage'],
  requestedAtStep: number,
  step: number,
  extra: Partial<RefreshEvent> = {},
): RefreshEvent => ({
  stage,
  requestedAtStep,
  step,
  done: 0,
  total: 100,
  embedMs: 0,
  buildMs: 0,
  ...extra,
});

const fold = (events: RefreshEvent[]) =>
  events.reduce<readonly RefreshRecord[]>((list, one) => withRefreshEvent(list, 'joint', one), []);

describe('withRefreshEvent', () => {
  it('folds the stages of one refresh into one record', () => {
    const [record, ...others] = fold([
      event('requested', 50, 50),
      event('embedding', 50, 55, { done: 40 }),
      event('building', 50, 60, { embedMs: 600 }),
      event('building', 50, 64, { done: 90 }),
      event('swapped', 50, 66, { embedMs: 600, buildMs: 300 }),
    ]);
    expect(others).toEqual([]);
    expect(record).toMatchObject({
      requestedAtStep: 50,
      buildingAtStep: 60,
      swappedAtStep: 66,
      embedMs: 600,
      buildMs: 300,
    });
  });

  it('keeps a failed build beside the one that follows it', () => {
    const list = fold([
      event('requested', 50, 50),
      event('failed', 50, 52, { message: 'killed' }),
      event('requested', 50, 53),
      event('swapped', 50, 70),
    ]);
    expect(list.map(({ failedAtStep, swappedAtStep }) => [failedAtStep, swappedAtStep])).toEqual([
      [52, null],
      [null, 70],
    ]);
  });

  it('does not count the first index, nor one that a resumed run builds once more', () => {
    const list = fold([
      event('requested', 0, 0),
      event('swapped', 0, 0),
      event('requested', 15, 15),
      event('swapped', 15, 19),
      event('requested', 15, 25),
      event('swapped', 15, 25),
    ]);
    expect(swapsOf(list).map(({ swappedAtStep }) => swappedAtStep)).toEqual([19]);
  });

  it('leaves the list it was given as it is', () => {
    const list = fold([event('requested', 50, 50)]);
    withRefreshEvent(list, 'joint', event('swapped', 50, 60));
    expect(list[0]!.swappedAtStep).toBeNull();
  });
});

describe('servedSnapshot', () => {
  it('is that of the newest index that serves, and 0 before the first swap', () => {
    const first = [event('requested', 0, 0), event('swapped', 0, 0)];
    const second = [event('requested', 15, 15), event('building', 15, 20)];
    expect(servedSnapshot(fold([]))).toBe(0);
    expect(servedSnapshot(fold([...first, ...second]))).toBe(0);
    expect(servedSnapshot(fold([...first, ...second, event('swapped', 15, 23), event('requested', 30, 30)]))).toBe(15);
  });
});
