/** State that outlives a run: buffers by name, which all plans of a model share, e.g. the keys and values of the tokens generated so far. */
import { bytesOf } from '../gpu/places.ts';
import type { Slot } from '../gpu/plan.ts';
import { RetrogradError } from '../util/errors.ts';
import { elementsOf, type Shape } from './graph.ts';

export class StateStore {
  private readonly slots = new Map<string, Slot & { external: { buffer: GPUBuffer; offset: number } }>();

  constructor(private readonly device: GPUDevice) {}

  /** The state of a name; made when first asked for, and zero until something is written. */
  slot(name: string, shape: Shape): Slot {
    const elements = elementsOf(shape);
    const known = this.slots.get(name);
    if (known) {
      if (known.elements === elements) return known;
      throw new RetrogradError('internal', `State ${name} has ${known.elements} elements, a plan wants ${elements}.`);
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

  /** Everything to zero, as of all steps submitted before the call. */
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
