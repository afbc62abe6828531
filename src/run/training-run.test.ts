import { describe, expect, it, vi } from 'vitest';
import type { Gpu } from '../gpu/device.ts';
import { Graph } from '../graph/graph.ts';
import { weightedSum } from '../graph/ops/elementwise.ts';
import type { RefreshEvent } from '../index/messages.ts';
import { ParameterRegistry } from '../models/registry.ts';
import { resolvePreset } from '../systems/presets.ts';
import type { RealmConfig } from '../systems/realm/settings.ts';
import { systemOf } from '../systems/registry.ts';
import { generateBios } from '../text/corpus/bios.ts';
import type { Corpus } from '../text/corpus/corpus.ts';
import { inEnglish } from '../util/sentence.ts';
import { readState, withoutMoments } from './checkpoint.ts';
import type { CheckpointFiles, Metrics, Moment, RunConfig } from './records.ts';
import type { OpenSystem, Phase, RunContext, System } from './system.ts';
import { genericScript } from './testing/script.ts';
import { ScriptedDevice, scriptedSystem } from './testing/scripted-system.ts';
import { type OpenRequest, type RunHooks, TrainingRun } from './training-run.ts';

/** A device that counts its buffers. */
function countingGpu() {
  vi.stubGlobal('GPUBufferUsage', {});
  let open = 0;
  const createBuffer = () => {
    open++;
    return { destroy: () => open--, getMappedRange: () => new ArrayBuffer(4096), unmap() {} };
  };
  const limits = { maxBufferSize: 1e9, maxStorageBufferBindingSize: 1e9 };
  const device = { createBuffer, limits, queue: { writeBuffer() {} } };
  return { gpu: { device, software: true } as unknown as Gpu, buffers: () => open };
}

it('leaves no buffer behind where a system fails after it has made its engine', async () => {
  const { gpu, buffers } = countingGpu();
  const config = resolvePreset('bigram');
  let made = 0;
  const system: System = {
    ...systemOf(config),
    async open({ createEngine }) {
      const registry = new ParameterRegistry(1);
      registry.parameter(new Graph(), 'w', [4, 4], { kind: 'zeros' });
      const optimiser = { beta1: 0.9, beta2: 0.98, epsilon: 1e-6, weightDecay: 0, clipNorm: 1 };
      createEngine(registry, { optimiser, groups: ['w'] });
      made = buffers();
      throw new Error('no examples');
    },
  };
  const opening = TrainingRun.open(gpu, system, { runId: 'a', config, corpus: {} as Corpus }, {} as RunHooks);
  await expect(opening).rejects.toThrow('no examples');
  expect([made > 0, buffers()]).toEqual([true, 0]);
});

it('requires room for a later phase before the first step', async () => {
  const { gpu, buffers } = countingGpu();
  const config = resolvePreset('bigram');
  const phases = [
    { id: 'table', steps: 1 },
    { id: 'huge', steps: 1 },
  ];
  const program = (elements: number) => () => {
    const graph = new Graph();
    const [w, x] = [graph.parameter('w', [elements]), graph.input('x', [elements])];
    return { graph, outputs: {}, loss: weightedSum(graph, w, x) };
  };
  const system: System = {
    ...systemOf(config),
    phases: () => phases,
    async open({ createEngine }) {
      const registry = new ParameterRegistry(1);
      registry.parameter(new Graph(), 'w', [4], { kind: 'zeros' });
      const optimiser = { beta1: 0.9, beta2: 0.98, epsilon: 1e-6, weightDecay: 0, clipNorm: 1 };
      const engine = createEngine(registry, { optimiser, groups: ['w'] });
      const opened = phases.map((phase, i) => ({
        ...phase,
        program: program(i === 0 ? 4 : 2 ** 28),
        rates: () => ({ w: 1 }),
      }));
      return { engine, phases: opened } as unknown as OpenSystem;
    },
  };
  const hooks = { onKernels() {}, onProgress() {} } as Partial<RunHooks> as RunHooks;
  const opening = TrainingRun.open(gpu, system, { runId: 'a', config, corpus: {} as Corpus }, hooks);
  await expect(opening).rejects.toThrow(/^Phase huge does not fit: The tensor x takes 1024 MiB/);
  expect(buffers()).toBe(0);
});

