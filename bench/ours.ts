/** Our side of the comparison: the models and the optimiser of the product, on a device of their own. */
import { GpuClock } from '../src/gpu/clock.ts';
import type { Gpu } from '../src/gpu/device.ts';
import { Plan, Recorder, type Slot } from '../src/gpu/plan.ts';
import { AdamW } from '../src/graph/adamw.ts';
import { type CompiledGraph, compile } from '../src/graph/compile.ts';
import { KernelChoices } from '../src/graph/kernel-choices.ts';
import { jobName, type MatmulRequest, recordMatmul, shapeOf } from '../src/graph/matmul.ts';
import { ParameterStore } from '../src/graph/parameters.ts';
import { nextTokenTargets } from '../src/models/language-model.ts';
import { KernelTuner } from '../src/run/kernel-tuner.ts';
import { fillSequence } from '../src/run/sequences.ts';
import type { Contender } from './measure.ts';
import type { PresetWorkload } from './preset-workloads.ts';
import { adam, type Workload } from './workloads.ts';

/** Chooses the kernels that a long run ends with: on hardware all are measured, and the fastest are used. False if nothing is measured. */
async function tune(gpu: Gpu, kernels: KernelChoices, jobs: ReadonlyMap<string, number>): Promise<boolean> {
  if (gpu.software || !gpu.clock) return false;
  const tuner = new KernelTuner(kernels, () => {});
  await tuner.finish(jobs);
  kernels.change(await kernels.usable(tuner.faster(jobs)));
  return true;
}

/** A clock of its own for each contender, where the device has timestamp queries. */
const timedOf = (gpu: Gpu, label: string) => gpu.clock && { clock: new GpuClock(), label };

export interface OurTrainer extends Contender {
  compiled: CompiledGraph;
}

/** Trains the workload with Adam (AdamW without decay, gradients never clipped). */
export async function ourTrainer(gpu: Gpu, work: Workload | PresetWorkload): Promise<OurTrainer> {
  const { beta1, beta2, epsilon, learningRate } = adam;
  const optimiser = new AdamW({ beta1, beta2, epsilon, weightDecay: 0, clipNorm: Number.POSITIVE_INFINITY }, ['']);
  const store = new ParameterStore(gpu.device, work.parameters);
  const { graph, loss } = work.graph;
  const timed = timedOf(gpu, 'step');
  const kernels = new KernelChoices(gpu);
  const compiled = await compile(gpu.device, gpu.pipelines, {
    graph,
    kernels,
    store,
    outputs: { loss },
    loss,
    optimiser,
    timed,
  });
  if (await tune(gpu, kernels, compiled.jobs)) {
    const use = await compiled.prepareKernels((job) => kernels.of(job));
    await use();
  }
  let t = 0;
  return {
    name: 'ours',
    compiled,
    clock: timed?.clock,
    async step() {
      fill(compiled, work, t % work.batches.length);
      optimiser.fillScalars(compiled.floats('optimiser.scalars'), ++t, [learningRate]);
      return (await compiled.run()).loss![0]!;
    },
    destroy() {
      compiled.destroy();
      store.destroy();
    },
  };
}

function fill(compiled: CompiledGraph, work: Workload | PresetWorkload, batch: number): void {
  if (work.kind === 'texts' || work.kind === 'blanks') {
    for (const [name, values] of Object.entries(work.batches[batch]!)) {
      (values instanceof Float32Array ? compiled.floats(name) : compiled.integers(name)).set(values);
    }
    return;
  }
  if (work.kind === 'language-model') {
    nextTokenTargets(work.batches[batch]!, work.config.vocabularySize, {
      ids: compiled.integers('ids'),
      lengths: compiled.integers('lengths'),
      targets: compiled.integers('targets'),
      weights: compiled.floats('weights'),
    });
    return;
  }
  const { queries, documents } = work.batches[batch]!;
  for (let b = 0; b < work.rows; b++) {
    fillSequence(compiled, 'query', b, queries[b]!, 'mean');
    fillSequence(compiled, 'document', b, documents[b]!, 'mean');
    compiled.integers('targets')[b] = b;
  }
  compiled.floats('weights').fill(1 / work.rows);
}

export interface MatmulInputs {
  m: number;
  k: number;
  n: number;
  /** Row-major (m, k) and (k, n). */
  a: Float32Array<ArrayBuffer>;
  b: Float32Array<ArrayBuffer>;
  /** Products in one step, so that the cost of a wait is shared. */
  repeats: number;
}

/** A contender whose result can be read. */
export interface MatmulContender extends Contender {
  /** The whole product (m, n). */
  product(): Promise<Float32Array>;
}

/** The product with the kernel that a graph would choose for it. */
export async function ourMatmul(gpu: Gpu, { m, k, n, a, b, repeats }: MatmulInputs): Promise<MatmulContender> {
  const { device, pipelines } = gpu;
  const slot = (label: string, elements: number, values?: Float32Array<ArrayBuffer>): Slot => {
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const buffer = device.createBuffer({ label, size: elements * 4, usage });
    if (values) device.queue.writeBuffer(buffer, 0, values);
    return { label, elements, external: { buffer, offset: 0 } };
  };
  const slots = { a: slot('a', m * k, a), b: slot('b', k * n, b), out: slot('out', m * n) };
  const request: MatmulRequest = { layout: 'nn', m, n, k, ...slots };
  const kernels = new KernelChoices(gpu);
  const job = jobName(shapeOf(request));
  await kernels.prepare([job]);
  await tune(gpu, kernels, new Map([[job, 1]]));
  const recorder = new Recorder((name) => kernels.of(name));
  for (let i = 0; i < repeats; i++) recordMatmul(recorder, request);
  const timed = timedOf(gpu, 'product');
  const plan = await Plan.create(device, pipelines, recorder.dispatches, timed);
  return {
    name: 'ours',
    clock: timed?.clock,
    async step() {
      // the plan itself would wait until a buffer is mapped, which the peers' steps do not
      void plan.run();
      await device.queue.onSubmittedWorkDone();
      return 0;
    },
    async product() {
      const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
      const staging = device.createBuffer({ size: m * n * 4, usage });
      const encoder = device.createCommandEncoder();
      encoder.copyBufferToBuffer(slots.out.external!.buffer, 0, staging, 0, m * n * 4);
      device.queue.submit([encoder.finish()]);
      await staging.mapAsync(GPUMapMode.READ);
      const values = new Float32Array(staging.getMappedRange().slice(0));
      staging.destroy();
      return values;
    },
    destroy() {
      plan.destroy();
      for (const { external } of Object.values(slots)) external!.buffer.destroy();
    },
  };
}
