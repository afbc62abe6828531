/** Switches heads of attention off: the output of each head times a number, which is 1 or 0. */
import source from '../../gpu/kernels/head-switch.wgsl?raw';
import type { Recorder, Slot } from '../../gpu/plan.ts';
import { type Graph, requireShape, type Tensor, type TensorType } from '../graph.ts';
import type { Op } from '../op.ts';

interface SwitchAttributes {
  layer: number;
}

/** Inputs: x (…, d), on (L, H), no gradient for it. Value x · on[layer, head of the channel]: head h has the channels from h · d / H on. */
const headSwitchOp: Op<SwitchAttributes> = {
  name: 'headSwitch',
  infer([x, on], { layer }) {
    const [layers, heads] = on!.shape as [number, number];
    requireShape('headSwitch', 'on', on!, [Math.max(layers, layer + 1), heads]);
    return [{ shape: x!.shape, dtype: 'f32' }];
  },
  reference: {
    forward([x, on], [out], { layer }) {
      const factor = factorOf(x!.shape.at(-1)!, on!, layer);
      x!.data.forEach((value, i) => {
        out!.data[i] = value * factor(i);
      });
    },
    backward([x, on], _outputs, gradient, [dx], { layer }) {
      const factor = factorOf(x!.shape.at(-1)!, on!, layer);
      gradient.data.forEach((g, i) => {
        if (dx) dx.data[i]! += g * factor(i);
      });
    },
  },
  gpu: {
    forward(recorder, [x, on], [out], { inputs }, { layer }) {
      record(recorder, x!, on!, { slot: out!, accumulate: false }, inputs, layer);
    },
    backward(recorder, [, on], _outputs, gradient, [dx], { inputs }, { layer }) {
      if (dx) record(recorder, gradient, on!, dx, inputs, layer);
    },
  },
};

function factorOf(d: number, on: { shape: readonly number[]; data: Float64Array }, layer: number) {
  const heads = on.shape[1]!;
  return (i: number) => on.data[layer * heads + Math.floor((i % d) / (d / heads))]!;
}

function record(
  recorder: Recorder,
  x: Slot,
  on: Slot,
  { slot, accumulate }: { slot: Slot; accumulate: boolean },
  [type, onType]: TensorType[],
  layer: number,
): void {
  const d = type!.shape.at(-1)!;
  const heads = onType!.shape[1]!;
  recorder.dispatch({
    kernel: { name: 'head-switch', source },
    constants: { D: d, SIZE: d / heads, FIRST: layer * heads, ACCUMULATE: Number(accumulate) },
    bindings: {
      x: { slot: x, element: 'f32' },
      on: { slot: on, element: 'f32' },
      out: { slot, element: 'f32' },
    },
    threads: x.elements,
  });
}

/** x (…, d), the outputs of H heads side by side, with each head times on[layer, head]; on (L, H). */
export function headSwitch(graph: Graph, x: Tensor, on: Tensor, layer: number): Tensor {
  return graph.apply(headSwitchOp, [x, on], { layer });
}