it('refuses a system that opens other phases than it describes', async () => {
  const config = resolvePreset('bigram');
  const close = vi.fn();
  const open = { phases: [{ id: 'tally', steps: 40 }], engine: { destroy: async () => {} }, close };
  const system: System = { ...systemOf(config), open: async () => open as unknown as OpenSystem };
  const opening = TrainingRun.open({} as Gpu, system, { runId: 'a', config, corpus: {} as Corpus }, {} as RunHooks);
  await expect(opening).rejects.toThrow('describes the phases table (40 steps), but opens tally (40 steps)');
  expect(close).toHaveBeenCalledOnce();
});

/** A run of the toy, three steps and then an evaluation, or one after every step; the test says what an evaluation does. */
async function openScriptedRun(steps: number, every: number, evaluate: (moment: Moment) => Promise<Metrics>) {
  return openRun(resolvePreset<BigramLike>('bigram', { table: { steps }, evaluation: { every } }), evaluate);
}

async function openRun(
  config: RunConfig,
  evaluate: (moment: Moment) => Promise<Metrics>,
  more: Partial<OpenSystem> = {},
  request: Partial<OpenRequest> = {},
  change: (context: RunContext<RunConfig>, phase: Phase) => void = () => {},
) {
  const scripted = scriptedSystem(systemOf(config), {
    device: new ScriptedDevice(),
    makeScript: genericScript,
    onKernels() {},
  });
  const system: System = {
    ...scripted,
    async open(context) {
      const open = await scripted.open(context);
      change(context, open.phases[0]!);
      return { ...open, evaluate, ...more };
    },
  };
  const seen: string[] = [];
  const stages: string[] = [];
  const preparing: string[] = [];
  const hooks = {
    onSteps: (_, records) => records.map(({ step }) => seen.push(`step ${step}`)),
    onEvaluation: ({ step, metrics }) => seen.push(`evaluation ${step}: ${metrics.entropy}`),
    onResults: ({ phase, step }) => seen.push(`results ${phase} ${step}`),
    onMeasuring: ({ step }, done, total) => seen.push(`measuring ${step}: ${done} of ${total}`),
    onWarning: (said) => seen.push(`warning: ${inEnglish(said)}`),
    onPreparing: (stage, done, total) => preparing.push(`${stage} ${done} of ${total}`),
    onRefresh() {},
    onProgress: (stage) => void stages.push(stage),
  } as Partial<RunHooks> as RunHooks;
  const corpus = generateBios({ people: 2, attributes: 4, sentencesPerDocument: 2, seed: 1 });
  const run = await TrainingRun.open({} as Gpu, system, { runId: 'a', config, corpus, ...request }, hooks);
  return { run, seen, stages, preparing };
}

it('waits for the kernels of its first step before it is open, but where somebody looks first', async () => {
  const config = resolvePreset<BigramLike>('bigram', { table: { steps: 4 } });
  const first = await openRun(config, async () => ({}));
  await first.run.advance();
  const checkpoint = await first.run.checkpoint();
  const resumed = await openRun(config, async () => ({}), {}, { checkpoint });
  const begun = await openRun(config, async () => ({}), {}, { checkpoint, asNew: true });
  const looked = await openRun(config, async () => ({}), {}, { checkpoint, asNew: true, looksFirst: true });
  const waits = [first, resumed, begun, looked].map(({ stages }) => stages.includes('preparing-kernels'));
  expect(waits).toEqual([true, true, true, false]);
  expect(looked.preparing).toEqual([]);
  expect(await looked.run.advance()).toBe(true);
  expect(looked.preparing).toEqual(['preparing-kernels 0 of 1']);
});

it('tells how far the index is for which a phase waits, and of no other', async () => {
  const config = resolvePreset<BigramLike>('bigram', { table: { steps: 4 } });
  let tell: RunHooks['onRefresh'] = () => {};
  const event = (stage: RefreshEvent['stage'], done: number) =>
    tell('table', { stage, done, total: 9, requestedAtStep: 0, step: 0, embedMs: 0, buildMs: 0 });
  const { run, preparing } = await openRun(
    config,
    async () => ({}),
    {},
    {},
    (context, phase) => {
      tell = context.onRefresh;
      phase.enter = async () => {
        event('requested', 0);
        event('embedding', 3);
        event('building', 5);
      };
    },
  );
  event('embedding', 1);
  await run.advance();
  event('building', 7);
  expect(preparing).toEqual(['embedding-documents 3 of 9', 'building-index 5 of 9', 'preparing-kernels 0 of 1']);
});

