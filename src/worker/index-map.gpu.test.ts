/** The embeddings behind the index in the real train worker: stale ones against the index itself, fresh ones against a later snapshot. */
import { afterEach, expect, it } from 'vitest';
import { ExactIndex } from '../index/exact.ts';
import type { IndexMap, MapSide } from '../systems/realm/index-map.ts';
import type { RealmConfig } from '../systems/realm/settings.ts';
import { RecordedRun, tinyConfig } from './testing/tiny-run.ts';

const tiny: RealmConfig = {
  ...tinyConfig,
  retriever: { ...tinyConfig.retriever, initialStd: 0.3 },
  ict: { ...tinyConfig.ict, steps: 1 },
  warmup: { ...tinyConfig.warmup, steps: 1 },
  // a swap comes two steps after its snapshot
  joint: { ...tinyConfig.joint, steps: 60, warmupSteps: 0, refreshEvery: 6, swapAfter: 2, retrieverLearningRate: 1e-3 },
  evaluation: { ...tinyConfig.evaluation, every: 10_000, examples: 4, questions: 4 },
};

let run: RecordedRun;
afterEach(() => run?.client.close());

const all = ({ documents }: IndexMap) => documents.map(({ block }) => block);

it('are those with which the index searches, and those of the present parameters', async () => {
  run = new RecordedRun();
  const { client, probe } = run;
  const map = async (example = 0, limit = 1000) => (await probe('index-map', { example, limit }))!;
  const embed = async (one: IndexMap, side: MapSide, blocks = all(one)) =>
    probe('index-embeddings', { id: one.id, side, blocks });
  await client.open({ runId: 'a', config: tiny });
  expect(await probe('index-map', { example: 0, limit: 10 })).toBeNull();
  expect(await probe('index-controls', {})).toEqual({ refreshEvery: 6, isStopped: false });

  // joint step 6, where a snapshot is taken; the index is that of step 0
  await client.step(8);
  const first = await map();
  expect(first).toMatchObject({ phase: 'joint', step: 6, takenAtStep: 0, age: 6, refreshEvery: 6, dimension: 16 });
  expect(first.documents).toHaveLength(first.blocks);
  const [stale, fresh] = [(await embed(first, 'stale'))!, (await embed(first, 'fresh'))!];
  expect(stale).not.toEqual(fresh);
  // part by part they are the same
  expect(await embed(first, 'stale', [3])).toEqual(stale.slice(3 * 16, 4 * 16));

  // for a held-out example the worker's index finds its candidates now: exact search over the stale embeddings finds the same
  const heldOut = await map(first.example.count - 1);
  const { ids } = new ExactIndex(stale, 16).search(heldOut.query.stale, heldOut.blocks);
  const allowed = [...ids].filter((row) => !heldOut.documents[row]!.isSource);
  const candidates = heldOut.documents.filter(({ isCandidate }) => isCandidate).map(({ block }) => block);
  expect(candidates.length).toBe(tiny.realm.candidates - 1);
  expect(allowed.slice(0, candidates.length).sort((a, b) => a - b)).toEqual(candidates);
  const answer = heldOut.example.masked.map(({ start, end }) => heldOut.example.sentence.slice(start, end));
  for (const { holdsAnswer, text } of heldOut.documents) {
    expect(holdsAnswer).toBe(answer.every((words) => text.split(/\W+/).includes(words)));
  }
  expect(heldOut.documents.some(({ isSource }) => isSource)).toBe(true);

  // the map before is not the newest any more; a sample holds what the example needs
  expect(await embed(first, 'stale')).toBeNull();
  const few = await map(first.example.count - 1, 4);
  expect(all(few)).toEqual(expect.arrayContaining(candidates));
  expect(few.documents.length).toBeLessThan(few.blocks);

  // two steps later the index of step 6 serves: its embeddings are what was fresh then
  await client.step(2);
  const second = await map();
  expect(second).toMatchObject({ step: 8, takenAtStep: 6, age: 2 });
  expect(await embed(second, 'stale')).toEqual(fresh);

  // a stopped builder: the age grows beyond the interval; then another interval holds
  await probe('index-controls', { isStopped: true });
  await client.step(8);
  expect(await map()).toMatchObject({ step: 16, takenAtStep: 6, age: 10, isStopped: true });
  expect(await probe('index-controls', { isStopped: false, refreshEvery: 10 })).toEqual({
    refreshEvery: 10,
    isStopped: false,
  });
  await client.step(8);
  expect(await map()).toMatchObject({ step: 24, takenAtStep: 20, age: 4, refreshEvery: 10 });
  const requested = run
    .of('refresh')
    .flatMap(({ refresh }) => (refresh.stage === 'requested' ? [refresh.requestedAtStep] : []));
  expect(requested).toEqual([0, 6, 20]);
  // a resumed run goes on with what held
  const { config } = await client.checkpoint();
  expect(JSON.parse(config).joint.refreshEvery).toBe(10);
});
