/** The searches that measure the recall of an index; they are the same for one worker and for several. */

/** Recall is measured at this depth. */
export const recallDepth = 8;
const maxProbes = 100;

/** Numbers of the documents whose embeddings are the queries, in order: all documents, or 100 spread evenly over `size`. */
export function recallProbes(size: number): Int32Array {
  const count = Math.min(maxProbes, size);
  return Int32Array.from({ length: count }, (_, i) => Math.floor((i * size) / count));
}