type BigramLike = RunConfig & { table: { steps: number }; evaluation: { every: number } };

describe('a checkpoint without moments', () => {
  const open = (checkpoint?: CheckpointFiles) =>
    openRun(
      resolvePreset<BigramLike>('bigram', { table: { steps: 4 }, evaluation: { every: 4 } }),
      async () => ({}),
      {},
      checkpoint ? { checkpoint } : {},
    );

  it('says so before the first step from it, once; until then a new checkpoint of it says so, too', async () => {
    const first = await open();
    await first.run.advance();
    expect(readState(await first.run.checkpoint()).momentsLeftOut).toBeUndefined();
    const { run, seen } = await open(withoutMoments(await first.run.checkpoint()));
    expect([seen, readState(await run.checkpoint()).momentsLeftOut]).toEqual([[], true]);
    await run.advance();
    await run.advance();
    await run.settle();
    expect(seen).toEqual([expect.stringMatching(/^warning: .*without the moments/), 'step 2', 'step 3']);
    expect(readState(await run.checkpoint()).momentsLeftOut).toBeUndefined();
  });

  it('is forgotten by a reset, which begins at step 0', async () => {
    const first = await open();
    await first.run.advance();
    const { run, seen } = await open(withoutMoments(await first.run.checkpoint()));
    await run.reset('b');
    await run.advance();
    await run.settle();
    expect(seen).toEqual(['step 1']);
  });
});

it('asks with the same moment until the run moves, and with another one after a reset', async () => {
  const config = resolvePreset<BigramLike>('bigram', { table: { steps: 4 }, evaluation: { every: 4 } });
  const probes = { when: async (_: unknown, moment: Moment) => moment };
  const { run } = await openRun(config, async () => ({}), { probes });
  const ask = () => run.ask('when', null, () => {});
  const first = await ask();
  expect(await ask()).toBe(first);
  await run.reset('b');
  const again = await ask();
  expect(again).toEqual(first);
  expect(again).not.toBe(first);
  await run.advance();
  expect(await ask()).toEqual({ phase: 'table', step: 1 });
});

describe('a phase without steps', () => {
  const none = async () => ({});
  const config = (ict: number, warmup: number, joint: number) =>
    resolvePreset<RealmConfig>('smoke', { ict: { steps: ict }, warmup: { steps: warmup }, joint: { steps: joint } });

  it('is no moment of a run: not of its start, nor between others, nor after a reset', async () => {
    const { run } = await openRun(config(0, 1, 1), none);
    expect(run.moment).toEqual({ phase: 'warmup', step: 0 });
    await run.advance();
    expect(run.moment).toEqual({ phase: 'joint', step: 0 });
    await run.reset('b');
    expect(run.moment).toEqual({ phase: 'warmup', step: 0 });
    const other = await openRun(config(1, 0, 1), none);
    await other.run.advance();
    expect(other.run.moment).toEqual({ phase: 'joint', step: 0 });
  });

  it('is one at the end, where all is trained, and in a run that trains nothing', async () => {
    const { run } = await openRun(config(1, 0, 0), none);
    while (!run.finished) await run.advance();
    expect(run.moment).toEqual({ phase: 'joint', step: 0 });
    expect((await openRun(config(0, 0, 0), none)).run.moment).toEqual({ phase: 'joint', step: 0 });
  });

  it('is passed by a run whose checkpoint was written there', async () => {
    const { run } = await openRun(config(1, 1, 1), none);
    await run.advance();
    const checkpoint = await run.checkpoint();
    expect(readState(checkpoint)).toMatchObject({ phase: 'warmup', step: 0 });
    const resumed = await openRun(config(1, 0, 1), none, {}, { checkpoint });
    expect(resumed.run.moment).toEqual({ phase: 'joint', step: 0 });
  });
});

/** Evaluations that end when the test says so. */
function openEvaluations() {
  const ends: ((metrics: Metrics | Error) => void)[] = [];
  const evaluate = () =>
    new Promise<Metrics>((resolve, reject) => {
      ends.push((end) => (end instanceof Error ? reject(end) : resolve(end)));
    });
  return { ends, evaluate };
}

