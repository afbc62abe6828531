/** The train worker with real index workers: what the page and the command line build on. */
import { afterEach, describe, expect, it } from 'vitest';
import { readSafetensors, writeSafetensors } from '../run/safetensors.ts';
import { defaultConfig, type RunConfig } from '../systems/realm/config.ts';
import { TrainClient } from './client.ts';
import type { Phase, StepRecord, TrainEvent } from './protocol.ts';

const tiny: RunConfig = {
  ...defaultConfig,
  preset: 'test',
  bios: { people: 10, attributes: 4, sentencesPerDocument: 2 },
  retriever: { ...defaultConfig.retriever, width: 16, heads: 2, projection: 16 },
  reader: { ...defaultConfig.reader, width: 16, heads: 2, layers: 1 },
  masking: { ...defaultConfig.masking, maxTokens: 1 },
  realm: { ...defaultConfig.realm, candidates: 4 },
  ict: { ...defaultConfig.ict, steps: 4, batch: 8 },
  warmup: { ...defaultConfig.warmup, steps: 4, batch: 8 },
  joint: { ...defaultConfig.joint, steps: 24, batch: 4, warmupSteps: 4, refreshEvery: 6, swapAfter: 4 },
  evaluation: { every: 0, examples: 8, questions: 8, holdOutEvery: 5 },
};

class Run {
  readonly client = new TrainClient();
  readonly events: TrainEvent[] = [];
  private waiters: { test: (event: TrainEvent) => boolean; resolve: () => void }[] = [];

  constructor() {
    this.client.subscribe((event) => {
      this.events.push(event);
      for (const waiter of this.waiters) if (waiter.test(event)) waiter.resolve();
    });
  }

  /** Resolves at the next event that passes; rejects at a failure. */
  until(test: (event: TrainEvent) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiters.push({ test, resolve });
      this.waiters.push({
        test: (event) => event.type === 'failed',
        resolve: () => reject(new Error(JSON.stringify(this.events.at(-1)))),
      });
    });
  }

  /** Trains so many steps in all and waits until the worker stands still there. */
  async train(steps: number, phase: Phase, at: number): Promise<void> {
    const there = this.until(
      (event) => event.type === 'state' && event.state !== 'running' && event.phase === phase && event.step === at,
    );
    this.client.step(steps);
    await there;
  }

  records(phase: string): StepRecord[] {
    return this.events.flatMap((event) => (event.type === 'steps' && event.phase === phase ? event.records : []));
  }
}

const runs: Run[] = [];
const newRun = () => {
  const run = new Run();
  runs.push(run);
  return run;
};
afterEach(() => {
  for (const run of runs.splice(0)) run.client.close();
});

