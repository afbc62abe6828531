import { describe, expect, it } from 'vitest';
import { measuredOf } from '../run/measured.ts';
import type { Evaluation, RunConfig } from '../run/records.ts';
import { handResults, questionResult } from '../run/testing/results.ts';
import { resolvePreset } from '../systems/presets.ts';
import type { RealmConfig } from '../systems/realm/settings.ts';
import { evaluationPoints, positionsOn } from './pinned-runs.ts';
import type { RunEntry } from './run-archive.ts';
import { differingSettings, headlineMetrics, outcomesOf, wholeOutcomes } from './run-comparison.ts';
import { describeRun } from './run-description.ts';

const smoke = resolvePreset<RealmConfig>('smoke');

function entry(
  config: RunConfig,
  evaluations: [phase: string, step: number, accuracy: number | null, age: number][],
): RunEntry {
  return {
    runId: JSON.stringify(config),
    config,
    name: '',
    note: '',
    isPinned: false,
    startedAt: 0,
    changedAt: 0,
    trainedMs: 0,
    adapter: null,
    now: { phase: 'joint', step: 60 },
    evaluations: evaluations.map(
      ([phase, step, heldOutAccuracy, indexAge]): Evaluation => ({
        phase,
        step,
        metrics: { heldOutAccuracy, indexAge },
        skipped: {},
      }),
    ),
  };
}

describe('a comparison of runs', () => {
  it('names the settings that differ, with their values, and not the name of the preset', () => {
    const other = { ...smoke, preset: 'bios', seed: 7, realm: { ...smoke.realm, temperature: 2 } };
    const found = differingSettings([entry(smoke, []), entry(other, []), entry(smoke, [])]);
    expect(found).toEqual([
      { key: 'seed', values: ['1', '7', '1'] },
      { key: 'realm.temperature', values: [String(smoke.realm.temperature), '2', String(smoke.realm.temperature)] },
    ]);
    expect(differingSettings([entry(smoke, []), entry(smoke, [])])).toEqual([]);
  });

  it('has the last value and the first of the best ones, in the order of the run, however the evaluations came', () => {
    const first = entry(smoke, [
      ['joint', 60, 0.4, 5],
      ['joint', 30, 0.6, 9],
      ['warmup', 30, 0.6, 0],
    ]);
    const second = entry(smoke, [['joint', 30, null, 3]]);
    const outcomes = outcomesOf([first, second]);
    expect(outcomes.map(({ metric: { id }, last, best }) => ({ id, last, best }))).toEqual([
      {
        id: 'heldOutAccuracy',
        last: [0.4, null],
        best: [{ value: 0.6, at: { phase: 'warmup', step: 30 } }, null],
      },
      // no age is better than another
      { id: 'indexAge', last: [5, 3], best: null },
    ]);
  });

  it('knows which metrics a system shows first', () => {
    expect(headlineMetrics(entry(smoke, [])).map(({ id }) => id)).toEqual([
      'retrievalUtility',
      'recallAt1',
      'heldOutAccuracy',
    ]);
  });
});

describe('a pinned run on the axis of another', () => {
  const { phases } = describeRun(smoke); // ict 20, warmup 30, joint 60
  const longer = { ...smoke, ict: { ...smoke.ict, steps: 25 } };

  it('has each phase over the same phase, without the steps that the other run has not', () => {
    const history = {
      phase: Float64Array.of(0, 0, 1, 2, 2),
      step: Float64Array.of(20, 21, 1, 1, 60),
    };
    const pinned = { entry: entry(longer, []), curves: { history, views: {} } };
    expect([...positionsOn(phases, pinned)]).toEqual([20, Number.NaN, 21, 51, 110]);
  });

  it('has its evaluations there too', () => {
    const { evaluations } = entry(longer, [
      ['ict', 25, 0.1, 0],
      ['joint', 30, 0.5, 0],
      ['other', 1, 0.9, 0],
    ]);
    const { x, y } = evaluationPoints(phases, evaluations, 'heldOutAccuracy');
    expect([[...x], [...y]]).toEqual([[80], [0.5]]);
  });
});

describe('runs on the same examples', () => {
  const withRanks = (corpus: string, ranks: readonly number[]): RunEntry => {
    const questions = ranks.map((rank, i) => questionResult(`q${i}`, { rank }));
    return {
      ...entry(smoke, []),
      results: [measuredOf(handResults(), 'older'), measuredOf({ ...handResults(), questions }, corpus)],
    };
  };
  const outcome = (entries: readonly RunEntry[], id: string) =>
    wholeOutcomes(entries).find(({ metric }) => metric.id === id);

  it('are compared with the first by McNemar’s test, at the last moment that was measured', () => {
    const first = withRanks('c', [1, 2, 2, 2, 2, 2, 1]);
    const second = withRanks('c', [2, 1, 1, 1, 1, 1, 1]);
    const found = outcome([first, second, entry(smoke, [])], 'recallAt1')!;
    expect(found.values.map((row) => row && [row.value, row.n])).toEqual([[2 / 7, 7], [6 / 7, 7], null]);
    // 1 against 5: 2 (1 + 6) / 2^6
    expect(found.paired).toEqual([{ onlyFirst: 1, onlySecond: 5, p: expect.closeTo(0.21875, 12) }, null]);
    expect(outcome([first, second], 'heldOutLogLikelihood')!.paired).toBeNull();
  });

  it('are not paired over another corpus or other questions', () => {
    const first = withRanks('c', [1, 2]);
    const others = [withRanks('d', [1, 2]), withRanks('c', [1, 2, 3])];
    expect(outcome([first, ...others], 'recallAt1')!.paired).toEqual(['other-corpus', 'other-corpus']);
  });

  it('of earlier versions have none', () => {
    expect(wholeOutcomes([entry(smoke, [])])).toEqual([]);
  });
});
