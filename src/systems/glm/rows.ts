/** Rows as the inputs of a plan of `glmGraph`. */
import { maskWords } from '../../graph/ops/attention-mask.ts';
import { allowBlankFilling } from '../../models/glm.ts';
import type { PlanInputs } from '../../run/system.ts';
import type { GlmRow } from './layout.ts';
import type { GlmRunConfig } from './settings.ts';

export interface GlmShape {
  rows: number;
  length: number;
  predictions: number;
}

const roundUp = (n: number) => Math.ceil(n / 4) * 4;

/**
 * Tokens of a row: every span adds a mask and a beginning. In token and sentence mode there are at most int(share · length) spans, in document mode
 * one.
 */
export function rowLength({ objective, length, share }: GlmRunConfig['glm']): number {
  return roundUp(objective === 'glm' ? length + 2 * Math.max(1, Math.floor(share * length)) : length);
}

/** Predictions of a batch: those for which short spans are enough in most cases, and those for all that there can be. */
export function predictionCounts(settings: GlmRunConfig['glm']): readonly number[] {
  const { objective, batch, length, share } = settings;
  const all = batch * rowLength(settings);
  const few = batch * Math.ceil(2 * share * length);
  return objective === 'causal' || few === 0 || few >= all ? [all] : [few, all];
}

export const predictionsOf = (rows: readonly GlmRow[]): number => rows.reduce((sum, { at }) => sum + at.length, 0);

/** Writes up to R rows; each prediction has the same weight, and the weights sum to 1. Rows that are missing are padding. */
export function fillRows(
  inputs: PlanInputs,
  rows: readonly GlmRow[],
  { length }: Pick<GlmShape, 'length'>,
  vocabularySize: number,
): void {
  const names = ['ids', 'first', 'second'] as const;
  const arrays = names.map((name) => inputs.integers(name).fill(0));
  const [mask, at, targets] = ['mask', 'at', 'targets'].map((name) => inputs.integers(name)) as [
    Uint32Array,
    Uint32Array,
    Uint32Array,
  ];
  const weights = inputs.floats('weights').fill(0);
  mask.fill(0);
  at.fill(mask.length / maskWords(length));
  targets.fill(vocabularySize);
  let n = 0;
  rows.forEach((row, r) => {
    names.forEach((name, i) => {
      arrays[i]!.set(row[name], r * length);
    });
    allowBlankFilling(mask, length, r * length, { partA: row.partA, start: 0, end: row.ids.length });
    at.set(
      row.at.map((i) => r * length + i),
      n,
    );
    targets.set(row.targets, n);
    n += row.at.length;
  });
  weights.fill(1 / Math.max(1, n), 0, n);
}
