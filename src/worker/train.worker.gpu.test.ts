/** The train worker with real index workers: what the page and the command line build on. */
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { shapeOfJob } from '../graph/matmul.ts';
import { readState } from '../run/checkpoint.ts';
import type { CheckpointFiles } from '../run/records.ts';
import { readSafetensors, writeSafetensors } from '../run/safetensors.ts';
import type { RealmConfig } from '../systems/realm/settings.ts';
import type { TrainClient } from './client.ts';
import { RecordedRun, tinyConfig as tiny } from './testing/tiny-run.ts';

const runs: RecordedRun[] = [];
/** Workers without a run of the test: a device of its own and all kernels anew would take most of the time of each. */
const idle: TrainClient[] = [];
let tests = 0;

/** A run that is open, in a worker that knows nothing of the other runs of the test. */
async function open(config: RealmConfig = tiny, checkpoint?: CheckpointFiles): Promise<RecordedRun> {
  const run = new RecordedRun(idle.pop());
  runs.push(run);
  await run.client.open({ runId: `a${tests}`, config, checkpoint });
  return run;
}
afterEach(({ task }) => {
  tests++;
  for (const { client, leave } of runs.splice(0)) {
    leave();
    // what a failed test leaves would disturb the next
    if (task.result?.state === 'fail') client.close();
    else idle.push(client);
  }
});
afterAll(() => {
  for (const client of idle) client.close();
});

/** The same checkpoint with another state. */
function withState({ weights, ...rest }: CheckpointFiles, change: (state: Record<string, never>) => void) {
  const { tensors, metadata } = readSafetensors(weights);
  const state = JSON.parse(metadata.state!);
  change(state);
  return { ...rest, weights: writeSafetensors({ tensors, metadata: { ...metadata, state: JSON.stringify(state) } }) };
}

const isProduct = (job: string) => shapeOfJob(job) !== undefined;

