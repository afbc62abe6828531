/**
 * A gated recurrent unit over a batch of sequences (Cho et al. 2014, eqs. 5–8, in the form of cuDNN, where the reset gate multiplies the
 * product with the state). With products x_t = W e_t + b of the inputs, which one matmul computes for all time steps, step t is
 *
 *   r = σ(x_r + h U_r),  z = σ(x_z + h U_z),  n = tanh(x_n + r ⊙ h U_n),  h ← (1 − z) ⊙ n + z ⊙ h
 *
 * One dispatch a step: every thread computes the products and the gates of four units. Going back, one dispatch a step too, and one matmul over all steps for ∂U.
 */
import stepSource from '../../gpu/kernels/gru-step.wgsl?raw';
import backwardSource from '../../gpu/kernels/gru-step-backward.wgsl?raw';
import { RetrogradError } from '../../util/errors.ts';
import { type Graph, requireShape, type Tensor } from '../graph.ts';
import { recordMatmul } from '../matmul.ts';
import type { Op } from '../op.ts';

interface GruAttributes {
  /** From the last token to the first. */
  reverse: boolean;
  /** There is an initial state; otherwise it is zero. */
  initial: boolean;
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** Time steps in the order in which they are computed. */
const timesOf = (length: number, reverse: boolean) => Array.from({ length }, (_, i) => (reverse ? length - 1 - i : i));

/**
 * Inputs: products (R, T, 3d) for r, z and n; weight U (d, 3d); lengths (R) u32; initial (R, d), if any. Value: states (R, T, d); a step at or past
 * the length of its row keeps the state. Saves r, z, n and h U_n (R, T, 4d), and the state before each step (R, T, d).
 */
const gruOp: Op<GruAttributes> = {
  name: 'gru',
  infer([products, weight, lengths, initial]) {
    const [r, t, width] = products!.shape as [number, number, number];
    const d = width / 3;
    if (d % 4 !== 0) throw new RetrogradError('internal', `gru: the state has ${d} units, which is no multiple of 4.`);
    requireShape('gru', 'weight', weight!, [d, 3 * d]);
    requireShape('gru', 'lengths', lengths!, [r]);
    if (initial) requireShape('gru', 'initial', initial, [r, d]);
    return [
      { shape: [r, t, d], dtype: 'f32' },
      { shape: [r, t, 4 * d], dtype: 'f32' },
      { shape: [r, t, d], dtype: 'f32' },
    ];
  },
  reference: {
    forward([products, weight, lengths, initial], [states, gates, previous], { reverse }) {
      const [rows, t, d] = states!.shape as [number, number, number];
      for (let row = 0; row < rows; row++) {
        let h = initial ? initial.data.slice(row * d, (row + 1) * d) : new Float64Array(d);
        for (const time of timesOf(t, reverse)) {
          const at = row * t + time;
          previous!.data.set(h, at * d);
          if (time < lengths!.data[row]!) {
            const before = h;
            const product = (column: number) =>
              before.reduce((sum, value, k) => sum + value * weight!.data[k * 3 * d + column]!, 0);
            h = Float64Array.from(before, (value, j) => {
              const x = (gate: number) => products!.data[at * 3 * d + gate * d + j]!;
              const r = sigmoid(x(0) + product(j));
              const z = sigmoid(x(1) + product(d + j));
              const inner = product(2 * d + j);
              const n = Math.tanh(x(2) + r * inner);
              [r, z, n, inner].forEach((saved, gate) => {
                gates!.data[at * 4 * d + gate * d + j] = saved;
              });
              return (1 - z) * n + z * value;
            });
          }
          states!.data.set(h, at * d);
        }
      }
    },
    backward([, weight, lengths], [states, gates, previous], gradient, [dProducts, dWeight, , dInitial], { reverse }) {
      const [rows, t, d] = states!.shape as [number, number, number];
      for (let row = 0; row < rows; row++) {
        let dh = new Float64Array(d);
        for (const time of timesOf(t, reverse).reverse()) {
          const at = row * t + time;
          for (let j = 0; j < d; j++) dh[j]! += gradient.data[at * d + j];
          if (time >= lengths!.data[row]!) continue;
          const before = new Float64Array(d);
          for (let j = 0; j < d; j++) {
            const [r, z, n, inner] = [0, 1, 2, 3].map((gate) => gates!.data[at * 4 * d + gate * d + j]!) as [
              number,
              number,
              number,
              number,
            ];
            const dn = dh[j]! * (1 - z) * (1 - n * n);
            const slopes = [
              dn * inner * r * (1 - r),
              dh[j]! * (previous!.data[at * d + j]! - n) * z * (1 - z),
              dn,
            ] as const;
            before[j]! += dh[j]! * z;
            slopes.forEach((slope, gate) => {
              if (dProducts) dProducts.data[at * 3 * d + gate * d + j]! += slope;
              const inState = gate === 2 ? slope * r : slope;
              for (let k = 0; k < d; k++) {
                const column = k * 3 * d + gate * d + j;
                before[k]! += inState * weight!.data[column]!;
                if (dWeight) dWeight.data[column]! += inState * previous!.data[at * d + k]!;
              }
            });
          }
          dh = before;
        }
        for (let j = 0; dInitial && j < d; j++) dInitial.data[row * d + j]! += dh[j];
      }
    },
  },
  gpu: {
    forward(recorder, [products, weight, lengths, initial], [states, gates, previous], types, { reverse }) {
      const [rows, t, d] = types.outputs[0]!.shape as [number, number, number];
      timesOf(t, reverse).forEach((time, i, times) => {
        recorder.dispatch({
          kernel: { name: 'gru-step', source: stepSource },
          constants: { T: t, D: d, TIME: time, BEFORE: times[i - 1] ?? t, INITIAL: Number(initial !== undefined) },
          bindings: {
            products: { slot: products!, element: 'vec4f' },
            weight: { slot: weight!, element: 'vec4f' },
            lengths: { slot: lengths!, element: 'u32' },
            initial: { slot: initial ?? recorder.absent(), element: 'vec4f' },
            states: { slot: states!, element: 'vec4f' },
            gates: { slot: gates!, element: 'vec4f' },
            previous: { slot: previous!, element: 'vec4f' },
          },
          threads: (rows * d) / 4,
        });
      });
    },
    backward(
      recorder,
      [, weight, lengths],
      [, gates, previous],
      gradient,
      [dProducts, dWeight, , dInitial],
      types,
      { reverse },
    ) {
      const [rows, t, d] = types.outputs[0]!.shape as [number, number, number];
      // ∂loss/∂state of every step, and ∂loss/∂(h U), which the step before it reads
      const dStates = recorder.scratch(rows * t * d, '∂states');
      const dInner = recorder.scratch(rows * t * 3 * d, '∂products with the state');
      const into = dProducts ?? { slot: recorder.scratch(rows * t * 3 * d), accumulate: false };
      const step = (time: number, after: number, { slot, accumulate }: typeof into) =>
        recorder.dispatch({
          kernel: { name: 'gru-step-backward', source: backwardSource },
          constants: { T: t, D: d, TIME: time, AFTER: after, ACCUMULATE: Number(accumulate) },
          bindings: {
            gradient: { slot: gradient, element: 'vec4f' },
            weight: { slot: weight!, element: 'vec4f' },
            lengths: { slot: lengths!, element: 'u32' },
            gates: { slot: gates!, element: 'vec4f' },
            previous: { slot: previous!, element: 'vec4f' },
            states: { slot: dStates, element: 'vec4f' },
            inner: { slot: dInner, element: 'vec4f' },
            out: { slot, element: 'vec4f' },
          },
          threads: (rows * d) / 4,
        });
      const times = timesOf(t, reverse).reverse();
      times.forEach((time, i) => {
        step(time, times[i - 1] ?? t, into);
      });
      if (dInitial) step(t, times.at(-1)!, dInitial);
      if (dWeight) {
        const factors = { a: previous!, b: dInner, out: dWeight.slot, accumulate: dWeight.accumulate };
        recordMatmul(recorder, { layout: 'tn', m: d, n: 3 * d, k: rows * t, ...factors });
      }
    },
  },
};

/**
 * products (R, T, 3d) = inputs · W + b, weight U (d, 3d), lengths (R) u32 → the state after every step, (R, T, d). d is a multiple of 4. `initial`
 * (R, d) is the state before the first step, zero if absent. In a padded row steps at and past the length keep the state, so the last step
 * that is computed has the final state of every row: T − 1, or 0 with `reverse`.
 */
export function gru(
  graph: Graph,
  products: Tensor,
  weight: Tensor,
  lengths: Tensor,
  { initial, reverse = false, label }: { initial?: Tensor; reverse?: boolean; label?: string } = {},
): Tensor {
  const inputs = [products, weight, lengths, ...(initial ? [initial] : [])];
  return graph.apply(gruOp, inputs, { reverse, initial: Boolean(initial) }, label);
}
