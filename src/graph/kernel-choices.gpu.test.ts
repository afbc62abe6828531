import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gpu, requestGpu } from '../gpu/device.ts';
import { PipelineCache } from '../gpu/shader.ts';
import { compile } from './compile.ts';
import { KernelChoices } from './kernel-choices.ts';
import { jobName, type MatmulShape, shapeOfJob } from './matmul.ts';
import { type MatmulVariant, matmulVariants } from './matmul-variants.ts';
import { CaseBuilder } from './ops/case-builder.ts';
import { weightedSum } from './ops/elementwise.ts';
import { linear } from './ops/linear.ts';
import { ParameterStore } from './parameters.ts';
import { runReference } from './reference.ts';

const named = (name: string) => matmulVariants.find((variant) => variant.name === name)!;
const shapes: MatmulShape[] = [
  { layout: 'nn', m: 24, n: 16, k: 520, extras: [] },
  { layout: 'nt', m: 10, n: 8, k: 64, extras: ['accumulate'] },
  { layout: 'tn', m: 12, n: 20, k: 600, extras: ['sums'] },
  { layout: 'nn', m: 24, n: 16, k: 520, extras: ['half'] },
];
const jobs = shapes.map(jobName);
const halfTiles = named('workgroup 64×64, f16 tiles');

/** The parameters of a case, with their values. */
function storeOf({ device }: Gpu, { graph, feeds }: CaseBuilder): ParameterStore {
  const specs = [...graph.parameters].map(([name, { shape }]) => {
    return { name, shape, initial: feeds[name] as Float32Array, decay: false };
  });
  return new ParameterStore(device, specs);
}

describe('choosing kernels', () => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await requestGpu();
  });
  afterAll(() => gpu?.device.destroy());

  it('names a job so that its shape can be read back', () => {
    for (const shape of shapes) expect(shapeOfJob(jobName(shape))).toEqual(shape);
  });

  it('every variant agrees with the plain kernel, and each that fits is timed', async () => {
    const choices = new KernelChoices(gpu.device, gpu.pipelines, { measured: true });
    await choices.prepare(jobs);
    const { chosen, dropped } = choices.report();
    const half = gpu.device.features.has('shader-f16');
    expect(dropped).toEqual(half ? {} : { [`${halfTiles.name}, nn`]: 'this device has no shader-f16' });
    shapes.forEach((shape, i) => {
      const { variant, ms } = chosen[jobs[i]!]!;
      const usable = matmulVariants.filter((candidate) => half || candidate !== halfTiles);
      const fitting = usable.filter((candidate) => candidate.fits(shape)).map(({ name }) => name);
      expect(Object.keys(ms!).sort()).toEqual(fitting.sort());
      expect(ms![variant]).toBe(Math.min(...Object.values(ms!)));
    });
    const split = 'workgroup 64×64, split sum';
    expect(Object.keys(chosen[jobs[0]!]!.ms!)).toContain(split);
    expect(Object.keys(chosen[jobs[2]!]!.ms!)).toContain(split);
    expect(Object.keys(chosen[jobs[1]!]!.ms!)).toContain('subgroup sums');
  });

  it('drops a variant that is wrong, and one that does not compile', async () => {
    const right = named('registers 4×4');
    const wrong: MatmulVariant = {
      ...right,
      name: 'forgets the last terms',
      record: (recorder, request) => right.record(recorder, { ...request, k: request.k - 4 }),
    };
    const broken: MatmulVariant = {
      ...right,
      name: 'does not compile',
      record: (recorder, { out, m, n }) =>
        recorder.dispatch({
          kernel: { name: 'broken', source: 'this is no WGSL' },
          bindings: { out: { slot: out, element: 'f32' } },
          threads: m * n,
        }),
    };
    const variants = [wrong, broken, named('plain')];
    for (const measured of [false, true]) {
      const choices = new KernelChoices(gpu.device, gpu.pipelines, { measured, variants });
      await choices.prepare(jobs);
      for (const job of jobs) expect(choices.of(job)).toBe('plain');
      const { dropped } = choices.report();
      expect(dropped['forgets the last terms, nn']).toMatch(/differs from the plain kernel/);
      expect(dropped['does not compile, nt']).toMatch(/broken/);
    }
  });

  it('keeps an earlier choice, unless that variant fails here', async () => {
    const known = Object.fromEntries(jobs.map((job) => [job, { variant: 'workgroup 64×64' }]));
    const choices = new KernelChoices(gpu.device, gpu.pipelines, { measured: true, known });
    await choices.prepare(jobs);
    expect(choices.report().chosen).toEqual(known);
    const variants = matmulVariants.filter(({ name }) => name !== 'workgroup 64×64');
    const without = new KernelChoices(gpu.device, gpu.pipelines, { measured: false, known, variants });
    await without.prepare(jobs);
    for (const job of jobs) expect(without.of(job)).toMatch(/^registers/);
  });

  it('computes the same gradients with any choice of kernels', async () => {
    const builder = new CaseBuilder(5);
    const { graph, feeds } = builder;
    const hidden = linear(graph, builder.value('x', [600, 64]), builder.value('w', [64, 12], 0.1), {
      bias: builder.value('b', [12]),
      activation: 'gelu',
    });
    const value = linear(graph, hidden, builder.value('v', [12, 8]));
    const loss = weightedSum(graph, value, builder.floats('weights', [600, 8]));
    const truth = runReference(graph, feeds, loss);
    const names = ['workgroup 64×64', 'workgroup 64×64, split sum', 'subgroup sums', 'registers 16×8'];
    const large = ['workgroup 128×64 by four', 'workgroup 128×128 by four', 'workgroup 64×64 by four, split sum'];
    for (const only of [...names, ...large]) {
      const variants = [named(only), named('plain')];
      const store = storeOf(gpu, builder);
      const jobsSeen = new Set<string>();
      const kernels = new KernelChoices(gpu.device, gpu.pipelines, { measured: true, variants });
      // any variant that fits may be the fastest here
      kernels.of = (job) => {
        jobsSeen.add(job);
        return variants.find((variant) => variant.fits(shapeOfJob(job)))!.name;
      };
      const compiled = await compile(gpu.device, gpu.pipelines, { graph, store, outputs: { loss }, loss, kernels });
      compiled.floats('weights').set(feeds.weights!);
      await compiled.run();
      const gradients = await store.read('gradients');
      for (const [name, tensor] of graph.parameters) {
        const expected = truth.gradient(tensor).data;
        const scale = expected.reduce((top, x) => Math.max(top, Math.abs(x)), 1);
        store.unpack(gradients, name).forEach((g, i) => {
          expect(Math.abs(g - expected[i]!) / scale, `${only}: ∂${name}[${i}]`).toBeLessThan(2e-5);
        });
      }
      expect(
        [...jobsSeen].some((job) => named(only).fits(shapeOfJob(job))),
        only,
      ).toBe(true);
      compiled.destroy();
      store.destroy();
    }
  });
});

