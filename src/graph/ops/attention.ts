/**
 * Multi-head scaled dot-product attention (Vaswani et al. 2017, eq. 1), query, key and value packed in one tensor. Only the log-sum-exp of
 * each row is saved; weights are made again in the backward pass, so no n×n matrix is ever in memory (Dao et al. 2022).
 */

import { attentionBackwardKeyText, attentionBackwardQueryText, attentionText } from '../../gpu/kernels/attention.ts';
import type { DispatchRequest } from '../../gpu/plan.ts';
import { type Graph, requireShape, type Tensor } from '../graph.ts';
import type { Op, Reference } from '../op.ts';

/**
 * Which keys j a query i sees, besides j < length of its sequence: all; j ≤ i; or j ≤ i and all j < prefix.
 * `prefix` is given per sequence through the third input.
 */
export type AttentionMask = 'padding' | 'causal' | 'prefix';

interface AttentionAttributes {
  heads: number;
  mask: AttentionMask;
}

const maskCode: Record<AttentionMask, number> = { padding: 0, causal: 1, prefix: 2 };

/** Inputs: qkv (R, T, 3d), lengths (R) u32, prefixes (R) u32 for `prefix`. Value (R, T, d), zero at padding; saves log-sum-exp (R, H, T). */
const attentionOp: Op<AttentionAttributes> = {
  name: 'attention',
  infer([qkv, lengths, prefixes], { heads, mask }) {
    const [r, t, width] = qkv!.shape as [number, number, number];
    requireShape('attention', 'lengths', lengths!, [r]);
    if (mask === 'prefix') requireShape('attention', 'prefixes', prefixes!, [r]);
    return [
      { shape: [r, t, width / 3], dtype: 'f32' },
      { shape: [r, heads, t], dtype: 'f32' },
    ];
  },
  reference: {
    forward([qkv, lengths, prefixes], [out, saved], { heads, mask }) {
      const view = viewOf(qkv!, heads);
      const { t, d, size, scale } = view;
      forEachRow(view, lengths!, (r, h, i, length) => {
        const scores = new Float64Array(length);
        for (let j = 0; j < length; j++) {
          scores[j] = visible(mask, i, j, prefixes?.data[r]) ? scale * dot(view, r, h, i, 0, j, 1) : -Infinity;
        }
        const top = Math.max(...scores);
        const lse = top + Math.log(scores.reduce((sum, s) => sum + Math.exp(s - top), 0));
        saved!.data[(r * heads + h) * t + i] = lse;
        for (let j = 0; j < length; j++) {
          const p = Math.exp(scores[j]! - lse);
          for (let c = 0; c < size; c++) out!.data[(r * t + i) * d + h * size + c]! += p * at(view, r, h, j, 2, c);
        }
      });
    },
    backward([qkv, lengths, prefixes], [out, saved], gradient, [dQkv], { heads, mask }) {
      if (!dQkv) return;
      const view = viewOf(qkv!, heads);
      const { t, d, size, scale } = view;
      forEachRow(view, lengths!, (r, h, i, length) => {
        const lse = saved!.data[(r * heads + h) * t + i]!;
        const row = (r * t + i) * d + h * size;
        let delta = 0;
        for (let c = 0; c < size; c++) delta += gradient.data[row + c]! * out!.data[row + c]!;
        for (let j = 0; j < length; j++) {
          if (!visible(mask, i, j, prefixes?.data[r])) continue;
          const p = Math.exp(scale * dot(view, r, h, i, 0, j, 1) - lse);
          let dp = 0;
          for (let c = 0; c < size; c++) dp += gradient.data[row + c]! * at(view, r, h, j, 2, c);
          const ds = p * (dp - delta) * scale;
          for (let c = 0; c < size; c++) {
            dQkv.data[place(view, r, h, i, 0, c)]! += ds * at(view, r, h, j, 1, c);
            dQkv.data[place(view, r, h, j, 1, c)]! += ds * at(view, r, h, i, 0, c);
            dQkv.data[place(view, r, h, j, 2, c)]! += p * gradient.data[row + c]!;
          }
        }
      });
    },
  },
  gpu: {
    forward(recorder, [qkv, lengths, prefixes], [out, saved], types, attributes) {
      const { kernel, constants, threads } = geometry(types.inputs[0]!.shape, attributes, forwardTile);
      recorder.dispatch({
        kernel: { name: 'attention', source: attentionText(kernel) },
        constants,
        bindings: {
          qkv: { slot: qkv!, element: 'vec4f' },
          lengths: { slot: lengths!, element: 'u32' },
          ...(prefixes && { prefixes: { slot: prefixes, element: 'u32' } }),
          out: { slot: out!, element: 'vec4f' },
          saved: { slot: saved!, element: 'f32' },
        },
        threads,
      });
    },
    backward(recorder, [qkv, lengths, prefixes], [out, saved], gradient, [dQkv], types, attributes) {
      if (!dQkv) return;
      const shape = types.inputs[0]!.shape;
      const shared: DispatchRequest['bindings'] = {
        qkv: { slot: qkv!, element: 'vec4f' },
        lengths: { slot: lengths!, element: 'u32' },
        ...(prefixes && { prefixes: { slot: prefixes, element: 'u32' } }),
        saved: { slot: saved!, element: 'f32' },
        gradient: { slot: gradient, element: 'vec4f' },
        delta: { slot: recorder.scratch(saved!.elements, 'attention delta'), element: 'f32' },
        dQkv: { slot: dQkv.slot, element: 'vec4f' },
      };
      const mode = { ACCUMULATE: Number(dQkv.accumulate) };
      const query = geometry(shape, attributes, queryTile);
      recorder.dispatch({
        kernel: { name: 'attention-backward-query', source: attentionBackwardQueryText(query.kernel) },
        constants: { ...query.constants, ...mode },
        bindings: { ...shared, out: { slot: out!, element: 'vec4f' } },
        threads: query.threads,
      });
      const key = geometry(shape, attributes, keyTile);
      recorder.dispatch({
        kernel: { name: 'attention-backward-key', source: attentionBackwardKeyText(key.kernel) },
        constants: { ...key.constants, ...mode },
        bindings: shared,
        threads: key.threads,
      });
    },
  },
};

