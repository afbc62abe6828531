/** Kernels are proved, measured and changed while a run trains, and the run can be repeated. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gpu, requestGpu } from '../gpu/device.ts';
import type { Recorder } from '../gpu/plan.ts';
import type { AdamWSettings } from '../graph/adamw.ts';
import { Graph } from '../graph/graph.ts';
import type { KernelReport } from '../graph/kernel-choices.ts';
import type { KernelFamily } from '../graph/kernel-family.ts';
import type { KernelMemory } from '../graph/kernel-memory.ts';
import type { MatmulRequest } from '../graph/matmul.ts';
import { matmulFamily } from '../graph/matmul-family.ts';
import { type MatmulVariant, variantNamed as named, plain } from '../graph/matmul-variants.ts';
import { weightedSum } from '../graph/ops/elementwise.ts';
import { linear } from '../graph/ops/linear.ts';
import { logLikelihood } from '../graph/ops/log-softmax.ts';
import { ParameterRegistry } from '../models/registry.ts';
import { resolvePreset } from '../systems/presets.ts';
import { systemOf } from '../systems/registry.ts';
import { generateBios } from '../text/corpus/bios.ts';
import type { Tokenizer } from '../text/tokenizer/tokens.ts';
import { Prng } from '../util/prng.ts';
import { Draw } from './draws.ts';
import type { CheckpointFiles, RunConfig } from './records.ts';
import type { KernelHooks } from './run-kernels.ts';
import type { Phase, System } from './system.ts';
import { TrainingRun } from './training-run.ts';

const fast = named('registers 4×4');

/** As it is proved and measured, it computes everything many times. It adds in another order than `fast`. */
const slow: MatmulVariant = {
  ...named('workgroup 64×64'),
  record(recorder: Recorder, request: MatmulRequest) {
    const { layout, m, n, k, a, b } = request;
    const wasted = { layout, m, n, k, a, b, out: recorder.scratch(m * n) };
    for (let i = 0; i < 8; i++) plain.record(recorder, wasted);
    named('workgroup 64×64').record(recorder, request);
  },
};
/** The fastest of all, if it were not proved. */
const wrong: MatmulVariant = {
  ...named('registers 8×4'),
  record: (recorder, request) => fast.record(recorder, { ...request, alpha: 1.01 }),
};
/** The table knows no better than to name the wrong kernel, then the slow one. */
const families: KernelFamily[] = [
  { ...matmulFamily, variants: [wrong, fast, slow, plain], table: () => [wrong.name, slow.name] },
];

const [rows, width, classes, steps] = [32, 64, 16, 10_000];

/** Two layers that learn to tell classes apart. */
const system: System = {
  ...systemOf(resolvePreset('bigram')),
  phases: () => [{ id: 'table', steps }],
  async open({ createEngine, config }) {
    const registry = new ParameterRegistry(config.seed);
    const program = () => {
      const graph = new Graph();
      const hidden = linear(
        graph,
        graph.input('x', [rows, width]),
        registry.parameter(graph, 'model.in', [width, width], { kind: 'normal', std: 0.1 }),
        { activation: 'gelu', bias: registry.parameter(graph, 'model.bias', [width], { kind: 'zeros' }) },
      );
      const out = registry.parameter(graph, 'model.out', [width, classes], { kind: 'normal', std: 0.1 });
      const likelihood = logLikelihood(graph, linear(graph, hidden, out), graph.input('targets', [rows], 'u32'));
      const loss = weightedSum(graph, likelihood, graph.input('weights', [rows]), -1);
      return { graph, outputs: { loss }, loss };
    };
    program();
    const source = new Draw(
      Array.from({ length: 97 }, (_, i) => i),
      config.seed,
      'examples',
    );
    const phase: Phase<number[]> = {
      id: 'table',
      steps,
      source,
      program,
      rates: () => ({ 'model.': 1e-2 }),
      draw: async () => Array.from({ length: rows }, () => source.next()),
      fill(inputs, drawn) {
        const x = inputs.floats('x');
        drawn.forEach((example, row) => {
          const prng = new Prng(example);
          for (let i = 0; i < width; i++) x[row * width + i] = prng.uniform() - 0.5;
        });
        inputs.integers('targets').set(drawn.map((example) => example % classes));
        inputs.floats('weights').fill(1 / rows);
      },
    };
    return {
      engine: createEngine(registry, {
        optimiser: (config as never as { optimiser: AdamWSettings }).optimiser,
        groups: ['model.'],
      }),
      tokenizer: { toJSON: () => ({}) } as unknown as Tokenizer,
      fingerprint: 'none',
      texts: () => [],
      phases: [phase],
      evaluate: async () => ({}),
    };
  },
};

