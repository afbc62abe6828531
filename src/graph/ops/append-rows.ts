/** Writes rows into a state in place. A decoder keeps the keys and values of the tokens it has generated like this. It has no gradient: it is for generation. */
import source from '../../gpu/kernels/append-rows.wgsl?raw';
import { RetrogradError } from '../../util/errors.ts';
import { type Graph, requireShape, stateOf, type Tensor } from '../graph.ts';
import type { Op } from '../op.ts';

interface AppendAttributes {
  /** First column of x that is copied. */
  firstColumn: number;
}

/** Inputs: cache (R, C, w), x (R, T, ≥ firstColumn + w), starts (R) u32. Value (R, C, w): the cache itself, after T rows were written at starts[r]. */
const appendRowsOp: Op<AppendAttributes> = {
  name: 'appendRows',
  inPlace: 0,
  infer([cache, x, starts], { firstColumn }) {
    const [r, , width] = cache!.shape as [number, number, number];
    const [, t, columns] = x!.shape as [number, number, number];
    requireShape('appendRows', 'x', x!, [r, t, Math.max(columns, firstColumn + width)]);
    requireShape('appendRows', 'starts', starts!, [r]);
    return [{ shape: cache!.shape, dtype: 'f32' }];
  },
  reference: {
    forward([cache, x, starts], [out], { firstColumn }) {
      const [rows, capacity, width] = cache!.shape as [number, number, number];
      const [, t, columns] = x!.shape as [number, number, number];
      out!.data.set(cache!.data);
      for (let r = 0; r < rows; r++) {
        for (let i = 0; i < t; i++) {
          const place = starts!.data[r]! + i;
          const from = (r * t + i) * columns + firstColumn;
          if (place < capacity) out!.data.set(x!.data.subarray(from, from + width), (r * capacity + place) * width);
        }
      }
    },
    backward: noGradient,
  },
  gpu: {
    forward(recorder, [cache, x, starts], _outputs, types, { firstColumn }) {
      const [r, capacity, width] = types.inputs[0]!.shape as [number, number, number];
      const [, t, columns] = types.inputs[1]!.shape as [number, number, number];
      recorder.dispatch({
        kernel: { name: 'append-rows', source },
        constants: { T: t, WIDTH: width, CAPACITY: capacity, X_WIDTH: columns, FIRST: firstColumn },
        bindings: {
          x: { slot: x!, element: 'f32' },
          starts: { slot: starts!, element: 'u32' },
          cache: { slot: cache!, element: 'f32' },
        },
        threads: r * t * width,
      });
    },
    backward: noGradient,
  },
};

function noGradient(): never {
  throw new RetrogradError('internal', 'appendRows has no gradient: train without a cache, over whole sequences.');
}

/**
 * Writes the rows of x (R, T, ·), from `firstColumn` on, into a state (R, C, w) at starts[r], (R) u32. The value is the state after that. Rows
 * past its capacity C are dropped.
 */
export function appendRows(graph: Graph, state: Tensor, x: Tensor, starts: Tensor, firstColumn = 0): Tensor {
  if (!stateOf(state)) throw new RetrogradError('internal', `appendRows: ${state.label} is not a state.`);
  return graph.apply(appendRowsOp, [state, x, starts], { firstColumn });
}