describe('an evaluation', () => {
  it('goes on while steps are taken, and is of the step at which it began', async () => {
    const { ends, evaluate } = openEvaluations();
    const { run, seen } = await openScriptedRun(5, 2, evaluate);
    for (let i = 0; i < 3; i++) await run.advance();
    await run.settle();
    expect([seen, ends.length]).toEqual([['step 1', 'step 2', 'step 3'], 1]);
    ends[0]!({ entropy: 7 });
    await run.advance();
    await run.settle();
    expect(seen).toEqual(['step 1', 'step 2', 'step 3', 'evaluation 2: 7', 'step 4']);
  });

  it('is waited for by the next one, and the last one by the end of the run', async () => {
    const { ends, evaluate } = openEvaluations();
    const { run, seen } = await openScriptedRun(3, 2, evaluate);
    await run.advance();
    await run.advance();
    const last = run.advance();
    await new Promise((resolve) => setTimeout(resolve));
    expect([ends.length, run.finished]).toEqual([1, false]);
    ends[0]!({ entropy: 7 });
    await new Promise((resolve) => setTimeout(resolve));
    expect([ends.length, run.finished]).toEqual([2, false]);
    ends[1]!({ entropy: 6 });
    expect([await last, run.finished]).toEqual([true, true]);
    expect(seen.filter((line) => line.startsWith('evaluation'))).toEqual(['evaluation 2: 7', 'evaluation 3: 6']);
  });

  it('that fails is told by one step, and the run goes on', async () => {
    const { ends, evaluate } = openEvaluations();
    const { run, seen } = await openScriptedRun(4, 2, evaluate);
    await run.advance();
    await run.advance();
    ends[0]!(new Error('no memory'));
    await run.settle();
    await expect(run.advance()).rejects.toThrow('no memory');
    expect(await run.advance()).toBe(true);
    expect(run.moment.step).toBe(3);
    expect(seen.filter((line) => line.startsWith('evaluation'))).toEqual([]);
  });

  it('is part of a checkpoint only when it has ended', async () => {
    const { ends, evaluate } = openEvaluations();
    const { run, seen } = await openScriptedRun(4, 2, evaluate);
    await run.advance();
    await run.advance();
    let written = false;
    const writing = run.checkpoint().then(() => {
      written = true;
    });
    await new Promise((resolve) => setTimeout(resolve));
    expect(written).toBe(false);
    ends[0]!({ entropy: 7 });
    await writing;
    expect(seen.at(-1)).toBe('evaluation 2: 7');
  });

  it('is named while it goes on, and after it has failed: a lost device must not lose it in silence', async () => {
    const { ends, evaluate } = openEvaluations();
    const { run } = await openScriptedRun(6, 2, evaluate);
    for (let i = 0; i < 3; i++) await run.advance();
    expect(run.evaluating).toEqual({ phase: 'table', step: 2 });
    ends[0]!({ entropy: 7 });
    await run.advance();
    expect(run.evaluating).toEqual({ phase: 'table', step: 4 });
    ends[1]!(new Error('the device is gone'));
    await run.settle();
    await expect(run.advance()).rejects.toThrow('the device is gone');
    expect(run.evaluating).toEqual({ phase: 'table', step: 4 });
    await run.reset('b');
    expect(run.evaluating).toBeNull();
  });

  it.each(['reset', 'destroy'] as const)('is never told after %s', async (ending) => {
    const { ends, evaluate } = openEvaluations();
    const { run, seen } = await openScriptedRun(4, 2, evaluate);
    await run.advance();
    await run.advance();
    await (ending === 'reset' ? run.reset('b') : run.destroy());
    ends[0]!({ entropy: 7 });
    await new Promise((resolve) => setTimeout(resolve));
    expect(seen).toEqual(['step 1', 'step 2']);
  });

  it('that fails at the end is made again: only then is the run finished', async () => {
    let fails = true;
    const { run, seen } = await openScriptedRun(3, 0, async () => {
      if (fails) throw new Error('no memory');
      return { entropy: 2 };
    });
    await run.advance();
    await run.advance();
    await expect(run.advance()).rejects.toThrow('no memory');
    expect([run.moment, run.finished]).toEqual([{ phase: 'table', step: 3 }, false]);
    fails = false;
    expect(await run.advance()).toBe(false);
    expect(run.finished).toBe(true);
    expect(seen).toEqual(['step 1', 'step 2', 'step 3', 'evaluation 3: 2']);
  });

  it('of a phase is waited for where no later phase has steps', async () => {
    const config = resolvePreset<RealmConfig>('smoke', {
      ict: { steps: 1 },
      warmup: { steps: 0 },
      joint: { steps: 0 },
    });
    const { ends, evaluate } = openEvaluations();
    const { run, seen } = await openRun(config, evaluate);
    expect([await run.advance(), run.finished]).toEqual([true, false]);
    const last = run.advance();
    await new Promise((resolve) => setTimeout(resolve));
    expect(run.finished).toBe(false);
    ends[0]!({ entropy: 7 });
    expect([await last, run.finished]).toEqual([false, true]);
    expect(seen).toEqual(['step 1', 'evaluation 1: 7']);
  });
});

