/** Attention with some rows in each invocation's registers and no barriers: one dispatch forward, two backward. */
import {
  type AttentionTile,
  attentionBackwardKeyText,
  attentionBackwardQueryText,
  attentionText,
} from '../../gpu/kernels/attention.ts';
import type { DispatchRequest, Recorder } from '../../gpu/plan.ts';
import type { GradientSlot } from '../op.ts';
import type { AttentionBackwardRequest, AttentionProgram, AttentionRequest } from './attention-variants.ts';

/** Rows of one head that an invocation computes. These were the fastest on the software adapter. */
const forwardTile = 4;
const queryTile = 4;
const keyTile = 2;

export function recordRows(recorder: Recorder, { program, out, saved }: AttentionRequest): void {
  const { shape, constants, threads } = tiled(program, program.queryCount, forwardTile);
  recorder.dispatch({
    kernel: { name: 'attention', source: attentionText(shape) },
    constants,
    bindings: {
      ...program.bindings,
      out: { slot: out, element: 'vec4f' },
      saved: { slot: saved, element: 'f32' },
    },
    threads,
  });
}

export function recordRowsBackward(
  recorder: Recorder,
  { program, out, saved, gradient, into }: AttentionBackwardRequest,
): void {
  const shared: DispatchRequest['bindings'] = {
    ...program.bindings,
    saved: { slot: saved, element: 'f32' },
    gradient: { slot: gradient, element: 'vec4f' },
    delta: { slot: recorder.scratch(saved.elements, 'attention delta'), element: 'f32' },
  };
  const query = tiled(program, program.queryCount, queryTile);
  const queries = target(into.queries);
  recorder.dispatch({
    kernel: { name: 'attention-backward-query', source: attentionBackwardQueryText(query.shape) },
    constants: { ...query.constants, ...queries.constants },
    bindings: { ...shared, ...queries.bindings, out: { slot: out, element: 'vec4f' } },
    threads: query.threads,
  });
  if (!into.keys) return;
  const key = tiled(program, program.keyCount, keyTile);
  const keys = target(into.keys);
  recorder.dispatch({
    kernel: { name: 'attention-backward-key', source: attentionBackwardKeyText(key.shape) },
    constants: { ...key.constants, ...keys.constants },
    bindings: { ...shared, ...keys.bindings },
    threads: key.threads,
  });
}

function tiled({ packed, rows, heads, size, constants }: AttentionProgram, count: number, tile: number) {
  const shape: AttentionTile = { size4: size / 4, tile, packed };
  const tiles = Math.ceil(count / tile);
  return {
    shape,
    constants: { ...constants, H: heads, D4: (heads * size) / 4, TILES: tiles, SCALE_F: 1 / Math.sqrt(size) },
    threads: rows * heads * tiles,
  };
}

function target(gradients: Record<string, GradientSlot>) {
  const [[name, { slot, accumulate }]] = Object.entries(gradients) as [[string, GradientSlot]];
  const bindings: DispatchRequest['bindings'] = { [name]: { slot, element: 'vec4f' } };
  return { constants: { ACCUMULATE: Number(accumulate) }, bindings };
}