describe('a run in the train worker', () => {
  it.each<[string, Partial<RealmConfig>]>([
    ['queries by stale parameters', { realm: { ...tiny.realm, queryEmbedding: 'stale' } }],
    ['queries by fresh parameters', { realm: { ...tiny.realm, queryEmbedding: 'fresh' } }],
    ['ICT kept', { joint: { ...tiny.joint, ictWeight: 1, ictBatch: 6, readerDecay: 3 } }],
  ])('goes on from a checkpoint as if it had never stopped, bit for bit: %s', async (_, changed) => {
    const config = { ...tiny, ...changed };
    const whole = await open(config);
    // 4 ICT + 4 warm-up + 15 joint: between a snapshot and its swap, with batches fetched ahead
    expect(await whole.client.step(23)).toEqual({ phase: 'joint', step: 15 });
    const middle = await whole.client.checkpoint();
    // the batches ahead are kept as what was drawn and found; their tokens are made anew
    const { ahead } = readState(middle).phases.joint as { ahead: object[][] };
    expect(ahead.flat().length).toBeGreaterThan(0);
    for (const row of ahead.flat()) {
      expect(['example,blocks', 'example,blocks,skipped']).toContain(Object.keys(row).join());
    }
    await whole.finish();
    const wholeEnd = await whole.client.checkpoint();

    const resumed = await open(config, middle);
    expect(await resumed.finish()).toEqual({ phase: 'joint', step: 24 });
    const resumedEnd = await resumed.client.checkpoint();

    const after = whole.records('joint').filter(({ step }) => step > 15);
    expect(after.length).toBe(9);
    expect(resumed.records('joint')).toEqual(after);
    expect(resumed.of('evaluation').map(({ evaluation }) => evaluation)).toEqual(
      whole.of('evaluation').flatMap(({ evaluation }) => (evaluation.phase === 'joint' ? [evaluation] : [])),
    );
    const expected = readSafetensors(wholeEnd.weights);
    const actual = readSafetensors(resumedEnd.weights);
    expect([...actual.tensors.keys()]).toEqual([...expected.tensors.keys()]);
    for (const [name, { data }] of expected.tensors) expect(actual.tensors.get(name)!.data, name).toEqual(data);
    expect(actual.metadata).toEqual(expected.metadata);
  });

  it('goes on with the kernels that its checkpoint names', async () => {
    const run = await open();
    await run.client.step(1);
    const checkpoint = await run.client.checkpoint();
    const { kernels } = readState(checkpoint);
    const jobs = Object.keys(kernels).filter(isProduct);
    expect(jobs.length).toBeGreaterThan(3);
    expect(new Set(Object.values(kernels))).not.toEqual(new Set(['plain']));
    const plain = withState(checkpoint, (state) =>
      Object.assign(state, { kernels: { ...kernels, ...Object.fromEntries(jobs.map((job) => [job, 'plain'])) } }),
    );
    const resumed = await open(tiny, plain);
    expect(await resumed.client.step(1)).toEqual({ phase: 'ict', step: 2 });
    const { chosen } = resumed.of('kernels').at(-1)!.report;
    // the measurement before the first step has jobs of its own, which a resumed run does not do
    const again = jobs.filter((job) => chosen[job]);
    expect(again.length).toBeGreaterThan(3);
    for (const job of again) expect(chosen[job], job).toEqual({ variant: 'plain' });
  });

  it('changes kernels where its record says so; an earlier checkpoint is trained as the run was before', async () => {
    const run = await open();
    await run.client.step(1);
    const early = await run.client.checkpoint();
    const [[job, from]] = Object.entries(readState(early).kernels).filter(
      ([name, kernel]) => isProduct(name) && kernel !== 'plain',
    ) as [[string, string]];
    const kernelRecord = {
      swaps: [{ phase: 'ict', step: 2, kernels: { [job]: { from, to: 'plain' } } }],
      until: { phase: 'ict', step: 4 },
    };
    await run.client.step(3);
    const unchanged = run.records('ict').slice(1);

    const changed = await open();
    const recorded = withState(early, (state) => Object.assign(state, { kernelRecord }));
    const train = async (checkpoint: CheckpointFiles) => {
      await changed.client.open({ runId: 'b', config: tiny, checkpoint });
      await changed.client.step(3);
      const { kernels } = readState(await changed.client.checkpoint());
      return { records: changed.records('ict').slice(-3), kernel: kernels[job] };
    };
    const first = await train(recorded);
    expect(first.kernel).toBe('plain');
    expect(first.records[0]).toEqual(unchanged[0]);
    // a checkpoint from before the swap does not know of it, but the worker does
    expect(await train(early)).toEqual(first);
    await changed.client.reset('c');
    await changed.client.step(4);
    expect(changed.records('ict').slice(-3)).toEqual(first.records);
    // a new run has nothing to repeat
    await changed.client.open({ runId: 'd', config: tiny });
    await changed.client.step(4);
    expect(readState(await changed.client.checkpoint()).kernels[job]).toBe(from);
    expect(changed.records('ict').slice(-3)).toEqual(unchanged);
  });

  it('loses no step when the index builder is killed in the middle of a build, and swaps all the same', async () => {
    const run = await open({ ...tiny, joint: { ...tiny.joint, swapAfter: 0, steps: 100_000, refreshEvery: 10 } });
    // a builder may be faster than the request to kill it, so every one is killed until one was at work
    let restartedAt: number | null = null;
    const swapped = run.until((event) => {
      if (event.type !== 'refresh') return false;
      const { stage, message, requestedAtStep } = event.refresh;
      if (message?.includes('started again')) restartedAt = requestedAtStep;
      if (stage === 'embedding' && restartedAt === null) run.probe('kill-builder', null).catch(() => {});
      return stage === 'swapped' && requestedAtStep === restartedAt;
    });
    await run.client.play();
    await swapped;
    const steps = run.records('joint').map(({ step }) => step);
    expect(steps.length).toBeGreaterThan(10);
    expect(steps).toEqual(steps.map((_, i) => i + 1));
    await run.client.pause();
  });

  it('stops where the loss is no longer finite, says at which step, and can still be saved with finite parameters', async () => {
    const run = await open({ ...tiny, ict: { ...tiny.ict, learningRate: 1e30 } });
    await expect(run.finish()).rejects.toMatchObject({ code: 'not-finite' });
    const failures = run.of('failed');
    expect(failures).toHaveLength(1);
    expect(failures[0]!.error).toMatchObject({
      code: 'not-finite',
      message: expect.stringMatching(/step \d+ of phase ict/),
    });
    expect(run.records('ict').length).toBeGreaterThan(0);
    const { tensors } = readSafetensors((await run.client.checkpoint()).weights);
    for (const [name, { data }] of tensors) expect(data.every(Number.isFinite), name).toBe(true);
  });

  it('leaves the open run as it was when another cannot be opened', async () => {
    const run = await open();
    const other = { runId: 'b', config: { ...tiny, corpus: 'no-such-corpus' } };
    await expect(run.client.open(other)).rejects.toMatchObject({ code: 'bad-corpus' });
    await run.client.step(2);
    expect(run.records('ict').map(({ step }) => step)).toEqual([1, 2]);
  });

  it('reads r(z) of an example from the backward pass: posterior minus prior, summing to zero', async () => {
    const run = await open();
    expect(await run.client.step(10)).toEqual({ phase: 'joint', step: 2 });
    const { query, candidates, logMarginal, sourceDocument } = (await run.probe('example', { index: 0 }))!;
    // e(x) comes out of a LayerNorm whose gain has hardly moved: mean square 1
    expect(query).toHaveLength(tiny.retriever.projection);
    expect(query!.reduce((sum, value) => sum + value * value, 0) / query!.length).toBeCloseTo(1, 1);
    expect(candidates.length).toBe(4);
    expect(candidates[0]!.document).toBeNull();
    expect(Math.abs(candidates.reduce((sum, { gradient }) => sum + gradient, 0))).toBeLessThan(1e-5);
    expect(candidates.reduce((sum, { prior }) => sum + prior, 0)).toBeCloseTo(1, 5);
    for (const { prior, likelihood, gradient } of candidates) {
      const formula = (likelihood / Math.exp(logMarginal) - 1) * prior;
      expect(Math.abs(gradient - formula)).toBeLessThan(1e-4 * Math.max(prior, Math.abs(formula)));
    }
    expect(candidates.some(({ document }) => document === sourceDocument)).toBe(false);
  });
});

