/** Token + position + segment embeddings. Padding (id 0) is the zero vector and gives no gradient. */
import forwardSource from '../../gpu/kernels/embed.wgsl?raw';
import positionsSource from '../../gpu/kernels/embed-positions.wgsl?raw';
import { type Graph, requireShape, type Tensor } from '../graph.ts';
import type { Op } from '../op.ts';
import { recordSegmentSum, sortedSegments } from './segments.ts';

interface EmbedAttributes {
  positions: boolean;
  segments: boolean;
}

/**
 * Inputs: ids (R, T) u32, tokens (V, d), sorted ids; then positions (≥ T, d); then segment ids (R, T) u32, segment table (S, d),
 * sorted segments. Value (R, T, d).
 */
const embedOp: Op<EmbedAttributes> = {
  name: 'embed',
  infer(inputs, { positions, segments }) {
    const [ids, tokens] = inputs;
    const [r, t] = ids!.shape as [number, number];
    const d = tokens!.shape[1]!;
    if (positions) requireShape('embed', 'positions', inputs[3]!, [Math.max(t, inputs[3]!.shape[0]!), d]);
    if (segments) requireShape('embed', 'segment ids', inputs[positions ? 4 : 3]!, [r, t]);
    return [{ shape: [r, t, d], dtype: 'f32' }];
  },
  reference: {
    forward(inputs, [out], { positions, segments }) {
      const [ids, tokens] = inputs;
      const [, t, d] = out!.shape as [number, number, number];
      const first = positions ? 4 : 3;
      ids!.data.forEach((id, row) => {
        if (id === 0) return;
        for (let c = 0; c < d; c++) {
          let value = tokens!.data[id * d + c]!;
          if (positions) value += inputs[3]!.data[(row % t) * d + c]!;
          if (segments) value += inputs[first + 1]!.data[inputs[first]!.data[row]! * d + c]!;
          out!.data[row * d + c] = value;
        }
      });
    },
    backward(inputs, [out], gradient, gradients, { positions, segments }) {
      const [, t, d] = out!.shape as [number, number, number];
      const first = positions ? 4 : 3;
      inputs[0]!.data.forEach((id, row) => {
        if (id === 0) return;
        for (let c = 0; c < d; c++) {
          const g = gradient.data[row * d + c]!;
          if (gradients[1]) gradients[1].data[id * d + c]! += g;
          if (positions && gradients[3]) gradients[3].data[(row % t) * d + c]! += g;
          const table = segments ? gradients[first + 1] : null;
          if (table) table.data[inputs[first]!.data[row]! * d + c]! += g;
        }
      });
    },
  },
  gpu: {
    forward(recorder, inputs, [out], types, { positions, segments }) {
      const [, t, d] = types.outputs[0]!.shape as [number, number, number];
      const first = positions ? 4 : 3;
      recorder.dispatch({
        kernel: { name: 'embed', source: forwardSource },
        constants: { D: d, T: t },
        bindings: {
          ids: { slot: inputs[0]!, element: 'u32' },
          tokens: { slot: inputs[1]!, element: 'f32' },
          ...(positions && { positions: { slot: inputs[3]!, element: 'f32' } }),
          ...(segments && {
            segments: { slot: inputs[first]!, element: 'u32' },
            segmentTable: { slot: inputs[first + 1]!, element: 'f32' },
          }),
          out: { slot: out!, element: 'f32' },
        },
        threads: out!.elements,
      });
    },
    backward(recorder, inputs, _outputs, gradient, gradients, types, { positions, segments }) {
      const [r, t, d] = types.outputs[0]!.shape as [number, number, number];
      const first = positions ? 4 : 3;
      const sums = [{ table: 1, sorted: 2 }, ...(segments ? [{ table: first + 1, sorted: first + 2 }] : [])];
      for (const { table, sorted } of sums) {
        const into = gradients[table];
        if (into) recordSegmentSum(recorder, gradient, inputs[sorted]!, r * t, types.inputs[table]!.shape[0]!, d, into);
      }
      const into = positions ? gradients[3] : null;
      if (into) {
        recorder.dispatch({
          kernel: { name: 'embed-positions', source: positionsSource },
          constants: { R: r, T: t, D: d, ACCUMULATE: Number(into.accumulate) },
          bindings: {
            ids: { slot: inputs[0]!, element: 'u32' },
            gradient: { slot: gradient, element: 'f32' },
            out: { slot: into.slot, element: 'f32' },
          },
          threads: into.slot.elements,
        });
      }
    },
  },
};

/** ids (R, T) u32, tokens (V, d) → (R, T, d). Segment ids (R, T) u32 choose rows of the segment table (S, d). */
export function embed(
  graph: Graph,
  ids: Tensor,
  tokens: Tensor,
  options: { positions?: Tensor; segments?: { ids: Tensor; table: Tensor } } = {},
): Tensor {
  const { positions, segments } = options;
  const inputs = [ids, tokens, sortedSegments(graph, ids, tokens.shape[0]!, ids)];
  if (positions) inputs.push(positions);
  if (segments) {
    inputs.push(segments.ids, segments.table, sortedSegments(graph, segments.ids, segments.table.shape[0]!, ids));
  }
  return graph.apply(embedOp, inputs, { positions: Boolean(positions), segments: Boolean(segments) });
}