describe('the kernels of a run', () => {
  let gpu: Gpu;
  beforeAll(async () => {
    // tuning is for hardware; here the times are those of the software adapter
    gpu = { ...(await requestGpu()), software: false };
    expect(gpu.clock).toBeDefined();
  });
  afterAll(() => gpu?.device.destroy());

  async function open(hooks: Partial<KernelHooks> = {}, checkpoint?: CheckpointFiles, timedKernels = true) {
    const config: RunConfig = resolvePreset('bigram', { gpu: { timedKernels } } as object);
    const losses: number[] = [];
    let report: KernelReport | null = null;
    let learned: KernelMemory = { proofs: {}, measured: {} };
    const corpus = generateBios({ people: 2, attributes: 4, sentencesPerDocument: 2, seed: 1 });
    const run = await TrainingRun.open(
      gpu,
      system,
      { runId: 'a', config, corpus, checkpoint },
      {
        onSteps: (_, records) => losses.push(...records.map(({ metrics }) => metrics.loss!)),
        onEvaluation() {},
        onRefresh() {},
        onWarning() {},
        onProgress() {},
        spawnIndexWorker: () => {
          throw new Error('no index');
        },
        kernelFamilies: families,
        onKernels: (changed) => {
          report = changed;
        },
        onKernelsLearned: (found) => {
          learned = found;
        },
        ...hooks,
      },
    );
    const train = async (count: number) => {
      for (let i = 0; i < count; i++) await run.advance();
      await run.settle();
    };
    const kernels = () => new Set(Object.values(report!.chosen).map(({ variant }) => variant));
    return { run, losses, train, kernels, report: () => report!, learned: () => learned };
  }

  it('a wrong one is never used; slow ones are replaced while it trains; and the run repeats to the last bit', async () => {
    const first = await open();
    expect(first.report().dropped).toEqual({
      'registers 8×4, nn': expect.stringMatching(/differs/),
      'registers 8×4, nt': expect.stringMatching(/differs/),
      'registers 8×4, tn': expect.stringMatching(/differs/),
    });
    expect(first.kernels()).toEqual(new Set([slow.name]));
    let early: CheckpointFiles | null = null;
    const swaps = () => first.run.kernelRecord?.swaps ?? [];
    for (let i = 0; i < 2000 && first.kernels().has(slow.name); i++) {
      await first.train(1);
      if (i === 3) early = await first.run.checkpoint();
    }
    expect(first.kernels()).toEqual(new Set([fast.name]));
    await first.train(5);
    const jobs = Object.keys(first.report().chosen);
    expect(
      swaps()
        .flatMap(({ kernels }) => Object.keys(kernels))
        .sort(),
    ).toEqual(jobs.sort());
    for (const { step, kernels } of swaps()) {
      // it had trained before, and it trained on
      expect(step).toBeGreaterThan(4);
      for (const swap of Object.values(kernels)) expect(swap).toEqual({ from: slow.name, to: fast.name });
    }
    for (const { ms } of Object.values(first.report().chosen)) {
      expect(Object.keys(ms!).sort()).toEqual([fast.name, slow.name]);
      expect(ms![fast.name]!).toBeLessThan(ms![slow.name]! / 2);
    }
    const late = await first.run.checkpoint();
    const { record, losses } = { record: first.run.kernelRecord!, losses: [...first.losses] };
    expect(record.until.step).toBe(losses.length);

    // without the swaps it would compute other losses: the proof below is worth something
    const untimed = await open({}, undefined, false);
    await untimed.train(losses.length);
    expect(untimed.kernels()).toEqual(new Set([slow.name]));
    const firstSwap = swaps()[0]!.step;
    expect(untimed.losses.slice(0, firstSwap)).toEqual(losses.slice(0, firstSwap));
    expect(untimed.losses).not.toEqual(losses);
    await untimed.run.destroy();

    // repeated in place
    await first.run.reset('again');
    expect(first.kernels()).toEqual(new Set([slow.name]));
    first.losses.length = 0;
    await first.train(losses.length);
    expect(first.losses).toEqual(losses);
    expect(first.run.kernelRecord).toEqual(record);

    // from an earlier checkpoint, in a process that knows the run
    const resumed = await open({ kernelRecord: (runId) => (runId === 'a' ? record : undefined) }, early!);
    expect(resumed.kernels()).toEqual(new Set([slow.name]));
    await resumed.train(losses.length - 4);
    expect(resumed.losses).toEqual(losses.slice(4));
    await resumed.run.destroy();

    // from the record of a later checkpoint alone
    const reopened = await open({}, late);
    expect(reopened.kernels()).toEqual(new Set([fast.name]));
    await reopened.run.reset('once more');
    await reopened.train(losses.length);
    expect(reopened.losses).toEqual(losses);
    await reopened.run.destroy();

    // the next session begins warm: nothing is proved, measured or changed again
    const memory = JSON.parse(JSON.stringify(first.learned()));
    const warm = await open({ kernelMemory: memory });
    expect(warm.kernels()).toEqual(new Set([fast.name]));
    await warm.train(20);
    expect(warm.run.kernelRecord).toBeUndefined();
    expect(warm.learned()).toEqual({ proofs: {}, measured: {} });
    expect(warm.report().dropped).toEqual({});
    await warm.run.destroy();
    await first.run.destroy();
  });
});
