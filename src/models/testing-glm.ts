/** A tiny GLM and the worked example for tests: x1 … x6 with the spans [x5 x6] and [x3], in this order. */
import { maskWords } from '../graph/ops/attention-mask.ts';
import { allowBlankFilling, type GlmConfig } from './glm.ts';

export const tinyGlm: GlmConfig = {
  vocabularySize: 13,
  maxLength: 10,
  width: 8,
  layers: 2,
  heads: 2,
  // larger than in training, so that gradients are not all tiny
  initialStd: 0.4,
  initialPositions: 'sinusoids',
  secondPositions: true,
};

/** Ids: [MASK] 1, sop 2, eop 3, x1 … x6 4 … 9. */
export const workedGlm = {
  ids: [4, 5, 1, 7, 1, 2, 8, 9, 2, 6],
  targets: [8, 9, 3, 6, 3],
  first: [0, 1, 2, 3, 4, 4, 4, 4, 2, 2],
  second: [0, 0, 0, 0, 0, 1, 2, 3, 1, 2],
  partA: 5,
};

/** The inputs of `glmGraph` for R = 2 rows: the worked example, and below it its first span alone; each loss is a mean over 8 predicted tokens. */
export function glmFeeds(): Record<string, Uint32Array | Float32Array> {
  const { ids, targets, first, second, partA } = workedGlm;
  const length = 10;
  const used = [10, 8];
  const mask = new Uint32Array(2 * length * maskWords(length));
  used.forEach((end, r) => {
    allowBlankFilling(mask, length, r * length, { partA, start: 0, end });
  });
  const rows = (values: number[]) =>
    Uint32Array.from([...values, ...values.map((value, i) => (i < used[1]! ? value : 0))]);
  return {
    ids: rows(ids),
    first: rows(first),
    second: rows(second),
    mask,
    at: Uint32Array.of(5, 6, 7, 8, 9, 15, 16, 17, 20),
    targets: Uint32Array.from([...targets, ...targets.slice(0, 3), tinyGlm.vocabularySize]),
    weights: Float32Array.from({ length: 9 }, (_, i) => (i < 8 ? 1 / 8 : 0)),
  };
}

export const glmFeedShape = { rows: 2, length: 10, predictions: 9 };