describe('a checkpoint that does not fit', () => {
  it('is refused once, and the run that is open goes on as it was', async () => {
    const run = await open();
    await run.client.step(12);
    const checkpoint = await run.client.checkpoint();
    type Edit = (state: never) => void;
    const joint = (edit: (phase: { ahead: { example: { masks: number[] } }[][]; draw: { sampler: object } }) => void) =>
      (({ phases }: { phases: { joint: Parameters<typeof edit>[0] } }) => edit(phases.joint)) as Edit;
    const hostile: [string, Edit][] = [
      ['a longer batch', joint(({ ahead }) => void ahead[0]!.push(...ahead[0]!))],
      ['more masks', joint(({ ahead }) => void (ahead[0]![0]!.example.masks = [0, 1, 2, 3]))],
      ['a negative cursor', joint(({ draw }) => void Object.assign(draw.sampler, { cursor: -1 }))],
      ['a huge cursor', joint(({ draw }) => void Object.assign(draw.sampler, { cursor: 2 ** 50 }))],
      ['an unknown phase', (state) => void Object.assign(state, { phase: '__proto__' })],
      ['a negative step', (state) => void Object.assign(state, { step: -3 })],
      ['a step beyond counting', (state) => void Object.assign(state, { step: 1e300 })],
      ['a long name', (state) => void Object.assign(state, { runId: 'x'.repeat(1_000_000) })],
      ['no phases', (state) => void Object.assign(state, { phases: {} })],
      ['another corpus', (state) => void Object.assign(state, { corpus: '1-a' })],
      ['a snapshot that is missing', (state) => void Object.assign(state, { arrays: [] })],
      ['an index of another time', (state) => void Object.assign(state, { system: { servedAt: -1, comingAt: null } })],
    ];
    const before = run.events.length;
    for (const [name, edit] of hostile) {
      const damaged = withState(checkpoint, edit as never);
      const opening = run.client.open({ runId: 'b', config: tiny, checkpoint: damaged });
      await expect(opening, name).rejects.toMatchObject({ code: 'bad-checkpoint' });
    }
    expect(run.events.slice(before)).toEqual([]);
    for (const changed of [
      { ...tiny, masking: { ...tiny.masking, maxTokens: 2 } },
      { ...tiny, joint: { ...tiny.joint, batch: 8 } },
    ]) {
      const opening = run.client.open({ runId: 'b', config: changed, checkpoint });
      await expect(opening).rejects.toMatchObject({
        code: 'bad-option',
        message: expect.stringMatching(/another (masking\.maxTokens|joint\.batch), on which/),
      });
    }
    expect(await run.client.step(2)).toEqual({ phase: 'joint', step: 6 });
    const after = run.records('joint').slice(-2);
    const resumed = await open(tiny, checkpoint);
    await resumed.client.step(2);
    expect(resumed.records('joint')).toEqual(after);
  });
});

describe('the loss of the graphics device', () => {
  const places: [string, (run: RecordedRun) => Promise<unknown>][] = [
    ['in the middle of a phase', (run) => run.until((event) => event.type === 'steps' && event.phase === 'warmup')],
    ['at the border of two', (run) => run.until((event) => event.type === 'state' && event.moment.phase === 'joint')],
    ['while the first index is built', (run) => run.until(({ type }) => type === 'refresh')],
    [
      'while it evaluates',
      // the last step of a phase is read back before its evaluation begins
      (run) => run.until((event) => event.type === 'steps' && event.phase === 'warmup' && event.records[0]!.step === 4),
    ],
    ['in joint training', (run) => run.until((event) => event.type === 'steps' && event.phase === 'joint')],
  ];

  it.each(places)(
    '%s is one failure and nothing after it; the last checkpoint goes on to the end',
    async (_, place) => {
      const config = { ...tiny, joint: { ...tiny.joint, steps: 8 }, evaluation: { ...tiny.evaluation, every: 4 } };
      const run = await open(config);
      await run.client.step(2);
      const checkpoint = await run.client.checkpoint();
      const there = place(run);
      const finished = run.finish().catch((error) => error);
      await there;
      void run.client.ask('lose-device', null);
      expect(await finished).toMatchObject({ code: 'device-lost' });
      await new Promise((resolve) => setTimeout(resolve, 500));
      expect(run.of('failed').map(({ error }) => error.code)).toEqual(['device-lost']);
      expect(run.events.at(-1)!.type).toBe('failed');
      expect(run.of('warning')).toEqual([]);
      const { moment } = await run.client.open({ runId: 'b', config, checkpoint });
      expect(moment).toEqual({ phase: 'ict', step: 2 });
      expect(await run.finish()).toEqual({ phase: 'joint', step: 8 });
    },
  );
});
