/** Token embeddings plus rows of further tables: positions, segments. Padding (id 0) is the zero vector and has no gradient. */
import forwardSource from '../../gpu/kernels/embed.wgsl?raw';
import positionsSource from '../../gpu/kernels/embed-positions.wgsl?raw';
import type { DispatchRequest } from '../../gpu/plan.ts';
import { RetrogradError } from '../../util/errors.ts';
import { type Graph, requireShape, type Tensor } from '../graph.ts';
import type { Op } from '../op.ts';
import { recordSegmentSum, sortedSegments } from './segments.ts';

interface EmbedAttributes {
  /** There is a table of positions, and token t has position t. */
  positions: boolean;
  /** Number of further tables. */
  tables: number;
}

/** Eight bindings per dispatch allow no more. */
const maxTables = 2;

/** Indices of the inputs of further table `i`: its ids, the table, its sorted ids. */
function tableInputs({ positions }: EmbedAttributes, i: number) {
  const ids = (positions ? 4 : 3) + 3 * i;
  return { ids, table: ids + 1, sorted: ids + 2 };
}

const tablesOf = (attributes: EmbedAttributes) =>
  Array.from({ length: attributes.tables }, (_, i) => tableInputs(attributes, i));

/**
 * Inputs: ids (R, T) u32, tokens (V, d), sorted ids; then positions (≥ T, d), if any; then for each further table its ids (R, T) u32, the
 * table (S, d) and its sorted ids. Value (R, T, d).
 */
const embedOp: Op<EmbedAttributes> = {
  name: 'embed',
  infer(inputs, attributes) {
    const [ids, tokens] = inputs;
    const [r, t] = ids!.shape as [number, number];
    const d = tokens!.shape[1]!;
    if (attributes.positions) {
      requireShape('embed', 'positions', inputs[3]!, [Math.max(t, inputs[3]!.shape[0]!), d]);
    }
    for (const at of tablesOf(attributes)) {
      requireShape('embed', 'ids of a table', inputs[at.ids]!, [r, t]);
      requireShape('embed', 'table', inputs[at.table]!, [inputs[at.table]!.shape[0]!, d]);
    }
    return [{ shape: [r, t, d], dtype: 'f32' }];
  },
  reference: {
    forward(inputs, [out], attributes) {
      const [ids, tokens] = inputs;
      const [, t, d] = out!.shape as [number, number, number];
      ids!.data.forEach((id, row) => {
        if (id === 0) return;
        for (let c = 0; c < d; c++) {
          let value = tokens!.data[id * d + c]!;
          if (attributes.positions) value += inputs[3]!.data[(row % t) * d + c]!;
          for (const at of tablesOf(attributes)) {
            value += inputs[at.table]!.data[inputs[at.ids]!.data[row]! * d + c]!;
          }
          out!.data[row * d + c] = value;
        }
      });
    },
    backward(inputs, [out], gradient, gradients, attributes) {
      const [, t, d] = out!.shape as [number, number, number];
      inputs[0]!.data.forEach((id, row) => {
        if (id === 0) return;
        for (let c = 0; c < d; c++) {
          const g = gradient.data[row * d + c]!;
          if (gradients[1]) gradients[1].data[id * d + c]! += g;
          if (attributes.positions && gradients[3]) gradients[3].data[(row % t) * d + c]! += g;
          for (const at of tablesOf(attributes)) {
            const into = gradients[at.table];
            if (into) into.data[inputs[at.ids]!.data[row]! * d + c]! += g;
          }
        }
      });
    },
  },
  gpu: {
    forward(recorder, inputs, [out], types, attributes) {
      const [, t, d] = types.outputs[0]!.shape as [number, number, number];
      const bindings: DispatchRequest['bindings'] = {
        ids: { slot: inputs[0]!, element: 'u32' },
        tokens: { slot: inputs[1]!, element: 'f32' },
        positions: { slot: attributes.positions ? inputs[3]! : recorder.absent(), element: 'f32' },
      };
      const tables = tablesOf(attributes);
      for (let i = 0; i < maxTables; i++) {
        const at = tables[i];
        bindings[`ids_${i}`] = { slot: at ? inputs[at.ids]! : recorder.absent(), element: 'u32' };
        bindings[`table_${i}`] = { slot: at ? inputs[at.table]! : recorder.absent(), element: 'f32' };
      }
      recorder.dispatch({
        kernel: { name: 'embed', source: forwardSource },
        constants: { D: d, T: t, POSITIONS: Number(attributes.positions), TABLES: tables.length },
        bindings: { ...bindings, out: { slot: out!, element: 'f32' } },
        threads: out!.elements,
      });
    },
    backward(recorder, inputs, _outputs, gradient, gradients, types, attributes) {
      const [r, t, d] = types.outputs[0]!.shape as [number, number, number];
      for (const { table, sorted } of [{ table: 1, sorted: 2 }, ...tablesOf(attributes)]) {
        const into = gradients[table];
        if (into) recordSegmentSum(recorder, gradient, inputs[sorted]!, r * t, types.inputs[table]!.shape[0]!, d, into);
      }
      const into = attributes.positions ? gradients[3] : null;
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

/** ids (R, T) u32 into the rows of a table (S, d); each is below S. */
export interface LookUp {
  ids: Tensor;
  table: Tensor;
}

/**
 * ids (R, T) u32, tokens (V, d) → (R, T, d). With `positions` (≥ T, d) row t of it is added to token t. Segments, and positions that are data,
 * are `tables`, of which there may be two.
 */
export function embed(
  graph: Graph,
  ids: Tensor,
  tokens: Tensor,
  options: { positions?: Tensor; tables?: LookUp[] } = {},
): Tensor {
  const { positions, tables = [] } = options;
  if (tables.length > maxTables) {
    throw new RetrogradError('internal', `embed takes at most ${maxTables} tables beside tokens and positions.`);
  }
  const inputs = [ids, tokens, sortedSegments(graph, ids, tokens.shape[0]!, ids)];
  if (positions) inputs.push(positions);
  for (const { ids: rows, table } of tables) {
    inputs.push(rows, table, sortedSegments(graph, rows, table.shape[0]!, ids));
  }
  return graph.apply(embedOp, inputs, { positions: Boolean(positions), tables: tables.length });
}
