/**
 * Record once, replay each step. A plan is a fixed list of dispatches over virtual tensors. `Plan.create` gives every tensor a place in an
 * arena, writes the numbers of all dispatches into one uniform buffer, and makes all pipelines and bind groups. After that a step is one write of the inputs, one command buffer, one submit, and one read of
 * the outputs. Outputs are read through a ring of staging buffers, so that the next step need not wait for the read.
 */
import { RetrogradError } from '../util/errors.ts';
import type { GpuClock } from './clock.ts';
import { noMemory, requireLimits } from './limits.ts';
import { alignment, bytesOf, placeSlots } from './places.ts';
import {
  dataBytes,
  type ElementType,
  type Kernel,
  type PipelineCache,
  type ShaderRequest,
  workgroupsFor,
  writeData,
} from './shader.ts';

/** A tensor as the GPU sees it: a number of 4-byte elements, in the plan's arena or at a fixed place of an external buffer. */
export interface Slot {
  label: string;
  elements: number;
  /** Outside the arena: parameters, their gradients and moments, states. */
  external?: { buffer: GPUBuffer; offset: number };
  /** Written from the CPU each step, or read back each step. Such a slot is alive during the whole plan. */
  role?: 'input' | 'output';
}

export interface DispatchRequest {
  kernel: Kernel;
  constants?: Record<string, number>;
  bindings: Record<string, { slot: Slot; element: ElementType }>;
  threads: number;
}

/** Collects the dispatches of a plan. Ops write their GPU programs with it. */
export class Recorder {
  readonly dispatches: DispatchRequest[] = [];

  /**
   * @param choose the name of the kernel for a job; undefined means the default kernel
   * @param halfPrecision forward products may round their factors to f16
   */
  constructor(
    readonly choose: (job: string) => string | undefined = () => undefined,
    readonly halfPrecision = false,
  ) {}

  dispatch(request: DispatchRequest): void {
    const slots = Object.values(request.bindings).map(({ slot }) => slot);
    const twice = slots.find((slot, i) => slots.indexOf(slot) < i);
    // WebGPU forbids two writable bindings of the same range, and all our bindings are writable
    if (twice) throw new RetrogradError('internal', `Kernel ${request.kernel.name} would bind ${twice.label} twice.`);
    this.dispatches.push(request);
  }

  /** A tensor that is used within one op's program only. */
  scratch(elements: number, label = 'scratch'): Slot {
    return { label, elements };
  }

