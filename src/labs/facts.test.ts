import { expect, it } from 'vitest';
import { type FactsRow, factsLab } from './facts.ts';

/** A measurement of held-out people: P@1 with documents. */
function row(phase: string, step: number, p1: number): FactsRow {
  const figures = (share: number) => ({ facts: 64, p1: share, p10: share, mrr: share });
  const skipped = { severalTokens: 0, unknown: 0, noCandidates: 0 };
  const group = { parameters: figures(0), index: figures(p1), edited: null, skipped };
  return { phase, step, groups: { heldOut: group, trained: group } };
}

it('documents answer more facts after joint training, not only after the warm-up before it', () => {
  const trained = (rows: FactsRow[]) => factsLab.exercises.trained!({ ...factsLab.start, rows });
  expect(trained([row('joint', 0, 0.3), row('joint', 200, 0.45)])).toBe(true);
  expect(trained([row('warmup', 40, 0.1), row('joint', 200, 0.45)])).toBe(true);
  expect(trained([row('joint', 0, 0.3), row('joint', 200, 0.35)])).toBe(false);
  // of the same run at an earlier step
  expect(trained([row('joint', 200, 0.3), row('joint', 0, 0.45)])).toBe(false);
  expect(trained([row('warmup', 0, 0), row('warmup', 400, 0.3)])).toBe(false);
  expect(trained([row('warmup', 0, 0), row('joint', 0, 0.3)])).toBe(false);
});
