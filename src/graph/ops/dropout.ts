/**
 * Dropout (Srivastava et al. 2014) in its inverted form: an element is 0 with probability `rate`, otherwise x / (1 − rate). Which elements are dropped
 * follows from a hash of the element, the place in the graph and a seed that is data, so a step repeats, and the backward pass drops the same ones
 * without a mask in memory.
 */
import source from '../../gpu/kernels/dropout.wgsl?raw';
import type { Recorder, Slot } from '../../gpu/plan.ts';
import { RetrogradError } from '../../util/errors.ts';
import { type Graph, requireShape, type Tensor } from '../graph.ts';
import type { GradientSlot, Op } from '../op.ts';
import { recordCopy } from './linear.ts';
import { pcg3d, pcg3dSource } from './pcg3d.ts';

interface DropoutAttributes {
  rate: number;
  /** Tells one dropout of a graph from the others, which have the same seed. */
  stream: number;
}

/** The name of the input (1) u32 from which every dropout of a graph draws. */
export const dropoutSeed = 'dropout.seed';

/** An element is dropped if its hash is below this. */
const thresholdOf = (rate: number) => Math.floor(rate * 2 ** 32);

/** Inputs: x (…), seed (1) u32, then residual (…), if any. Value: dropout(x) + residual. */
const dropoutOp: Op<DropoutAttributes> = {
  name: 'dropout',
  infer([x, seed, residual]) {
    requireShape('dropout', 'seed', seed!, [1]);
    if (residual) requireShape('dropout', 'residual', residual, x!.shape);
    return [{ shape: x!.shape, dtype: 'f32' }];
  },
  reference: {
    forward([x, seed, residual], [out], { rate, stream }) {
      x!.data.forEach((value, i) => {
        const kept = pcg3d(i, stream, seed!.data[0]!) >= thresholdOf(rate);
        out!.data[i] = (kept ? value / (1 - rate) : 0) + (residual ? residual.data[i]! : 0);
      });
    },
    backward([, seed], _outputs, gradient, [dx, , dResidual], { rate, stream }) {
      gradient.data.forEach((g, i) => {
        const kept = pcg3d(i, stream, seed!.data[0]!) >= thresholdOf(rate);
        if (dx && kept) dx.data[i]! += g / (1 - rate);
        if (dResidual) dResidual.data[i]! += g;
      });
    },
  },
  gpu: {
    forward(recorder, [x, seed, residual], [out], _types, attributes) {
      record(recorder, attributes, seed!, x!, { slot: out!, accumulate: false }, residual);
    },
    backward(recorder, [, seed], _outputs, gradient, [dx, , dResidual], _types, attributes) {
      if (dx) record(recorder, attributes, seed!, gradient, dx);
      if (dResidual) recordCopy(recorder, gradient, dResidual);
    },
    identityInput: () => 2,
  },
};

function record(
  recorder: Recorder,
  { rate, stream }: DropoutAttributes,
  seed: Slot,
  x: Slot,
  out: GradientSlot,
  residual?: Slot,
): void {
  recorder.dispatch({
    kernel: { name: 'dropout', source: source + pcg3dSource },
    constants: {
      STREAM: stream,
      THRESHOLD: thresholdOf(rate),
      SCALE_F: 1 / (1 - rate),
      RESIDUAL: Number(residual !== undefined),
      ACCUMULATE: Number(out.accumulate),
    },
    bindings: {
      x: { slot: x, element: 'f32' },
      seed: { slot: seed, element: 'u32' },
      residual: { slot: residual ?? recorder.absent(), element: 'f32' },
      out: { slot: out.slot, element: 'f32' },
    },
    threads: x.elements,
  });
}

/** dropout(x) + residual, of one shape. `rate`: from 0 to below 1. The graph gets the input `dropoutSeed`, which all its dropouts share. */
export function dropout(graph: Graph, x: Tensor, rate: number, residual?: Tensor): Tensor {
  if (!(rate >= 0 && rate < 1)) throw new RetrogradError('internal', `dropout: the rate is ${rate}, not in [0, 1).`);
  const seed = graph.inputs.get(dropoutSeed) ?? graph.input(dropoutSeed, [1], 'u32');
  return graph.apply(dropoutOp, [x, seed, ...(residual ? [residual] : [])], { rate, stream: graph.nodes.length });
}
