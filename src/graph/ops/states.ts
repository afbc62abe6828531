/** Changes of states between runs: a value that the next run reads, and rows in another order. They have no gradient: they are for generation. */
import copySource from '../../gpu/kernels/copy.wgsl?raw';
import gatherSource from '../../gpu/kernels/gather-rows.wgsl?raw';
import { RetrogradError } from '../../util/errors.ts';
import { elementsOf, type Graph, requireShape, stateOf, type Tensor } from '../graph.ts';
import type { Op } from '../op.ts';

/** Inputs: state, x of the same shape. Value: the state, which is now x bit for bit. */
const keepOp: Op<object> = {
  name: 'keep',
  inPlace: 0,
  infer([state, x]) {
    requireShape('keep', 'x', x!, state!.shape);
    return [{ shape: state!.shape, dtype: state!.dtype }];
  },
  reference: {
    forward([, x], [out]) {
      out!.data.set(x!.data);
    },
    backward: noGradient,
  },
  gpu: {
    forward(recorder, [state, x]) {
      recorder.dispatch({
        kernel: { name: 'copy', source: copySource },
        constants: { ACCUMULATE: 0 },
        // as integers: a small one would be a denormal float, which a card may turn into 0
        bindings: { x: { slot: x!, element: 'u32' }, out: { slot: state!, element: 'u32' } },
        threads: x!.elements,
      });
    },
    backward: noGradient,
  },
};

/** Inputs: state (R, …), parents (R) u32. Value: the state, whose row r is now the one that was row parents[r]. */
const reorderRowsOp: Op<object> = {
  name: 'reorderRows',
  inPlace: 0,
  infer([state, parents]) {
    requireShape('reorderRows', 'parents', parents!, [state!.shape[0]!]);
    return [{ shape: state!.shape, dtype: state!.dtype }];
  },
  reference: {
    forward([state, parents], [out]) {
      const width = elementsOf(state!.shape.slice(1));
      parents!.data.forEach((parent, r) => {
        out!.data.set(state!.data.subarray(parent * width, (parent + 1) * width), r * width);
      });
    },
    backward: noGradient,
  },
  gpu: {
    forward(recorder, [state, parents], _outputs, types) {
      const [rows] = types.inputs[0]!.shape as [number];
      const reordered = recorder.scratch(state!.elements, 'reordered rows');
      recorder.dispatch({
        kernel: { name: 'gather-rows', source: gatherSource },
        constants: { D: state!.elements / rows, ROWS: rows },
        bindings: {
          x: { slot: state!, element: 'f32' },
          indices: { slot: parents!, element: 'u32' },
          out: { slot: reordered, element: 'f32' },
        },
        threads: state!.elements,
      });
      recorder.dispatch({
        kernel: { name: 'copy', source: copySource },
        constants: { ACCUMULATE: 0 },
        bindings: { x: { slot: reordered, element: 'f32' }, out: { slot: state!, element: 'f32' } },
        threads: state!.elements,
      });
    },
    backward: noGradient,
  },
};

function noGradient(): never {
  throw new RetrogradError('internal', 'A state has no gradient: train without one, over whole sequences.');
}

function requireState(op: string, state: Tensor): void {
  if (!stateOf(state)) throw new RetrogradError('internal', `${op}: ${state.label} is not a state.`);
}

/** Writes x over a state of its shape and type, for the next run. The value is the state after that. */
export function keep(graph: Graph, state: Tensor, x: Tensor): Tensor {
  requireState('keep', state);
  return graph.apply(keepOp, [state, x], {});
}

/** Lets row r of a state (R, …) be the one that was row parents[r]; parents (R) u32. The value is the state after that. */
export function reorderRows(graph: Graph, state: Tensor, parents: Tensor): Tensor {
  requireState('reorderRows', state);
  return graph.apply(reorderRowsOp, [state, parents], {});
}
