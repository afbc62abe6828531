/** State that is kept between runs: named buffers that all plans of a model share, e.g. the keys and values of the tokens generated so far. */
import { bytesOf } from '../gpu/places.ts';
import type { Slot } from '../gpu/plan.ts';
import { RetrogradError } from '../util/errors.ts';
import { elementsOf, type Shape } from './graph.ts';

export class StateStore {
  private readonly slots = new Map<string, Slot & { external: { buffer: GPUBuffer; offset: number } }>();

  constructor(private readonly device: GPUDevice) {}

  /** The slot of a named state. It is made at the first call, and is zero until it is written. */
  slot(name: string, shape: Shape): Slot {
    const elements = elementsOf(shape);
    const known = this.slots.get(name);
    if (known) {
      if (known.elements === elements) return known;
      throw new RetrogradError(
        'internal',
        `State ${name} has ${known.elements} elements, and a plan needs ${elements}: give each its own StateStore.`,
      );
    }
    const buffer = this.device.createBuffer({
      label: name,
      size: bytesOf({ label: name, elements }),
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
    });
    const slot = { label: name, elements, external: { buffer, offset: 0 } };
    this.slots.set(name, slot);
    return slot;
  }

  /** Overwrites the first elements of a state, after all steps that were submitted before the call. */
  write(name: string, values: Uint32Array<ArrayBuffer>): void {
    const slot = this.slots.get(name);
    if (!slot) throw new RetrogradError('internal', `There is no state ${name}.`);
    this.device.queue.writeBuffer(slot.external.buffer, 0, values);
  }

  /** Sets all states to zero, after all steps that were submitted before the call. */
  clear(): void {
    const encoder = this.device.createCommandEncoder();
    for (const { external } of this.slots.values()) encoder.clearBuffer(external.buffer);
    this.device.queue.submit([encoder.finish()]);
  }

  destroy(): void {
    for (const { external } of this.slots.values()) external.buffer.destroy();
    this.slots.clear();
  }
}
