/**
 * Attention masks as data: one bit per query and key, in u32 words. Bit j mod 32 of word ⌊j / 32⌋ of a query is 1 if it sees key j. A mask has
 * the shape (R, Tq, words), or (1, Tq, words) if all rows of a batch share it.
 */
import type { Graph, Tensor } from '../graph.ts';

/** Words per query for a number of keys. */
export const maskWords = (keys: number): number => Math.ceil(keys / 32);

/** Lets a query see the keys first … end − 1. `query` is r · Tq + i for query i of row r. */
export function allowKeys(mask: Uint32Array, keys: number, query: number, first: number, end: number): void {
  const start = query * maskWords(keys);
  for (let j = first; j < Math.min(end, keys); j++) mask[start + (j >>> 5)]! |= 1 << (j & 31);
}

/** Whether the query whose words begin at index `start` sees key j. */
export function seesKey(mask: ArrayLike<number>, start: number, j: number): boolean {
  return ((mask[start + (j >>> 5)]! >>> (j & 31)) & 1) === 1;
}

/** The mask of one sequence, as a kernel reads it and the page paints it: row-major, `maskWords(keys)` words a query. */
export interface MaskBits {
  queries: number;
  keys: number;
  words: Uint32Array;
}

/** Whether query i of a mask sees key j. */
export const sees = (mask: MaskBits, i: number, j: number): boolean => seesKey(mask.words, i * maskWords(mask.keys), j);

/**
 * The mask of each row without the keys past the row's length and, for self-attention (`queriesToo`), without the queries past it. The CPU
 * computes it each step. mask (R or 1, Tq, words) and lengths (R) must be inputs of the graph.
 */
export function maskWithin(graph: Graph, mask: Tensor, lengths: Tensor, keys: number, queriesToo: boolean): Tensor {
  const [shared, queries, words] = mask.shape as [number, number, number];
  const rows = lengths.shape[0]!;
  const perRow = queries * words;
  return graph.derive(
    `${mask.label} within lengths`,
    [mask, lengths],
    [rows, queries, words],
    ([bits, limits], out) => {
      for (let r = 0; r < rows; r++) {
        const length = Math.min(keys, limits![r]!);
        const from = shared === 1 ? 0 : r * perRow;
        for (let i = 0; i < queries; i++) {
          for (let w = 0; w < words; w++) {
            const count = queriesToo && i >= length ? 0 : Math.max(0, Math.min(32, length - 32 * w));
            const kept = count === 32 ? 0xffffffff : 2 ** count - 1;
            out[r * perRow + i * words + w] = bits![from + i * words + w]! & kept;
          }
        }
      }
    },
  );
}
