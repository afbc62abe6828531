/** Which searches the recall of an index is measured by, so that one worker and several measure the same thing. */

/** Recall is told at this depth. */
export const recallDepth = 8;
const maxProbes = 100;

/** The documents whose embeddings are searched for, by number and in order: all of them, or 100 spread evenly over `size`. */
export function recallProbes(size: number): Int32Array {
  const count = Math.min(maxProbes, size);
  return Int32Array.from({ length: count }, (_, i) => Math.floor((i * size) / count));
}
