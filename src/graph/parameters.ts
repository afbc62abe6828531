/**
 * All parameters are in one buffer; so are their gradients, each Adam moment, and copies of the values. So an optimiser step, a snapshot
 * and a checkpoint are one dispatch or one copy each. A slice starts at a multiple of 64 elements and is padded with zeros up to the next slice.
 */
import { alignment } from '../gpu/places.ts';
import type { Slot } from '../gpu/plan.ts';
import { RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';
import { elementsOf, type Shape } from './graph.ts';

/** Elements of a block. Every block belongs to one slice, so optimiser settings are looked up by block. */
export const blockElements = alignment / 4;

export interface ParameterSpec {
  name: string;
  shape: Shape;
  /** Initial values, row-major. */
  initial: Float32Array;
  /** Decoupled weight decay applies (not to LayerNorm, biases and gates). */
  decay: boolean;
}

interface Slice {
  spec: ParameterSpec;
  /** In elements. */
  offset: number;
  elements: number;
}

const bufferNames = ['values', 'gradients', 'firstMoments', 'secondMoments', 'frozen', 'snapshot'] as const;
/** `frozen` holds the values as they were at the last `freeze`, `snapshot` those that were last written to it. */
export type ParameterBuffer = (typeof bufferNames)[number];

export class ParameterStore {
  readonly slices = new Map<string, Slice>();
  /** Elements in each packed buffer, padding included. */
  readonly elements: number;
  readonly buffers: Record<ParameterBuffer, GPUBuffer>;

  constructor(
    private readonly device: GPUDevice,
    specs: ParameterSpec[],
  ) {
    let offset = 0;
    for (const spec of specs) {
      const elements = elementsOf(spec.shape);
      if (this.slices.has(spec.name)) throw new RetrogradError('internal', `Parameter ${spec.name} is declared twice.`);
      this.slices.set(spec.name, { spec, offset, elements });
      offset += Math.ceil(elements / blockElements) * blockElements;
    }
    this.elements = offset;
    const limit = Math.min(device.limits.maxBufferSize, device.limits.maxStorageBufferBindingSize);
    if (offset * 4 > limit) {
      throw new RetrogradError(
        'gpu-validation',
        sentence`This model has ${Math.ceil(offset / 1e6)} million parameters, and this adapter allows ${Math.floor(limit / 4e6)} million in one buffer. Use a smaller vocabulary, width or number of layers.`,
      );
    }
    const make = (label: string) =>
      device.createBuffer({
        label,
        size: offset * 4,
        usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
      });
    this.buffers = {
      values: make('parameter values'),
      gradients: make('parameter gradients'),
      firstMoments: make('first moments'),
      secondMoments: make('second moments'),
      frozen: make('frozen parameter values'),
      snapshot: make('parameter values of a snapshot'),
    };
    this.reset();
  }

  /** Number of parameter values, without padding. */
  get count(): number {
    let count = 0;
    for (const { elements } of this.slices.values()) count += elements;
    return count;
  }

  /** The initial values, packed. */
  get initial(): Float32Array<ArrayBuffer> {
    const packed = new Float32Array(this.elements);
    for (const { spec, offset } of this.slices.values()) packed.set(spec.initial, offset);
    return packed;
  }

  /** Parameters to their initial values, gradients and moments to zero. */
  reset(): void {
    this.write('values', this.initial);
    const zeros = new Float32Array(this.elements);
    for (const name of ['gradients', 'firstMoments', 'secondMoments'] as const) this.write(name, zeros);
  }

  /** The parameters of these names to their initial values, after all steps that were submitted before the call. */
  restart(names: Iterable<string>): void {
    for (const name of names) {
      const { spec, offset } = this.slice(name);
      this.device.queue.writeBuffer(this.buffers.values, offset * 4, spec.initial as Float32Array<ArrayBuffer>);
    }
  }

  slice(name: string): Slice {
    const slice = this.slices.get(name);
    if (!slice) throw new RetrogradError('internal', `There is no parameter ${name}.`);
    return slice;
  }

  /** A slot over one slice of one packed buffer. */
  slot(name: string, buffer: ParameterBuffer): Slot {
    const { offset, elements } = this.slice(name);
    return { label: name, elements, external: { buffer: this.buffers[buffer], offset: offset * 4 } };
  }

  /** A slot over a whole packed buffer. */
  packedSlot(buffer: ParameterBuffer): Slot {
    return { label: buffer, elements: this.elements, external: { buffer: this.buffers[buffer], offset: 0 } };
  }

  write(buffer: ParameterBuffer, packed: Float32Array<ArrayBuffer>): void {
    this.device.queue.writeBuffer(this.buffers[buffer], 0, packed);
  }

  /** Copies the values, after all steps that were submitted before the call, to the buffer `frozen`; nothing waits for it. */
  freeze(): void {
    const encoder = this.device.createCommandEncoder();
    encoder.copyBufferToBuffer(this.buffers.values, 0, this.buffers.frozen, 0, this.elements * 4);
    this.device.queue.submit([encoder.finish()]);
  }

  /** Copies the values of parameters to others of the same shapes, after all steps that were submitted before the call; nothing waits for it. */
  copyValues(pairs: Iterable<readonly [from: string, to: string]>): void {
    const { values } = this.buffers;
    // a buffer cannot be copied into itself
    const between = this.device.createBuffer({
      label: 'copied values',
      size: this.elements * 4,
      usage: GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
    });
    const encoder = this.device.createCommandEncoder();
    encoder.copyBufferToBuffer(values, 0, between, 0, this.elements * 4);
    for (const [from, to] of pairs) {
      const [source, target] = [this.slice(from), this.slice(to)];
      if (source.elements !== target.elements) throw new RetrogradError('internal', `${from} does not fit into ${to}.`);
      encoder.copyBufferToBuffer(between, source.offset * 4, values, target.offset * 4, target.elements * 4);
    }
    this.device.queue.submit([encoder.finish()]);
    between.destroy();
  }

  /** A copy of a packed buffer, after all steps that were submitted before the call. */
  async read(buffer: ParameterBuffer): Promise<Float32Array<ArrayBuffer>> {
    const staging = this.device.createBuffer({
      label: `read ${buffer}`,
      size: this.elements * 4,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    const encoder = this.device.createCommandEncoder();
    encoder.copyBufferToBuffer(this.buffers[buffer], 0, staging, 0, this.elements * 4);
    this.device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    const packed = new Float32Array(staging.getMappedRange().slice(0));
    staging.destroy();
    return packed;
  }

  /** A copy of one slice of a packed array. */
  unpack(packed: Float32Array, name: string): Float32Array<ArrayBuffer> {
    const { offset, elements } = this.slice(name);
    return packed.slice(offset, offset + elements) as Float32Array<ArrayBuffer>;
  }

  destroy(): void {
    for (const name of bufferNames) this.buffers[name].destroy();
  }
}

/** Packed values in which every parameter is zero whose name does not begin with a prefix: what a snapshot is read for, and no more. */
export function onlyOf(
  { slices }: Pick<ParameterStore, 'slices'>,
  values: Float32Array,
  prefix: string,
): Float32Array<ArrayBuffer> {
  const kept = new Float32Array(values.length);
  for (const [name, { offset, elements }] of slices) {
    if (name.startsWith(prefix)) kept.set(values.subarray(offset, offset + elements), offset);
  }
  return kept;
}
