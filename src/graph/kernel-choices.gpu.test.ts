import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gpu, requestGpu } from '../gpu/device.ts';
import { Recorder } from '../gpu/plan.ts';
import { PipelineCache } from '../gpu/shader.ts';
import { compile } from './compile.ts';
import { KernelChoices } from './kernel-choices.ts';
import type { KernelFamily } from './kernel-family.ts';
import { jobName, type MatmulShape, shapeOfJob } from './matmul.ts';
import { matmulFamily } from './matmul-family.ts';
import { type MatmulVariant, matmulVariants } from './matmul-variants.ts';
import { attentionFamily } from './ops/attention-family.ts';
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

/** Products with these kernels only; the table names them in this order. */
const family = (variants: readonly MatmulVariant[]): KernelFamily => ({
  ...matmulFamily,
  variants,
  table: () => variants.map(({ name }) => name),
});
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

describe('choosing kernels', () => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await requestGpu();
  });
  afterAll(() => gpu?.device.destroy());

  it('names a job so that its shape can be read back', () => {
    for (const shape of shapes) expect(shapeOfJob(jobName(shape))).toEqual(shape);
    for (const job of ['attention 4×4×4', 'nn 4×4', 'nt4×4×4']) expect(shapeOfJob(job)).toBeUndefined();
  });

  it('every variant agrees with the plain kernel', async () => {
    const choices = new KernelChoices(gpu, { adapter: 'software' });
    await choices.prepare(jobs);
    for (const [i, job] of jobs.entries()) {
      const rivals = (await choices.rivals(job)).map(({ name }) => name);
      const half = gpu.device.features.has('shader-f16');
      const usable = matmulVariants.filter((candidate) => half || candidate !== halfTiles);
      const fitting = usable.filter((candidate) => candidate.fits(shapes[i]!) && candidate.name !== 'plain');
      expect(rivals.sort()).toEqual(fitting.map(({ name }) => name).sort());
    }
    const { chosen, dropped } = choices.report();
    const half = gpu.device.features.has('shader-f16');
    expect(dropped).toEqual(half ? {} : { [`${halfTiles.name}, nn`]: 'this device has no shader-f16' });
    for (const job of jobs) expect(chosen[job]).toEqual({ variant: expect.stringMatching(/^registers/) });
  });

  it('drops a variant that is wrong, and one that does not compile, without an error that ends the run', async () => {
    const uncaptured: string[] = [];
    gpu.device.onuncapturederror = ({ error }) => void uncaptured.push(error.message);
    const choices = new KernelChoices(gpu, { families: [family([wrong, broken, named('plain')])] });
    await choices.prepare(jobs);
    for (const job of jobs) expect(choices.of(job)).toBe('plain');
    const { dropped } = choices.report();
    expect(dropped['forgets the last terms, nn']).toMatch(/differs from the plain kernel/);
    expect(dropped['does not compile, nt']).toMatch(/broken/);
    await gpu.device.queue.onSubmittedWorkDone();
    expect(uncaptured).toEqual([]);
    gpu.device.onuncapturederror = null;
    // a fault is kept without the text of the kernel, which has no limit
    for (const fault of Object.values(choices.learned.proofs)) expect(fault.length).toBeLessThanOrEqual(500);
  });

  it('takes nothing for a proof if the GPU computed nothing', async () => {
    const nothing = (name: string): MatmulVariant => ({
      ...right,
      name,
      fits: ({ extras }) => extras.length === 0,
      record: (recorder, request) => right.record(recorder, { ...request, alpha: 0 }),
    });
    const [plainest, variant] = [nothing('plain'), nothing('also nothing')];
    const idle = { ...family([variant, plainest]), plainest: plainest as KernelFamily['plainest'] };
    const choices = new KernelChoices(gpu, { families: [idle] });
    const job = jobName({ layout: 'nn', m: 24, n: 16, k: 520, extras: [] });
    await choices.prepare([job]);
    expect(choices.of(job)).toBe('plain');
    // the next session tries again
    expect(choices.learned.proofs).toEqual({});
  });

  it('sums with subgroups of 128, of which a workgroup of 64 is half', async () => {
    if (!gpu.device.features.has('subgroups')) return;
    const subgroups = named('subgroup sums');
    // the other adapters of these tests have small subgroups: a sum over the workgroup stands for one over such a subgroup
    const emulated = (source: string) =>
      source
        .replace('@builtin(subgroup_size) subgroup: u32', '')
        .replace('let size', 'let subgroup = 128u;\n  let size')
        .replace('var o = local / size', 'var o = 0u')
        .replace('subgroupAdd(sum)', 'sumOfAll(local, sum)')
        .concat(
          'var<workgroup> all: array<f32, 64>;',
          'fn sumOfAll(local: u32, sum: f32) -> f32 {',
          '  workgroupBarrier(); all[local] = sum; workgroupBarrier();',
          '  var total = 0.0; for (var i = 0u; i < 64u; i++) { total += all[i]; } return total;',
          '}',
        );
    const large: MatmulVariant = {
      ...subgroups,
      name: 'subgroups of 128',
      record(recorder, request) {
        const inner = new Recorder();
        subgroups.record(inner, request);
        for (const dispatch of inner.dispatches) {
          const { kernel } = dispatch;
          recorder.dispatch({ ...dispatch, kernel: { name: kernel.name, source: emulated(kernel.source) } });
        }
      },
    };
    const choices = new KernelChoices(gpu, { families: [family([large, named('plain')])] });
    const fitting = shapes.filter((shape) => large.fits(shape)).map(jobName);
    await choices.prepare(fitting);
    expect(choices.report().dropped).toEqual({});
    for (const job of fitting) expect(choices.of(job)).toBe(large.name);
  });

  it('proves nothing again that an earlier session has proved, unless the text of a kernel has changed', async () => {
    const families = [family([wrong, right, named('plain')])];
    const first = new KernelChoices(gpu, { families });
    await first.prepare(jobs);
    const { proofs } = first.learned;
    expect(Object.values(proofs).sort()).toEqual(['', '', '', ...Array(3).fill(expect.stringMatching(/differs/))]);

    // no pipeline is made for a proof that is known
    const fresh = { ...gpu, pipelines: new PipelineCache(gpu.device) };
    const memory = { proofs, measured: {} };
    const second = new KernelChoices(fresh, { families, memory });
    await second.prepare(jobs);
    expect(fresh.pipelines.requested).toBe(0);
    expect(second.report()).toEqual({ ...first.report(), pipelines: 0 });
    expect(second.learned.proofs).toEqual({});

    // the same name, but it computes something else
    const changed: MatmulVariant = { ...wrong, name: right.name };
    const third = new KernelChoices(fresh, { families: [family([changed, named('plain')])], memory });
    await third.prepare(jobs);
    for (const job of jobs) expect(third.of(job)).toBe('plain');
  });

  it('begins with the kernel on record, then with the one that was fastest, unless it fails here', async () => {
    const tuned = new KernelChoices(gpu, { timed: true });
    await tuned.prepare(jobs);
    for (const job of jobs) tuned.noteTimes(job, { [tuned.of(job)!]: 2, 'workgroup 64×64': 1 });
    const memory = JSON.parse(JSON.stringify(tuned.learned));

    const warm = new KernelChoices(gpu, { timed: true, memory });
    await warm.prepare(jobs);
    for (const job of jobs) expect([warm.of(job), warm.isMeasured(job)]).toEqual(['workgroup 64×64', true]);
    const untimed = new KernelChoices(gpu, { timed: false, memory });
    await untimed.prepare(jobs);
    for (const job of jobs) expect([untimed.of(job), untimed.isMeasured(job)]).toEqual([tuned.of(job), false]);
    const recorded = new KernelChoices(gpu, { timed: true, memory, recorded: () => 'plain' });
    await recorded.prepare(jobs);
    for (const job of jobs) expect(recorded.of(job)).toBe('plain');

    // what was the fastest in another session fails here, and is not offered again and again
    const families = [family([wrong, right, named('plain')])];
    const misled = new KernelChoices(gpu, { families, timed: true });
    await misled.prepare(jobs);
    for (const job of jobs) misled.noteTimes(job, { [wrong.name]: 1, [right.name]: 2 });
    const { measured } = misled.learned;
    for (const job of jobs) measured[job]!.variant = wrong.name;
    const next = new KernelChoices(gpu, { families, timed: true, memory: { proofs: {}, measured } });
    await next.prepare(jobs);
    for (const job of jobs)
      expect([next.of(job), next.isMeasured(job), next.faster(job)]).toEqual([right.name, true, undefined]);

    // other kernels than those that were measured
    const fewer = matmulVariants.filter(({ name }) => name !== 'registers 8×4');
    const other = new KernelChoices(gpu, { timed: true, memory, families: [{ ...matmulFamily, variants: fewer }] });
    await other.prepare(jobs);
    for (const job of jobs) expect([other.of(job), other.isMeasured(job)]).toEqual([expect.anything(), false]);
    const failing = [wrong, named('plain')];
    const without = new KernelChoices(gpu, { families: [family(failing)], recorded: () => wrong.name });
    await without.prepare(jobs);
    for (const job of jobs) expect(without.of(job)).toBe('plain');
  });

  it('takes a change for jobs that no plan has yet, and none that is wrong or for an unknown job', async () => {
    const choices = new KernelChoices(gpu, { families: [family([wrong, right, named('plain')])] });
    const [first, second, third] = jobs as [string, string, string];
    const names = { [first]: 'plain', [second]: wrong.name, [third]: 'no such kernel', 'strange job': 'plain' };
    const usable = await choices.usable(names);
    expect([...usable.keys()]).toEqual([first]);
    choices.change(usable);
    await choices.prepare(jobs);
    expect(jobs.map((job) => choices.of(job))).toEqual(['plain', right.name, right.name, right.name]);
  });

  it('changes the kernels of a plan between two runs: inputs keep their values, and a run on its way is finished', async () => {
    const builder = new CaseBuilder(3);
    const { graph, feeds } = builder;
    const value = linear(graph, builder.value('x', [68, 600]), builder.value('w', [600, 36]));
    const scaled = weightedSum(graph, value, builder.floats('weights', [68, 36]));
    const store = storeOf(gpu, builder);
    const kernels = new KernelChoices(gpu, { adapter: 'software' });
    const outputs = { value, scaled };
    const compiled = await compile(gpu.device, gpu.pipelines, { graph, store, outputs, kernels });
    compiled.floats('weights').set(feeds.weights as Float32Array);
    const before = await compiled.run();
    const use = await compiled.prepareKernels(() => 'workgroup 64×64, split sum');
    const onItsWay = compiled.run();
    await use();
    expect(await onItsWay).toEqual(before);
    expect(compiled.floats('weights')).toEqual(feeds.weights);
    const after = await compiled.run();

    const only = new KernelChoices(gpu, { recorded: () => 'workgroup 64×64, split sum' });
    const direct = await compile(gpu.device, gpu.pipelines, { graph, store, outputs, kernels: only });
    direct.floats('weights').set(feeds.weights as Float32Array);
    expect(after).toEqual(await direct.run());
    expect(after.value).not.toEqual(before.value);
    compiled.destroy();
    direct.destroy();
    store.destroy();
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
      const kernels = new KernelChoices(gpu, { families: [family(variants)] });
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
        [...compiled.jobs.keys()].some((job) => kernels.of(job) === only),
        only,
      ).toBe(true);
      compiled.destroy();
      store.destroy();
    }
  });

  it('proves and takes the kernels for cards where the adapter is taken for one', async () => {
    const kernels = new KernelChoices(gpu, { adapter: 'hardware' });
    const kinds = {
      'attention 2×20×2×8 causal': /^tiles of/,
      'attention 2×7×20×2×8 lengths': /^tiles of/,
      'attention-backward 2×20×2×8 padding': /^tiles of/,
      'attention-backward 2×7×20×2×8 mask': /^tiles of/,
      'log-likelihood 9×64': /^workgroup$/,
      'log-likelihood 9×63': /^row$/,
    };
    await kernels.prepare(Object.keys(kinds));
    expect(kernels.report().dropped).toEqual({});
    for (const [job, kind] of Object.entries(kinds)) expect(kernels.of(job), job).toMatch(kind);
    const software = new KernelChoices(gpu, { adapter: 'software' });
    await software.prepare(Object.keys(kinds));
    expect(new Set(Object.keys(kinds).map((job) => software.of(job)))).toEqual(new Set(['rows', 'row']));
  });

  it('drops a wrong attention', async () => {
    const [rows, tiles] = attentionFamily.variants;
    const wrongTiles: typeof attentionFamily = {
      ...attentionFamily,
      variants: [
        rows!,
        {
          ...tiles!,
          record: (recorder, request) =>
            tiles!.record(recorder, {
              ...request,
              program: { ...request.program, constants: { ...request.program.constants, MASK: 1 } },
            }),
        },
      ],
    };
    const kernels = new KernelChoices(gpu, { adapter: 'hardware', families: [wrongTiles as KernelFamily] });
    await kernels.prepare(['attention 2×20×2×8 padding', 'attention 2×20×2×8 causal']);
    expect(kernels.of('attention 2×20×2×8 padding')).toBe('rows');
    expect(kernels.of('attention 2×20×2×8 causal')).toBe('tiles of 16 KiB');
    expect(Object.values(kernels.report().dropped).join()).toContain('differs from the plain kernel');
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
    const kernels = new KernelChoices(gpu, { halfPrecision, families: [family([halfTiles, named('plain')])] });
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

describe('a device with the limits that every adapter has', () => {
  it('takes the kernels for cards that need no more than 16 KiB; that it refuses others is no error of the run', async () => {
    const adapter = (await navigator.gpu.requestAdapter())!;
    const device = await adapter.requestDevice();
    const uncaptured: string[] = [];
    device.onuncapturederror = ({ error }) => void uncaptured.push(error.message);
    const gpu = { device, pipelines: new PipelineCache(device), software: false };
    const choices = new KernelChoices(gpu, { families: [attentionFamily as unknown as KernelFamily] });
    const job = 'attention 2×20×2×32 causal';
    await choices.prepare([job]);
    expect(choices.of(job)).toBe('tiles of 16 KiB');
    const { dropped } = choices.report();
    expect(Object.keys(dropped)).toEqual([expect.stringMatching(/^tiles of 32 KiB/)]);
    expect(Object.values(dropped)).toEqual([expect.stringMatching(/16384/)]);
    await device.queue.onSubmittedWorkDone();
    expect(uncaptured).toEqual([]);
    device.destroy();
  });
});

describe('an adapter without any optional feature', () => {
  it('works, and reports which features it lacks', async () => {
    const { device, clock } = await requestGpu([]);
    expect(clock).toBeUndefined();
    const variants = [named('subgroup sums'), halfTiles, named('registers 4×4'), named('plain')];
    const gpu = { device, pipelines: new PipelineCache(device), software: false };
    const choices = new KernelChoices(gpu, { families: [family(variants)] });
    await choices.prepare(jobs);
    const { chosen, dropped } = choices.report();
    expect(dropped).toEqual({
      'subgroup sums, nn': expect.stringMatching(/no subgroups/),
      'subgroup sums, nt': expect.stringMatching(/no subgroups/),
      'workgroup 64×64, f16 tiles, nn': expect.stringMatching(/no shader-f16/),
    });
    for (const job of jobs) expect(chosen[job]).toEqual({ variant: 'registers 4×4' });
    // the next device may have them
    for (const fault of Object.values(choices.learned.proofs)) expect(fault).toBe('');
    device.destroy();
  });
});
