/**
 * Record → replay. A plan is a fixed list of dispatches over virtual tensors; `Plan.create` gives every tensor a place
 * (arena with lifetimes), makes pipelines and bind groups once, and from then on a step is: one write of the inputs, one
 * command buffer, one submit, and one read of the outputs through a ring of staging buffers that nobody waits for.
 */
import { RetrogradError } from '../util/errors.ts';
import type { GpuClock } from './clock.ts';
import { type ElementType, type Kernel, type PipelineCache, workgroupsFor } from './shader.ts';

/** Places of tensors are multiples of WebGPU's largest `minStorageBufferOffsetAlignment`. */
export const alignment = 256;

/** A tensor as the GPU sees it: so many 4-byte elements, in the plan's arena or at a fixed place of a buffer from outside. */
export interface Slot {
  label: string;
  elements: number;
  /** Outside the arena: parameters, gradients, moments. */
  external?: { buffer: GPUBuffer; offset: number };
  /** Written from the CPU each step, or read back each step: lives through the whole plan. */
  role?: 'input' | 'output';
}

export interface DispatchRequest {
  kernel: Kernel;
  constants?: Record<string, number>;
  bindings: Record<string, { slot: Slot; element: ElementType }>;
  threads: number;
}

/** What an op is given to write its GPU program with. */
export class Recorder {
  readonly dispatches: DispatchRequest[] = [];

  /**
   * @param choose which of several kernels does a job; undefined: the default one
   * @param halfPrecision forward products may round their factors to f16
   */
  constructor(
    readonly choose: (job: string) => string | undefined = () => undefined,
    readonly halfPrecision = false,
  ) {}

  dispatch(request: DispatchRequest): void {
    this.dispatches.push(request);
  }

  /** A tensor that lives within one op's program only. */
  scratch(elements: number, label = 'scratch'): Slot {
    return { label, elements };
  }
}

export interface PlanStatistics {
  dispatches: number;
  arenaBytes: number;
}

interface Step {
  label: string;
  pipeline: GPUComputePipeline;
  bindGroup: GPUBindGroup;
  workgroups: [x: number, y: number];
}

/** A place to read outputs back from, and the queries that time the submit which fills it. */
interface Staging {
  buffer: GPUBuffer;
  busy: boolean;
  timing?: { pass: GPUComputePassDescriptor; queries: GPUQuerySet; resolved: GPUBuffer };
}

/** Bytes of the two timestamps behind the outputs. */
const timingSize = 16;

const bytesOf = (slot: Slot) => Math.max(4, slot.elements * 4);
const aligned = (bytes: number) => Math.ceil(bytes / alignment) * alignment;

export class Plan {
  private readonly staging: Staging[] = [];

  private constructor(
    private readonly device: GPUDevice,
    private readonly steps: Step[],
    private readonly arena: GPUBuffer,
    private readonly places: Map<Slot, number>,
    /** CPU side of the inputs' part of the arena. */
    private readonly inputBytes: ArrayBuffer,
    private readonly outputStart: number,
    private readonly outputSize: number,
    readonly statistics: PlanStatistics,
    private readonly timed?: { clock: GpuClock; label: string },
  ) {}

