/** What the prompts of blocks predict, by a joint pass. */
import { jointGraph } from '../../models/llara.ts';
import { writeJointRows } from '../../models/llara-rows.ts';
import type { Plans } from '../../run/engine.ts';
import { topEntries } from '../../util/largest.ts';
import { jointShape } from './adapt-phase.ts';
import type { LlaraParts } from './parts.ts';

export interface JointPass {
  /** (R, V) each: logits by SELF and by NEXT. */
  self: Float32Array;
  next: Float32Array;
  /** The mask as the kernel has read it, (R, T, words). */
  mask: Uint32Array;
  positions: Uint32Array;
}

/** One joint pass over texts with a plan of `rows` rows, by the model as it embeds: with its adapters, if fine-tuning trains some. */
export async function jointPass(
  parts: Pick<LlaraParts, 'registry' | 'model' | 'config' | 'lengths' | 'texts' | 'prompts' | 'adapter'>,
  plans: Plans,
  rows: number,
  texts: readonly ArrayLike<number>[],
): Promise<JointPass> {
  const { registry, model, prompts, adapter } = parts;
  const shape = jointShape(parts, rows, false);
  const plan = await plans.plan(`joint pass of ${rows}`, () => {
    const { graph, selfLogits, nextLogits } = jointGraph(registry, model, shape, adapter);
    return { graph, outputs: { selfLogits, nextLogits } };
  });
  const inputs = {
    ids: plan.integers('ids'),
    positions: plan.integers('positions'),
    mask: plan.integers('mask'),
    only: plan.integers('only'),
  };
  inputs.only.fill(0);
  writeJointRows(inputs, texts, prompts, shape.length);
  const { mask, positions } = { mask: inputs.mask.slice(), positions: inputs.positions.slice() };
  const { selfLogits, nextLogits } = await plan.run();
  return { self: selfLogits!, next: nextLogits!, mask, positions };
}

/** The k likeliest tokens of row r of logits (R, V), best first. */
export function likeliest(logits: Float32Array, vocabularySize: number, r: number, k: number): number[] {
  const row = logits.subarray(r * vocabularySize, (r + 1) * vocabularySize);
  return topEntries(row, k).map(({ index }) => index);
}