describe('products of f16 factors', () => {
  const [m, k, n] = [70, 200, 36];

  /** x·W as a plan with this setting computes it: by the f16 kernel where the device and the job allow it. */
  async function product(gpu: Gpu, halfPrecision: boolean) {
    const builder = new CaseBuilder(7);
    const { graph, feeds } = builder;
    const value = linear(graph, builder.value('x', [m, k]), builder.value('w', [k, n]));
    const store = storeOf(gpu, builder);
    const variants = gpu.device.features.has('shader-f16') ? [halfTiles, named('plain')] : [named('plain')];
    const kernels = new KernelChoices(gpu.device, gpu.pipelines, { measured: true, halfPrecision, variants });
    kernels.of = (job) => variants.find((variant) => variant.fits(shapeOfJob(job)))!.name;
    const compiled = await compile(gpu.device, gpu.pipelines, { graph, store, outputs: { value }, kernels });
    const result = await compiled.run();
    compiled.destroy();
    store.destroy();
    return { value: result.value!, feeds };
  }

  it('differ by the rounding of their factors at most, and are not used without the setting or the feature', async () => {
    const gpu = await requestGpu();
    const { value: exact, feeds } = await product(gpu, false);
    const { value: rounded } = await product(gpu, true);
    let changed = 0;
    for (let row = 0; row < m; row++) {
      for (let column = 0; column < n; column++) {
        let magnitude = 0;
        for (let i = 0; i < k; i++) magnitude += Math.abs(feeds.x![row * k + i]! * feeds.w![i * n + column]!);
        const difference = Math.abs(rounded[row * n + column]! - exact[row * n + column]!);
        expect(difference).toBeLessThan(1.01 * 2 ** -10 * magnitude);
        if (difference > 0) changed++;
      }
    }
    if (gpu.device.features.has('shader-f16')) expect(changed).toBeGreaterThan((m * n) / 2);
    else expect(changed).toBe(0);
    gpu.device.destroy();
  });
});

describe('an adapter without any optional feature', () => {
  it('works, and reports which features it lacks', async () => {
    const { device, clock } = await requestGpu([]);
    expect(clock).toBeUndefined();
    const variants = [named('registers 4×4'), named('subgroup sums'), halfTiles, named('plain')];
    const choices = new KernelChoices(device, new PipelineCache(device), { measured: true, variants });
    await choices.prepare(jobs);
    const { chosen, dropped } = choices.report();
    expect(dropped).toEqual({
      'subgroup sums, nn': expect.stringMatching(/no subgroups/),
      'subgroup sums, nt': expect.stringMatching(/no subgroups/),
      'workgroup 64×64, f16 tiles, nn': expect.stringMatching(/no shader-f16/),
    });
    for (const job of jobs) expect(chosen[job]!.ms).not.toHaveProperty('subgroup sums');
    device.destroy();
  });
});