  /** @param timed tells the clock of every submit, under a label; needs the feature `timestamp-query` */
  static async create(
    device: GPUDevice,
    pipelines: PipelineCache,
    dispatches: DispatchRequest[],
    timed?: { clock: GpuClock; label: string },
  ): Promise<Plan> {
    const { places, inputEnd, outputStart, outputSize, total } = placeSlots(dispatches);
    if (total > device.limits.maxBufferSize) {
      throw new RetrogradError(
        'gpu-validation',
        `This model needs ${Math.ceil(total / 2 ** 20)} MiB of working memory, the adapter allows ${Math.floor(device.limits.maxBufferSize / 2 ** 20)} MiB. Use a smaller batch, fewer candidates or shorter documents.`,
      );
    }
    const arena = device.createBuffer({
      label: 'arena',
      size: Math.max(alignment, total),
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
    });
    const steps = await Promise.all(
      dispatches.map(async ({ kernel, constants = {}, bindings, threads }) => {
        const named = Object.entries(bindings);
        const pipeline = await pipelines.get({
          kernel,
          constants,
          threads,
          bindings: named.map(([name, { element }]) => ({ name, element })),
        });
        const bindGroup = device.createBindGroup({
          label: kernel.name,
          layout: pipeline.getBindGroupLayout(0),
          entries: named.map(([, { slot }], binding) => ({
            binding,
            resource: slot.external
              ? { buffer: slot.external.buffer, offset: slot.external.offset, size: bytesOf(slot) }
              : { buffer: arena, offset: places.get(slot)!, size: bytesOf(slot) },
          })),
        });
        return { label: kernel.name, pipeline, bindGroup, workgroups: workgroupsFor(threads) };
      }),
    );
    const statistics = { dispatches: steps.length, arenaBytes: total };
    return new Plan(
      device,
      steps,
      arena,
      places,
      new ArrayBuffer(inputEnd),
      outputStart,
      outputSize,
      statistics,
      timed,
    );
  }

  /** The CPU side of an input, to be filled before `run`; stays the same array for the plan's life. */
  inputView(slot: Slot, dtype: 'f32' | 'u32'): Float32Array | Uint32Array {
    const offset = this.places.get(slot);
    if (offset === undefined) throw new RetrogradError('internal', `${slot.label} is not an input of this plan.`);
    return dtype === 'f32'
      ? new Float32Array(this.inputBytes, offset, slot.elements)
      : new Uint32Array(this.inputBytes, offset, slot.elements);
  }

  /** Where an output lies within what `run` resolves to, in elements. */
  outputOffset(slot: Slot): number {
    return (this.places.get(slot)! - this.outputStart) / 4;
  }

  /** Writes the inputs, replays the program, and resolves to all outputs once the GPU is done. */
  async run(): Promise<Float32Array> {
    if (this.inputBytes.byteLength > 0) this.device.queue.writeBuffer(this.arena, 0, this.inputBytes);
    const encoder = this.device.createCommandEncoder();
    const staging = this.freeStaging();
    const { buffer, timing } = staging;
    staging.busy = true;
    const pass = encoder.beginComputePass(timing?.pass);
    for (const { pipeline, bindGroup, workgroups } of this.steps) {
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindGroup);
      pass.dispatchWorkgroups(workgroups[0], workgroups[1]);
    }
    pass.end();
    if (this.outputSize > 0) encoder.copyBufferToBuffer(this.arena, this.outputStart, buffer, 0, this.outputSize);
    if (timing) {
      encoder.resolveQuerySet(timing.queries, 0, 2, timing.resolved, 0);
      encoder.copyBufferToBuffer(timing.resolved, 0, buffer, this.outputSize, timingSize);
    }
    this.device.queue.submit([encoder.finish()]);
    await buffer.mapAsync(GPUMapMode.READ);
    const mapped = buffer.getMappedRange();
    const outputs = new Float32Array(mapped.slice(0, this.outputSize));
    if (timing) this.tellClock(new BigUint64Array(mapped, this.outputSize, 2));
    buffer.unmap();
    staging.busy = false;
    return outputs;
  }

  private tellClock([begin, end]: BigUint64Array): void {
    const { clock, label } = this.timed!;
    clock.add({ label, begin: Number(begin) / 1e6, end: Number(end) / 1e6 });
  }

  /** One that nobody reads from; made where there is none, which after a few steps is never. */
  private freeStaging(): Staging {
    const free = this.staging.find(({ busy }) => !busy);
    if (free) return free;
    const { device, timed } = this;
    const made: Staging = {
      buffer: device.createBuffer({
        label: 'staging',
        size: Math.max(4, this.outputSize + (timed ? timingSize : 0)),
        usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
      }),
      busy: false,
    };
    if (timed) {
      const queries = device.createQuerySet({ type: 'timestamp', count: 2 });
      const usage = GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC;
      made.timing = {
        queries,
        resolved: device.createBuffer({ label: 'timestamps', size: timingSize, usage }),
        pass: { timestampWrites: { querySet: queries, beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 } },
      };
    }
    this.staging.push(made);
    return made;
  }

  /** GPU time of each dispatch in ms, by timestamp queries, each in a pass of its own; needs the feature. */
  async profile(): Promise<{ label: string; ms: number }[]> {
    const count = 2 * this.steps.length;
    const querySet = this.device.createQuerySet({ type: 'timestamp', count });
    const resolved = this.device.createBuffer({
      size: count * 8,
      usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
    });
    const staging = this.device.createBuffer({
      size: count * 8,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    const encoder = this.device.createCommandEncoder();
    this.steps.forEach(({ pipeline, bindGroup, workgroups }, i) => {
      const pass = encoder.beginComputePass({
        timestampWrites: { querySet, beginningOfPassWriteIndex: 2 * i, endOfPassWriteIndex: 2 * i + 1 },
      });
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindGroup);
      pass.dispatchWorkgroups(workgroups[0], workgroups[1]);
      pass.end();
    });
    encoder.resolveQuerySet(querySet, 0, count, resolved, 0);
    encoder.copyBufferToBuffer(resolved, 0, staging, 0, count * 8);
    this.device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    const times = new BigUint64Array(staging.getMappedRange());
    const result = this.steps.map(({ label }, i) => ({ label, ms: Number(times[2 * i + 1]! - times[2 * i]!) / 1e6 }));
    staging.destroy();
    resolved.destroy();
    querySet.destroy();
    return result;
  }

  destroy(): void {
    this.arena.destroy();
    for (const { buffer, timing } of this.staging) {
      buffer.destroy();
      timing?.queries.destroy();
      timing?.resolved.destroy();
    }
  }
}

