/** The squared difference of predicted numbers and what they should be: with `weightedSum` the mean squared error. */
import source from '../../gpu/kernels/squared-error.wgsl?raw';
import { type Graph, requireShape, type Tensor } from '../graph.ts';
import type { Op } from '../op.ts';

/** Inputs: predictions (…), targets (…), no gradient for the targets. Value (…): (predictions − targets)². */
const squaredErrorOp: Op<object> = {
  name: 'squaredError',
  infer([predictions, targets]) {
    requireShape('squaredError', 'targets', targets!, predictions!.shape);
    return [{ shape: predictions!.shape, dtype: 'f32' }];
  },
  reference: {
    forward([predictions, targets], [out]) {
      predictions!.data.forEach((value, i) => {
        out!.data[i] = (value - targets!.data[i]!) ** 2;
      });
    },
    backward([predictions, targets], _outputs, gradient, [into]) {
      predictions!.data.forEach((value, i) => {
        if (into) into.data[i]! += 2 * gradient.data[i]! * (value - targets!.data[i]!);
      });
    },
  },
  gpu: {
    forward(recorder, [predictions, targets], [out]) {
      recorder.dispatch({
        kernel: { name: 'squared-error', source },
        bindings: {
          predictions: { slot: predictions!, element: 'f32' },
          targets: { slot: targets!, element: 'f32' },
          out: { slot: out!, element: 'f32' },
        },
        threads: out!.elements,
      });
    },
    backward(recorder, [predictions, targets], _outputs, gradient, [into]) {
      if (!into) return;
      recorder.dispatch({
        kernel: { name: 'squared-error backward', source },
        constants: { BACKWARD: 1, ACCUMULATE: Number(into.accumulate) },
        bindings: {
          predictions: { slot: predictions!, element: 'f32' },
          targets: { slot: targets!, element: 'f32' },
          gradient: { slot: gradient, element: 'f32' },
          out: { slot: into.slot, element: 'f32' },
        },
        threads: predictions!.elements,
      });
    },
  },
};

/** (predictions − targets)², element by element; both have the same shape. Targets get no gradient. */
export function squaredError(graph: Graph, predictions: Tensor, targets: Tensor): Tensor {
  return graph.apply(squaredErrorOp, [predictions, targets], {});
}
