/** What the device allows, checked before anything is allocated. */
import { RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';
import { bytesOf } from './places.ts';
import type { DispatchRequest } from './plan.ts';

/** In words. */
export const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(bytes < 10 * 2 ** 20 ? 1 : 0)} MiB`;

/** Throws `gpu-validation`, with a message that names the fix, if the arena or one binding is larger than the device allows. */
export function requireLimits(
  { maxBufferSize, maxStorageBufferBindingSize }: GPUSupportedLimits,
  dispatches: DispatchRequest[],
  arenaBytes: number,
): void {
  for (const { bindings } of dispatches) {
    for (const { slot } of Object.values(bindings)) {
      if (bytesOf(slot) <= maxStorageBufferBindingSize) continue;
      const fix = slot.external
        ? sentence`Use a smaller vocabulary, width or number of layers.`
        : sentence`Use a smaller batch, fewer candidates, shorter documents or a smaller vocabulary.`;
      throw new RetrogradError(
        'gpu-validation',
        sentence`The tensor ${slot.label} takes ${mebibytes(bytesOf(slot))}, and this adapter lets a kernel read at most ${mebibytes(maxStorageBufferBindingSize)} of one tensor. ${fix}`,
      );
    }
  }
  if (arenaBytes > maxBufferSize) {
    throw new RetrogradError(
      'gpu-validation',
      sentence`This model needs ${mebibytes(arenaBytes)} of working memory, and this adapter allows ${mebibytes(maxBufferSize)}. Use a smaller batch, fewer candidates or shorter documents.`,
    );
  }
}

/** The device allows a plan, but has not the memory for it now. */
export const noMemory = (arenaBytes: number) =>
  new RetrogradError(
    'out-of-memory',
    sentence`The graphics card does not have the ${mebibytes(arenaBytes)} of memory free that this model needs. Use a smaller batch, fewer candidates or shorter documents, or close other pages.`,
  );
