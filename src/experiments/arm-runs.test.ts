import { describe, expect, it } from 'vitest';
import { RunArchive } from '../state/run-archive.ts';
import { startRunKeeper } from '../state/run-keeper.ts';
import { RunSeries } from '../state/run-series.ts';
import { memoryRuns } from '../state/testing/memory-runs.ts';
import { newSession } from '../state/testing/new-session.ts';
import type { RealmConfig } from '../systems/realm/settings.ts';
import { inTime } from '../util/testing/in-time.ts';
import { armsToTrain, keptArmRuns, nextSeed } from './arm-runs.ts';
import { resultOf } from './outcome.ts';
import { experimentOf } from './registry.ts';

const { arms, ...rest } = experimentOf('masking');
/** Its arms that differ in their masks alone, which tells them apart. */
const masking = { ...rest, arms: arms.filter(({ id }) => id !== 'ict') };
const request = { preset: 'smoke', changes: ['ict.steps=5', 'warmup.steps=5', 'joint.steps=10'] };

const strategyOf = (config: unknown) => (config as RealmConfig | undefined)?.masking.strategy;

/** A page over the stand-in for the worker, and over what a browser has stored. */
function page(wanted = request, storage = memoryRuns()) {
  const { session } = newSession({ pace: 1 });
  const archive = new RunArchive(storage);
  const keeper = startRunKeeper({ session, archive });
  const runs = new RunSeries(session);
  const open = (seed = 1) => armsToTrain(masking, archive.state.entries, { ...wanted, seed });
  return { session, archive, keeper, runs, storage, open };
}

describe('the arms of an experiment in this browser', () => {
  it('are trained one after the other, and what came of them is a result', async () => {
    const { archive, keeper, runs, open, session } = page();
    const seen: string[] = [];
    runs.store.subscribe(({ current }) => current && seen.push(`${current.name} ${current.done}/${current.total}`));
    expect(open().map(({ name }) => name)).toEqual(['salient', 'uniform', 'random-span']);
    const trained = runs.train('masking', open());
    expect(await runs.train('masking', open())).toBe(false); // one at a time
    expect(await trained).toBe(true);
    expect(seen).toEqual(['salient 0/3', 'uniform 1/3', 'random-span 2/3']);
    expect(runs.store.getState().current).toBeNull();
    await inTime(() => expect(open()).toEqual([]));
    expect(session.state.status).toBe('finished');
    expect(nextSeed(masking, archive.state.entries, request)).toBe(2);
    expect(open(2)).toHaveLength(3);
    // with other settings it is another experiment
    expect(nextSeed(masking, archive.state.entries, { ...request, changes: [] })).toBe(1);

    const kept = keptArmRuns(masking, archive.state.entries, request);
    const facts = { preset: 'smoke', changes: request.changes, version: '', seeds: [1], failures: [], command: '' };
    const result = resultOf(masking, facts, kept, () => undefined);
    for (const { id, seeds, values } of result.arms) {
      expect(seeds).toEqual([1]);
      const { evaluations } = archive.state.entries.find(({ config }) => strategyOf(config) === id)!;
      expect(values.accuracy!.ofSeeds).toEqual([evaluations.at(-1)!.metrics.heldOutAccuracy]);
    }
    expect(result.adapters).toEqual(['scripted adapter']);
    keeper.stop();
  });

  it('go on where they were after they were stopped and the page was loaded again', async () => {
    const long = { ...request, changes: ['ict.steps=5', 'warmup.steps=5', 'joint.steps=40'] };
    const first = page(long);
    let stopped: Promise<void> | undefined;
    first.session.store.subscribe(({ status, now, measured }) => {
      const isSecond = status === 'running' && strategyOf(measured?.config) === 'uniform';
      if (isSecond && now?.phase === 'joint') stopped ??= first.runs.stop();
    });
    expect(await first.runs.train('masking', first.open())).toBe(false);
    await stopped;
    const { status, now, measured } = first.session.state;
    expect({ status, phase: now!.phase }).toEqual({ status: 'paused', phase: 'joint' });
    await first.keeper.keepNow();
    expect(first.open().map(({ name }) => name)).toEqual(['uniform', 'random-span']);
    const { runId, config } = measured!;
    const files = await first.session.client.ask('checkpoint', null);
    const saved = [structuredClone(first.session.saved()), { ...now!, runId, config, files, savedAt: 0 }] as const;
    first.keeper.stop();

    const again = page(long, first.storage);
    await again.archive.open();
    again.session.restore(...saved);
    expect(again.open().map(({ name }) => name)).toEqual(['uniform', 'random-span']);
    expect(await again.runs.train('masking', again.open())).toBe(true);
    await inTime(() => expect(again.open()).toEqual([]));
    // the second arm is the run that was begun before
    const kept = again.archive.state.entries;
    expect(kept.map((entry) => strategyOf(entry.config)).sort()).toEqual(['random-span', 'salient', 'uniform']);
    expect(kept.find((entry) => strategyOf(entry.config) === 'uniform')!.runId).toBe(runId);
    again.keeper.stop();
  });

  it('stop before a run that is being opened is played', async () => {
    const { runs, open, session, keeper } = page();
    const trained = runs.train('masking', open());
    await runs.stop();
    expect(await trained).toBe(false);
    expect(session.state).toMatchObject({ status: 'ready', now: { step: 0 } });
    keeper.stop();
  });
});