describe('the measurement of all examples', () => {
  const config = resolvePreset<RealmConfig>('smoke', {
    ict: { steps: 2 },
    warmup: { steps: 0 },
    joint: { steps: 2 },
    evaluation: { every: 1 },
  });
  const live = async () => ({ entropy: 1 });
  const evaluateAll: OpenSystem['evaluateAll'] = async (moment, onProgress) => {
    onProgress(1, 2);
    onProgress(2, 2);
    return { metrics: { entropy: 5 }, results: { ...moment, questions: [], sentences: [] } };
  };
  const finish = async (run: TrainingRun) => {
    while (!run.finished) await run.advance();
    await run.settle();
  };

  it('is made at the start and at the end of each phase, and once more after a reset', async () => {
    const { run, seen } = await openRun(config, live, { evaluateAll });
    await finish(run);
    const results = ['results ict 0', 'results ict 2', 'results joint 2'];
    expect(seen.filter((line) => line.startsWith('results'))).toEqual(results);
    // the start is no point of a curve
    expect(seen.filter((line) => line.startsWith('evaluation'))).toEqual([
      'evaluation 2: 5',
      'evaluation 1: 1',
      'evaluation 2: 5',
    ]);
    expect(seen.filter((line) => line.startsWith('measuring 0'))).toEqual([
      'measuring 0: 1 of 2',
      'measuring 0: 2 of 2',
    ]);
    await run.reset('b');
    await finish(run);
    expect(seen.filter((line) => line.startsWith('results'))).toEqual([...results, ...results]);
  });

  it('goes on while steps are taken, and the end of the run waits for it', async () => {
    const ends: (() => void)[] = [];
    const { run, seen } = await openRun(config, live, {
      evaluateAll: (moment) =>
        new Promise((resolve) => {
          ends.push(() => resolve({ metrics: {}, results: { ...moment, questions: [], sentences: [] } }));
        }),
    });
    await run.advance();
    await run.settle();
    expect([seen, ends.length]).toEqual([['step 1'], 1]);
    let isFinished = false;
    const finishing = finish(run).then(() => {
      isFinished = true;
    });
    const tick = () => new Promise((resolve) => setTimeout(resolve));
    // the measurements of the start, of ICT, and of the end
    for (const measured of [1, 2, 3]) {
      for (let i = 0; i < 20; i++) await tick();
      expect([ends.length, isFinished]).toEqual([measured, false]);
      ends.at(-1)!();
    }
    await finishing;
    expect(run.finished).toBe(true);
  });

  it('is not made before the first step of a run that is resumed, but of a new one that begins from a checkpoint', async () => {
    const first = await openRun(config, live, { evaluateAll });
    await first.run.advance();
    const checkpoint = await first.run.checkpoint();
    const resumed = await openRun(config, live, { evaluateAll }, { checkpoint });
    await finish(resumed.run);
    expect(resumed.seen.filter((line) => line.startsWith('results'))).toEqual(['results ict 2', 'results joint 2']);
    const begun = await openRun(config, live, { evaluateAll }, { checkpoint, asNew: true });
    await finish(begun.run);
    expect(begun.seen.filter((line) => line.startsWith('results'))).toEqual([
      'results ict 1',
      'results ict 2',
      'results joint 2',
    ]);
  });

  it('is left out by a system without such results', async () => {
    const { run, seen } = await openRun(config, live);
    await finish(run);
    expect(seen.some((line) => line.startsWith('results') || line.startsWith('measuring'))).toBe(false);
  });
});