/** Rows of one head that an invocation computes: what was fastest on the software adapter. */
const forwardTile = 4;
const queryTile = 4;
const keyTile = 2;

function geometry(shape: readonly number[], { heads, mask }: AttentionAttributes, tile: number) {
  const [r, t, width] = shape as [number, number, number];
  const size = width / 3 / heads;
  const tiles = Math.ceil(t / tile);
  return {
    kernel: { size4: size / 4, tile },
    constants: { T: t, H: heads, D4: width / 12, TILES: tiles, MASK: maskCode[mask], SCALE_F: 1 / Math.sqrt(size) },
    threads: r * heads * tiles,
  };
}

interface View {
  data: Float64Array;
  r: number;
  t: number;
  d: number;
  heads: number;
  size: number;
  scale: number;
}

function viewOf(qkv: Reference, heads: number): View {
  const [r, t, width] = qkv.shape as [number, number, number];
  const size = width / 3 / heads;
  return { data: qkv.data, r, t, d: width / 3, heads, size, scale: 1 / Math.sqrt(size) };
}

/** Element c of part 0 (query), 1 (key) or 2 (value) of one token and head. */
function place({ t, d, size }: View, r: number, h: number, token: number, part: number, c: number): number {
  return (r * t + token) * 3 * d + part * d + h * size + c;
}

function at(view: View, r: number, h: number, token: number, part: number, c: number): number {
  return view.data[place(view, r, h, token, part, c)]!;
}

function dot(view: View, r: number, h: number, i: number, iPart: number, j: number, jPart: number): number {
  let sum = 0;
  for (let c = 0; c < view.size; c++) sum += at(view, r, h, i, iPart, c) * at(view, r, h, j, jPart, c);
  return sum;
}

function visible(mask: AttentionMask, i: number, j: number, prefix = 0): boolean {
  return mask === 'padding' || j <= i || (mask === 'prefix' && j < prefix);
}

function forEachRow(
  view: View,
  lengths: Reference,
  visit: (r: number, h: number, i: number, length: number) => void,
): void {
  for (let r = 0; r < view.r; r++) {
    for (let h = 0; h < view.heads; h++) {
      for (let i = 0; i < lengths.data[r]!; i++) visit(r, h, i, lengths.data[r]!);
    }
  }
}

/** qkv (R, T, 3d), lengths (R) u32 → (R, T, d). The head size d / heads is a multiple of 4. */
export function attention(
  graph: Graph,
  qkv: Tensor,
  lengths: Tensor,
  heads: number,
  mask: AttentionMask = 'padding',
  prefixes?: Tensor,
): Tensor {
  return graph.apply(attentionOp, [qkv, lengths, ...(prefixes ? [prefixes] : [])], { heads, mask });
}