  /** What a kernel binds in place of an operand that a dispatch does not have, so that one pipeline serves both. It must not be read. */
  absent(): Slot {
    return this.scratch(4, 'absent');
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

/** A buffer to read outputs back from, and one for the timestamps of the submit that fills it. */
interface Staging {
  buffer: GPUBuffer;
  busy: boolean;
  timestamps?: GPUBuffer;
}

/** Bytes of two timestamps. */
const timingSize = 16;

const newTimestamps = (device: GPUDevice): GPUBuffer =>
  device.createBuffer({
    label: 'timestamps',
    size: timingSize,
    usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
  });

/** A pass between two timestamps. */
const timedPass = (querySet: GPUQuerySet, first: number): GPUComputePassDescriptor => ({
  timestampWrites: { querySet, beginningOfPassWriteIndex: first, endOfPassWriteIndex: first + 1 },
});

export class Plan {
  private readonly staging: Staging[] = [];
  private destroyed = false;

  private constructor(
    private readonly device: GPUDevice,
    private readonly steps: Step[],
    private readonly arena: GPUBuffer,
    private readonly data: GPUBuffer,
    private readonly places: Map<Slot, number>,
    /** CPU side of the inputs' part of the arena. */
    private readonly inputBytes: ArrayBuffer,
    private readonly outputStart: number,
    private readonly outputSize: number,
    readonly statistics: PlanStatistics,
    private readonly timed?: { clock: GpuClock; label: string },
  ) {}

  /** @param timed records every submit on a clock, under a label; needs the feature `timestamp-query` */
  static async create(
    device: GPUDevice,
    pipelines: PipelineCache,
    dispatches: DispatchRequest[],
    timed?: { clock: GpuClock; label: string },
  ): Promise<Plan> {
    const { places, inputEnd, outputStart, outputSize, total } = placeSlots(dispatches);
    requireLimits(device.limits, dispatches, total);
    const packed = packData(dispatches);
    // compile first and allocate afterwards: a plan that fails leaves no buffer behind
    const compiled = await compilePipelines(pipelines, dispatches);
    device.pushErrorScope('out-of-memory');
    const arena = device.createBuffer({
      label: 'arena',
      size: Math.max(alignment, total),
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
    });
    if (await device.popErrorScope()) {
      arena.destroy();
      throw noMemory(total);
    }
    const data = device.createBuffer({
      label: 'numbers of the dispatches',
      size: packed.byteLength,
      usage: GPUBufferUsage.UNIFORM,
      mappedAtCreation: true,
    });
    new Uint8Array(data.getMappedRange()).set(packed);
    data.unmap();
    const steps = dispatches.map(({ kernel, bindings, threads }, i): Step => {
      const pipeline = compiled[i]!;
      const slots = Object.values(bindings);
      const bindGroup = device.createBindGroup({
        label: kernel.name,
        layout: pipeline.getBindGroupLayout(0),
        entries: [
          ...slots.map(({ slot }, binding) => ({
            binding,
            resource: slot.external
              ? { buffer: slot.external.buffer, offset: slot.external.offset, size: bytesOf(slot) }
              : { buffer: arena, offset: places.get(slot)!, size: bytesOf(slot) },
          })),
          { binding: slots.length, resource: { buffer: data, offset: i * dataBytes, size: dataBytes } },
        ],
      });
      return { label: kernel.name, pipeline, bindGroup, workgroups: workgroupsFor(threads) };
    });
    const statistics = { dispatches: steps.length, arenaBytes: total };
    return new Plan(
      device,
      steps,
      arena,
      data,
      places,
      new ArrayBuffer(inputEnd),
      outputStart,
      outputSize,
      statistics,
      timed,
    );
  }

  /** The CPU side of an input, to be filled before `run`. It is the same array as long as the plan exists. */
  inputView(slot: Slot, dtype: 'f32' | 'u32'): Float32Array | Uint32Array {
    const offset = this.places.get(slot);
    if (offset === undefined) throw new RetrogradError('internal', `${slot.label} is not an input of this plan.`);
    return dtype === 'f32'
      ? new Float32Array(this.inputBytes, offset, slot.elements)
      : new Uint32Array(this.inputBytes, offset, slot.elements);
  }

  /** Where an output begins in the array that `run` resolves to, in elements. */
  outputOffset(slot: Slot): number {
    return (this.places.get(slot)! - this.outputStart) / 4;
  }

  /** Writes the inputs, replays the program, and resolves to all outputs when the GPU has finished. Rejects with `cancelled` after `destroy`. */
  async run(): Promise<Float32Array> {
    if (this.destroyed) throw new RetrogradError('cancelled', 'The run was closed.');
    if (this.inputBytes.byteLength > 0) this.device.queue.writeBuffer(this.arena, 0, this.inputBytes);
    const encoder = this.device.createCommandEncoder();
    const staging = this.freeStaging();
    const { buffer, timestamps } = staging;
    staging.busy = true;
    const place = this.timed?.clock.place(this.device);
    const pass = encoder.beginComputePass(place && timedPass(place.queries, place.first));
    this.encode(pass);
    pass.end();
    if (this.outputSize > 0) encoder.copyBufferToBuffer(this.arena, this.outputStart, buffer, 0, this.outputSize);
    if (place && timestamps) {
      encoder.resolveQuerySet(place.queries, place.first, 2, timestamps, 0);
      encoder.copyBufferToBuffer(timestamps, 0, buffer, this.outputSize, timingSize);
    }
    this.device.queue.submit([encoder.finish()]);
    await buffer.mapAsync(GPUMapMode.READ);
    const mapped = buffer.getMappedRange();
    const outputs = new Float32Array(mapped.slice(0, this.outputSize));
    if (timestamps) this.recordSpan(new BigUint64Array(mapped, this.outputSize, 2));
    buffer.unmap();
    staging.busy = false;
    return outputs;
  }

  private recordSpan([begin, end]: BigUint64Array): void {
    const { clock, label } = this.timed!;
    clock.add({ label, begin: Number(begin) / 1e6, end: Number(end) / 1e6 });
  }

  /** A staging buffer that is not in use. A new one is made if all are in use, which happens in the first few steps only. */
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
    if (timed) made.timestamps = newTimestamps(device);
    this.staging.push(made);
    return made;
  }

  /** GPU time of each dispatch in ms. Each dispatch gets a pass of its own with timestamp queries; needs the feature `timestamp-query`. */
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

  /**
   * GPU time of `repeats` replays in ms, in one pass between two timestamps; needs the feature `timestamp-query`. Browsers round timestamps, often
   * to 100 µs, so many replays are needed for a short program. Throws if the clock was reset meanwhile.
   */
  async time(repeats: number): Promise<number> {
    const { device, inputBytes } = this;
    if (inputBytes.byteLength > 0) device.queue.writeBuffer(this.arena, 0, inputBytes);
    const queries = device.createQuerySet({ type: 'timestamp', count: 2 });
    const resolved = newTimestamps(device);
    const staging = device.createBuffer({ size: timingSize, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass(timedPass(queries, 0));
    for (let i = 0; i < repeats; i++) this.encode(pass);
    pass.end();
    encoder.resolveQuerySet(queries, 0, 2, resolved, 0);
    encoder.copyBufferToBuffer(resolved, 0, staging, 0, timingSize);
    device.queue.submit([encoder.finish()]);
    try {
      await staging.mapAsync(GPUMapMode.READ);
      const [begin, end] = new BigUint64Array(staging.getMappedRange());
      if (end! < begin!) throw new RetrogradError('internal', 'The clock of the graphics card was reset.');
      return Number(end! - begin!) / 1e6;
    } finally {
      staging.destroy();
      resolved.destroy();
      queries.destroy();
    }
  }

  private encode(pass: GPUComputePassEncoder): void {
    for (const { pipeline, bindGroup, workgroups } of this.steps) {
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindGroup);
      pass.dispatchWorkgroups(workgroups[0], workgroups[1]);
    }
  }

  destroy(): void {
    this.destroyed = true;
    this.arena.destroy();
    this.data.destroy();
    for (const { buffer, timestamps } of this.staging) {
      buffer.destroy();
      timestamps?.destroy();
    }
  }
}

/** The pipelines of dispatches, in their order, all requested at once. */
export function compilePipelines(
  pipelines: PipelineCache,
  dispatches: DispatchRequest[],
): Promise<GPUComputePipeline[]> {
  return Promise.all(dispatches.map((dispatch) => pipelines.get(shaderOf(dispatch))));
}

/** The same, one after the other: a plan that is made meanwhile waits for one of them at most. Ends early when nobody wants them any more. */
export async function compileInTurn(
  pipelines: Pick<PipelineCache, 'get'>,
  dispatches: readonly DispatchRequest[],
  isWanted: () => boolean,
): Promise<void> {
  for (const dispatch of dispatches) {
    if (!isWanted()) return;
    await pipelines.get(shaderOf(dispatch));
  }
}

function shaderOf({ kernel, constants = {}, bindings, threads }: DispatchRequest): ShaderRequest {
  const named = Object.entries(bindings).map(([name, { element }]) => ({ name, element }));
  return { kernel, constants, threads, bindings: named };
}

/** The numbers of all dispatches, `dataBytes` each. */
function packData(dispatches: DispatchRequest[]): Uint8Array {
  const packed = new Uint8Array(dispatches.length * dataBytes);
  dispatches.forEach(({ kernel, constants = {}, threads }, i) => {
    writeData({ kernel, constants, threads }, new DataView(packed.buffer, i * dataBytes, dataBytes));
  });
  return packed;
}
