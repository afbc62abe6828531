/** Memory planning: every tensor without a buffer of its own gets a place in one arena. Tensors that are never alive together share places. */
import type { DispatchRequest, Slot } from './plan.ts';

/** In bytes. Offsets of tensors are multiples of the largest `minStorageBufferOffsetAlignment` that WebGPU allows. */
export const alignment = 256;

export const bytesOf = (slot: Slot) => Math.max(4, slot.elements * 4);
const aligned = (bytes: number) => Math.ceil(bytes / alignment) * alignment;

/** All in bytes. */
export interface Places {
  /** Offset in the arena of every slot that lives there. */
  places: Map<Slot, number>;
  /** Inputs lie in [0, inputEnd). */
  inputEnd: number;
  outputStart: number;
  outputSize: number;
  /** Size of the arena. */
  total: number;
}

/**
 * Inputs come first and are contiguous, outputs follow and are contiguous too. Everything else is placed by first fit over lifetimes,
 * the largest first. A slot lives from the first to the last dispatch that binds it; inputs and outputs live throughout.
 */
export function placeSlots(dispatches: readonly Pick<DispatchRequest, 'bindings'>[]): Places {
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
      // `placed` is sorted by offset: the first gap that is wide enough takes the slot
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