/**
 * Inputs first, in one run; then outputs, in one run; then everything else by first fit over lifetimes: a slot lives
 * from the first to the last dispatch that names it.
 */
function placeSlots(dispatches: DispatchRequest[]) {
  const lifetimes = new Map<Slot, { first: number; last: number }>();
  dispatches.forEach(({ bindings }, i) => {
    for (const { slot } of Object.values(bindings)) {
      if (slot.external) continue;
      const lifetime = lifetimes.get(slot);
      if (lifetime) lifetime.last = i;
      else lifetimes.set(slot, { first: i, last: i });
    }
  });
  const places = new Map<Slot, number>();
  let end = 0;
  const append = (role: Slot['role']) => {
    const start = end;
    for (const slot of lifetimes.keys()) {
      if (slot.role !== role) continue;
      places.set(slot, end);
      end += aligned(bytesOf(slot));
    }
    return { start, size: end - start };
  };
  const inputs = append('input');
  const outputs = append('output');

  const transient = [...lifetimes].filter(([slot]) => !slot.role);
  transient.sort(([a, x], [b, y]) => bytesOf(b) - bytesOf(a) || x.first - y.first);
  const placed: { offset: number; size: number; first: number; last: number }[] = [];
  let total = end;
  for (const [slot, { first, last }] of transient) {
    const size = aligned(bytesOf(slot));
    let offset = end;
    for (const other of placed) {
      // `placed` is kept sorted by offset: the first gap that is wide enough takes the slot
      if (other.last < first || other.first > last) continue;
      if (other.offset >= offset + size) break;
      offset = Math.max(offset, other.offset + other.size);
    }
    places.set(slot, offset);
    const position = placed.findIndex((other) => other.offset > offset);
    placed.splice(position < 0 ? placed.length : position, 0, { offset, size, first, last });
    total = Math.max(total, offset + size);
  }
  return { places, inputEnd: inputs.size, outputStart: outputs.start, outputSize: outputs.size, total };
}