describe('a run in the train worker', { timeout: 240_000 }, () => {
  it.each(['stale', 'fresh'] as const)(
    'goes on from a checkpoint as if it had never stopped, bit for bit: queries by %s parameters',
    async (queryEmbedding) => {
      const config = { ...tiny, realm: { ...tiny.realm, queryEmbedding } };
      const whole = newRun();
      await whole.client.open(config);
      // 4 ICT + 4 warm-up + 15 joint: between a snapshot and its swap, with batches fetched ahead
      await whole.train(23, 'joint', 15);
      const middle = await whole.client.checkpoint();
      const kept = { ...middle, weights: middle.weights.slice(0) };
      // the batches ahead are kept as what was drawn and found; their tokens are made anew
      const ahead: object[] = JSON.parse(readSafetensors(kept.weights).metadata.state!).ahead.flat();
      expect(ahead.length).toBeGreaterThan(0);
      for (const row of ahead) expect(['example,blocks', 'example,blocks,skipped']).toContain(Object.keys(row).join());
      const ended = whole.until((event) => event.type === 'state' && event.state === 'finished');
      whole.client.play();
      await ended;
      const wholeEnd = await whole.client.checkpoint();

      const resumed = newRun();
      await resumed.client.open(config, { checkpoint: kept });
      const finished = resumed.until((event) => event.type === 'state' && event.state === 'finished');
      resumed.client.play();
      await finished;
      const resumedEnd = await resumed.client.checkpoint();

      const after = whole.records('joint').filter(({ step }) => step > 15);
      expect(after.length).toBe(9);
      expect(resumed.records('joint')).toEqual(after);
      const expected = readSafetensors(wholeEnd.weights);
      const actual = readSafetensors(resumedEnd.weights);
      expect([...actual.tensors.keys()]).toEqual([...expected.tensors.keys()]);
      for (const [name, { data }] of expected.tensors) expect(actual.tensors.get(name)!.data, name).toEqual(data);
      expect(actual.metadata).toEqual(expected.metadata);
    },
  );

  it('goes on with the kernels that its checkpoint names', async () => {
    const run = newRun();
    await run.client.open(tiny);
    await run.train(1, 'ict', 1);
    const { weights, ...rest } = await run.client.checkpoint();
    const { tensors, metadata } = readSafetensors(weights);
    const state = JSON.parse(metadata.state!);
    const jobs = Object.keys(state.kernels);
    expect(jobs.length).toBeGreaterThan(3);
    expect(new Set(Object.values(state.kernels))).not.toEqual(new Set(['plain']));
    state.kernels = Object.fromEntries(jobs.map((job) => [job, 'plain']));
    const other = writeSafetensors({ tensors, metadata: { ...metadata, state: JSON.stringify(state) } });
    const resumed = newRun();
    await resumed.client.open(tiny, { checkpoint: { ...rest, weights: other } });
    await resumed.train(1, 'ict', 2);
    const told = resumed.events.findLast((event) => event.type === 'kernels');
    const { chosen } = (told as Extract<TrainEvent, { type: 'kernels' }>).report;
    expect(chosen).toEqual(Object.fromEntries(jobs.map((job) => [job, { variant: 'plain' }])));
  });

  it('loses no step when the index builder is killed in the middle of a build, and swaps all the same', async () => {
    const run = newRun();
    await run.client.open({ ...tiny, joint: { ...tiny.joint, swapAfter: 0, steps: 100_000, refreshEvery: 10 } });
    let killed: number | null = null;
    run.client.subscribe((event) => {
      if (
        event.type === 'refresh' &&
        event.refresh.stage === 'embedding' &&
        event.refresh.requestedAtStep >= 10 &&
        killed === null
      ) {
        killed = event.refresh.requestedAtStep;
        run.client.killBuilder();
      }
    });
    const swapped = run.until(
      (event) =>
        event.type === 'refresh' &&
        event.refresh.stage === 'swapped' &&
        killed !== null &&
        event.refresh.requestedAtStep === killed,
    );
    run.client.play();
    await swapped;
    const restarted = run.events.filter(
      (event) => event.type === 'refresh' && event.refresh.message?.includes('started again'),
    );
    expect(restarted.length).toBe(1);
    const steps = run.records('joint').map(({ step }) => step);
    expect(steps.length).toBeGreaterThan(10);
    expect(steps).toEqual(steps.map((_, i) => i + 1));
  });

  it('stops where the loss is no longer finite, says at which step, and can still be saved with finite parameters', async () => {
    const run = newRun();
    await run.client.open({ ...tiny, ict: { ...tiny.ict, learningRate: 1e30 } });
    const failed = new Promise<TrainEvent>((resolve) => {
      run.client.subscribe((event) => event.type === 'failed' && resolve(event));
    });
    run.client.play();
    const event = (await failed) as Extract<TrainEvent, { type: 'failed' }>;
    expect(event.error.code).toBe('not-finite');
    expect(event.error.message).toMatch(/step \d+ of phase ict/);
    expect(run.records('ict').length).toBeGreaterThan(0);
    const { tensors } = readSafetensors((await run.client.checkpoint()).weights);
    for (const [name, { data }] of tensors) expect(data.every(Number.isFinite), name).toBe(true);
  });

  it('leaves the open run as it was when another cannot be opened', async () => {
    const run = newRun();
    await run.client.open(tiny);
    await expect(run.client.open({ ...tiny, corpus: 'no-such-corpus' })).rejects.toMatchObject({ code: 'bad-corpus' });
    await run.train(2, 'ict', 2);
    expect(run.records('ict').map(({ step }) => step)).toEqual([1, 2]);
  });

  it('reads r(z) of an example from the backward pass: posterior minus prior, summing to zero', async () => {
    const run = newRun();
    await run.client.open(tiny);
    await run.train(10, 'joint', 2);
    const shown = run.until((event) => event.type === 'example');
    run.client.inspect(0);
    await shown;
    const { example } = run.events.findLast((event) => event.type === 'example') as Extract<
      TrainEvent,
      { type: 'example' }
    >;
    const { candidates, logMarginal } = example;
    expect(candidates.length).toBe(4);
    expect(candidates[0]!.document).toBeNull();
    expect(Math.abs(candidates.reduce((sum, { gradient }) => sum + gradient, 0))).toBeLessThan(1e-5);
    expect(candidates.reduce((sum, { prior }) => sum + prior, 0)).toBeCloseTo(1, 5);
    for (const { prior, likelihood, gradient } of candidates) {
      const formula = (likelihood / Math.exp(logMarginal) - 1) * prior;
      expect(Math.abs(gradient - formula)).toBeLessThan(1e-4 * Math.max(prior, Math.abs(formula)));
    }
    expect(candidates.some(({ document }) => document === example.sourceDocument)).toBe(false);
  });
});
