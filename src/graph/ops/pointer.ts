/** Attention of one query over part of a sequence, as log-weights: a pointer (Vinyals, Fortunato and Jaitly 2015). */

import forwardSource from '../../gpu/kernels/pointer.wgsl?raw';
import backwardSource from '../../gpu/kernels/pointer-backward.wgsl?raw';
import stateBackwardSource from '../../gpu/kernels/pointer-backward-states.wgsl?raw';
import { type Graph, requireShape, type Tensor } from '../graph.ts';
import type { Op, Reference } from '../op.ts';
import { logZero } from './log-softmax.ts';

/** Inputs: queries (n, d), states (R, T, d), ranges (R, 2) u32: first and end. Row i points into sequence ⌊i R / n⌋. Value (n, T). */
const pointerOp: Op<object> = {
  name: 'pointer',
  infer([queries, states, ranges]) {
    const [r, t, d] = states!.shape as [number, number, number];
    const n = queries!.shape[0]!;
    requireShape('pointer', 'queries', queries!, [Math.floor(n / r) * r, d]);
    requireShape('pointer', 'ranges', ranges!, [r, 2]);
    return [{ shape: [n, t], dtype: 'f32' }];
  },
  reference: {
    forward([queries, states, ranges], [out]) {
      const [, t, d] = states!.shape as [number, number, number];
      out!.data.fill(logZero);
      forEachRow(queries!, states!, ranges!, (i, r, first, end) => {
        const row = out!.data.subarray(i * t, (i + 1) * t);
        for (let p = first; p < end; p++) {
          let score = 0;
          for (let c = 0; c < d; c++) score += queries!.data[i * d + c]! * states!.data[(r * t + p) * d + c]!;
          row[p] = score / Math.sqrt(d);
        }
        const top = row.reduce((a, b) => Math.max(a, b), -Infinity);
        let total = 0;
        for (let p = first; p < end; p++) total += Math.exp(row[p]! - top);
        for (let p = first; p < end; p++) row[p]! -= top + Math.log(total);
      });
    },
    backward([queries, states, ranges], [out], gradient, [dQueries, dStates]) {
      const [, t, d] = states!.shape as [number, number, number];
      forEachRow(queries!, states!, ranges!, (i, r, first, end) => {
        let sum = 0;
        for (let p = first; p < end; p++) sum += gradient.data[i * t + p]!;
        for (let p = first; p < end; p++) {
          const ds = (gradient.data[i * t + p]! - Math.exp(out!.data[i * t + p]!) * sum) / Math.sqrt(d);
          for (let c = 0; c < d; c++) {
            if (dQueries) dQueries.data[i * d + c]! += ds * states!.data[(r * t + p) * d + c]!;
            if (dStates) dStates.data[(r * t + p) * d + c]! += ds * queries!.data[i * d + c]!;
          }
        }
      });
    },
  },
  gpu: {
    forward(recorder, [queries, states, ranges], [out], types) {
      recorder.dispatch({
        kernel: { name: 'pointer', source: forwardSource },
        constants: constantsOf(types.inputs[0]!.shape, types.inputs[1]!.shape),
        bindings: {
          queries: { slot: queries!, element: 'f32' },
          states: { slot: states!, element: 'f32' },
          ranges: { slot: ranges!, element: 'u32' },
          out: { slot: out!, element: 'f32' },
        },
        threads: types.inputs[0]!.shape[0]!,
      });
    },
    backward(recorder, [queries, states, ranges], [out], gradient, [dQueries, dStates], types) {
      const constants = constantsOf(types.inputs[0]!.shape, types.inputs[1]!.shape);
      const scores = recorder.scratch(out!.elements, '∂pointer scores');
      const into = dQueries ?? { slot: recorder.scratch(queries!.elements), accumulate: false };
      recorder.dispatch({
        kernel: { name: 'pointer-backward', source: backwardSource },
        constants: { ...constants, ACCUMULATE: Number(into.accumulate) },
        bindings: {
          logs: { slot: out!, element: 'f32' },
          gradient: { slot: gradient, element: 'f32' },
          states: { slot: states!, element: 'f32' },
          ranges: { slot: ranges!, element: 'u32' },
          scores: { slot: scores, element: 'f32' },
          out: { slot: into.slot, element: 'f32' },
        },
        threads: types.inputs[0]!.shape[0]!,
      });
      if (!dStates) return;
      recorder.dispatch({
        kernel: { name: 'pointer-backward-states', source: stateBackwardSource },
        constants: { ...constants, ACCUMULATE: Number(dStates.accumulate) },
        bindings: {
          scores: { slot: scores, element: 'f32' },
          queries: { slot: queries!, element: 'f32' },
          out: { slot: dStates.slot, element: 'f32' },
        },
        threads: states!.elements,
      });
    },
  },
};

function constantsOf(queries: readonly number[], states: readonly number[]) {
  const [r, t, d] = states as [number, number, number];
  return { T: t, D: d, J: queries[0]! / r, SCALE_F: 1 / Math.sqrt(d) };
}

function forEachRow(
  queries: Reference,
  states: Reference,
  ranges: Reference,
  visit: (i: number, r: number, first: number, end: number) => void,
): void {
  const perSequence = queries.shape[0]! / states.shape[0]!;
  for (let i = 0; i < queries.shape[0]!; i++) {
    const r = Math.floor(i / perSequence);
    const [first, end] = [ranges.data[2 * r]!, ranges.data[2 * r + 1]!];
    if (end > first) visit(i, r, first, end);
  }
}

/** queries (n, d), states (R, T, d), ranges (R, 2) u32 → log-weights (n, T), `logZero` outside the range. */
export function pointer(graph: Graph, queries: Tensor, states: Tensor, ranges: Tensor): Tensor {
  return graph.apply(pointerOp, [queries, states, ranges], {});
}
