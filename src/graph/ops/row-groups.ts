/** One row for every group of neighbouring rows: their mean, or the largest of each column. */
import forwardSource from '../../gpu/kernels/row-groups.wgsl?raw';
import backwardSource from '../../gpu/kernels/row-groups-backward.wgsl?raw';
import { type Graph, requireShape, type Tensor } from '../graph.ts';
import type { Op } from '../op.ts';

interface GroupAttributes {
  /** Rows per group. */
  size: number;
  kind: 'mean' | 'max';
}

/** Input x (n · size, d). Value (n, d). The gradient of a maximum goes to the first row that has it. */
const rowGroupsOp: Op<GroupAttributes> = {
  name: 'rowGroups',
  infer([x], { size }) {
    const [rows, d] = x!.shape as [number, number];
    requireShape('rowGroups', 'x', x!, [size * Math.floor(rows / size), d]);
    return [{ shape: [rows / size, d], dtype: 'f32' }];
  },
  reference: {
    forward([x], [out], { size, kind }) {
      const d = out!.shape[1]!;
      out!.data.forEach((_, i) => {
        const values = members(i, d, size).map((at) => x!.data[at]!);
        out!.data[i] = kind === 'max' ? Math.max(...values) : values.reduce((sum, value) => sum + value, 0) / size;
      });
    },
    backward([x], [out], gradient, [dx], { size, kind }) {
      const d = out!.shape[1]!;
      gradient.data.forEach((g, i) => {
        const group = members(i, d, size);
        if (!dx) return;
        if (kind === 'mean') for (const at of group) dx.data[at]! += g / size;
        else dx.data[group.find((at) => x!.data[at] === out!.data[i])!]! += g;
      });
    },
  },
  gpu: {
    forward(recorder, [x], [out], types, { size, kind }) {
      recorder.dispatch({
        kernel: { name: 'row-groups', source: forwardSource },
        constants: { D: types.outputs[0]!.shape[1]!, SIZE: size, MAX: Number(kind === 'max') },
        bindings: { x: { slot: x!, element: 'f32' }, out: { slot: out!, element: 'f32' } },
        threads: out!.elements,
      });
    },
    backward(recorder, [x], [y], gradient, [dx], types, { size, kind }) {
      if (!dx) return;
      const accumulate = Number(dx.accumulate);
      recorder.dispatch({
        kernel: { name: 'row-groups-backward', source: backwardSource },
        constants: {
          ...{ D: types.outputs[0]!.shape[1]!, SIZE: size },
          ...{ MAX: Number(kind === 'max'), ACCUMULATE: accumulate },
        },
        bindings: {
          x: { slot: x!, element: 'f32' },
          y: { slot: y!, element: 'f32' },
          gradient: { slot: gradient, element: 'f32' },
          out: { slot: dx.slot, element: 'f32' },
        },
        threads: x!.elements,
      });
    },
  },
};

/** Places in x of the elements of a group that make element i of the value. */
function members(i: number, d: number, size: number): number[] {
  const start = Math.floor(i / d) * size * d + (i % d);
  return Array.from({ length: size }, (_, s) => start + s * d);
}

/** x (n · size, d) → (n, d): the mean of every `size` neighbouring rows, or the largest of each column. x itself if `size` is 1. */
export function rowGroups(graph: Graph, x: Tensor, size: number, kind: GroupAttributes['kind']): Tensor {
  return size === 1 ? x : graph.apply(rowGroupsOp, [x], { size, kind });
}
