/**
 * Sums of rows by id, without float atomics. The CPU sorts the rows by id each step (counting sort). The GPU first adds chunks of at most
 * `chunkRows` rows, then the chunks of each id. The order is always the same, so the sums are the same to the last bit.
 */
import chunksSource from '../../gpu/kernels/segment-chunks.wgsl?raw';
import totalsSource from '../../gpu/kernels/segment-totals.wgsl?raw';
import type { Recorder, Slot } from '../../gpu/plan.ts';
import type { Graph, Tensor } from '../graph.ts';
import type { GradientSlot } from '../op.ts';

const chunkRows = 32;

/** Where the parts of the packed u32 array begin, for n rows with ids below `segments`. */
function segmentLayout(n: number, segments: number) {
  const maxChunks = Math.floor(n / chunkRows) + Math.min(n, segments);
  const order = 0;
  const chunkStart = n;
  const firstChunk = chunkStart + maxChunks + 1;
  return { maxChunks, order, chunkStart, firstChunk, elements: firstChunk + segments + 1 };
}

/**
 * Writes `order` (n): the rows sorted by id; `chunkStart` (maxChunks + 1): where each chunk begins in it; `firstChunk` (segments + 1): the first
 * chunk of each id. Rows with an id of `segments` or more, and those that `skip` selects, are left out.
 */
function sortSegments(
  ids: ArrayLike<number>,
  segments: number,
  out: Uint32Array,
  skip: (row: number) => boolean = () => false,
): void {
  const { maxChunks, chunkStart, firstChunk } = segmentLayout(ids.length, segments);
  const counts = out.subarray(firstChunk, firstChunk + segments + 1);
  counts.fill(0);
  for (let row = 0; row < ids.length; row++) if (ids[row]! < segments && !skip(row)) counts[ids[row]!]!++;
  // counts become starts within `order`; while rows are placed, each start moves to the end of its id
  let total = 0;
  for (let id = 0; id < segments; id++) {
    const count = counts[id]!;
    counts[id] = total;
    total += count;
  }
  for (let row = 0; row < ids.length; row++) if (ids[row]! < segments && !skip(row)) out[counts[ids[row]!]!++] = row;
  let chunk = 0;
  let start = 0;
  for (let id = 0; id < segments; id++) {
    const end = counts[id]!;
    counts[id] = chunk;
    for (; start < end; start = Math.min(end, start + chunkRows)) out[chunkStart + chunk++] = start;
  }
  counts[segments] = chunk;
  out.fill(total, chunkStart + chunk, chunkStart + maxChunks + 1);
}

/** The derived input that `recordSegmentSum` reads. */
export function sortedSegments(graph: Graph, ids: Tensor, segments: number, padding?: Tensor): Tensor {
  const n = ids.shape.reduce((a, b) => a * b, 1);
  return graph.derive(
    `${ids.label} sorted`,
    padding ? [ids, padding] : [ids],
    [segmentLayout(n, segments).elements],
    ([values, pad], out) => sortSegments(values!, segments, out, pad && ((row) => pad[row] === 0)),
  );
}

/** out[id] (+)= Σ of the rows of x (n, d) with that id; out (segments, d). */
export function recordSegmentSum(
  recorder: Recorder,
  x: Slot,
  sorted: Slot,
  n: number,
  segments: number,
  d: number,
  out: GradientSlot,
): void {
  const layout = segmentLayout(n, segments);
  const chunks = recorder.scratch(layout.maxChunks * d, 'segment chunks');
  recorder.dispatch({
    kernel: { name: 'segment-chunks', source: chunksSource },
    constants: { D: d, CHUNK_START: layout.chunkStart },
    bindings: {
      x: { slot: x, element: 'f32' },
      sorted: { slot: sorted, element: 'u32' },
      chunks: { slot: chunks, element: 'f32' },
    },
    threads: layout.maxChunks * d,
  });
  recorder.dispatch({
    kernel: { name: 'segment-totals', source: totalsSource },
    constants: { D: d, FIRST_CHUNK: layout.firstChunk, ACCUMULATE: Number(out.accumulate) },
    bindings: {
      chunks: { slot: chunks, element: 'f32' },
      sorted: { slot: sorted, element: 'u32' },
      out: { slot: out.slot, element: 'f32' },
    },
    threads: segments * d,
  });
}
