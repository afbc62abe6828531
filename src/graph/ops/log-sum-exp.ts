/**
 * log Σ exp over the marked entries of each row. Marks are data: e.g. which spans there are, and which of them match an answer, so that
 * p(y|z,x) of Open-QA is the exponential of a difference of two such sums (REALM, Guu et al. 2020, §3.2).
 */
import forwardSource from '../../gpu/kernels/log-sum-exp.wgsl?raw';
import backwardSource from '../../gpu/kernels/log-sum-exp-backward.wgsl?raw';
import { type Graph, requireShape, type Tensor } from '../graph.ts';
import type { Op } from '../op.ts';
import { logZero } from './log-softmax.ts';

interface MarkAttributes {
  /** The bit of a mark that counts. */
  bit: number;
}

/** Inputs: x (R, N), marks (R, N) u32. Value (R): `logZero`, without gradient, for a row in which nothing is marked. */
const logSumExpOp: Op<MarkAttributes> = {
  name: 'logSumExp',
  infer([x, marks]) {
    requireShape('logSumExp', 'marks', marks!, x!.shape);
    return [{ shape: [x!.shape[0]!], dtype: 'f32' }];
  },
  reference: {
    forward([x, marks], [out], { bit }) {
      const n = x!.shape[1]!;
      out!.data.forEach((_, row) => {
        let top = -Infinity;
        let total = 0;
        for (let i = row * n; i < row * n + n; i++) if (marks!.data[i]! & bit) top = Math.max(top, x!.data[i]!);
        for (let i = row * n; i < row * n + n; i++) if (marks!.data[i]! & bit) total += Math.exp(x!.data[i]! - top);
        out!.data[row] = total > 0 ? top + Math.log(total) : logZero;
      });
    },
    backward([x, marks], [out], gradient, [dx], { bit }) {
      const n = x!.shape[1]!;
      x!.data.forEach((value, i) => {
        const row = Math.floor(i / n);
        if (dx && marks!.data[i]! & bit) dx.data[i]! += gradient.data[row]! * Math.exp(value - out!.data[row]!);
      });
    },
  },
  gpu: {
    forward(recorder, [x, marks], [out], types, { bit }) {
      recorder.dispatch({
        kernel: { name: 'log-sum-exp', source: forwardSource },
        constants: { N: types.inputs[0]!.shape[1]!, BIT: bit },
        bindings: {
          x: { slot: x!, element: 'f32' },
          marks: { slot: marks!, element: 'u32' },
          out: { slot: out!, element: 'f32' },
        },
        threads: out!.elements,
      });
    },
    backward(recorder, [x, marks], [out], gradient, [dx], types, { bit }) {
      if (!dx) return;
      recorder.dispatch({
        kernel: { name: 'log-sum-exp-backward', source: backwardSource },
        constants: { N: types.inputs[0]!.shape[1]!, BIT: bit, ACCUMULATE: Number(dx.accumulate) },
        bindings: {
          x: { slot: x!, element: 'f32' },
          marks: { slot: marks!, element: 'u32' },
          sums: { slot: out!, element: 'f32' },
          gradient: { slot: gradient, element: 'f32' },
          out: { slot: dx.slot, element: 'f32' },
        },
        threads: x!.elements,
      });
    },
  },
};

/** x (R, N), marks (R, N) u32 → (R): log Σ exp(x) over the entries of a row whose mark has the bit; `logZero` if there is none. */
export function logSumExp(graph: Graph, x: Tensor, marks: Tensor, bit: number): Tensor {
  return graph.apply(logSumExpOp, [x, marks], { bit });
}
