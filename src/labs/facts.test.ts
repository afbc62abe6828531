import { expect, it } from 'vitest';
import { type FactsRow, factsLab } from './facts.ts';

/** A measurement of held-out people: P@1 with documents. */
function row(phase: string, step: number, p1: number, parameters: number | null = 0): FactsRow {
  const figures = (share: number) => ({ facts: 64, p1: share, p10: share, mrr: share });
  const skipped = { severalTokens: 0, unknown: 0, noCandidates: 0 };
  const group = {
    parameters: parameters === null ? null : figures(parameters),
    index: figures(p1),
    edited: null,
    skipped,
  };
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

it('documents answer what the parameters do not, where the parameters were asked alone', () => {
  const done = (p1: number, parameters: number | null) =>
    factsLab.exercises.index!({ ...factsLab.start, rows: [row('joint', 8, p1, parameters)] });
  expect(done(0.45, 0.3)).toBe(true);
  expect(done(0.35, 0.3)).toBe(false);
  expect(done(0.45, null)).toBe(false);
});

it('what a run without a null document measured is there again after a reload', () => {
  const state = { ...factsLab.start, rows: [row('joint', 8, 0.5, null)] };
  expect(factsLab.read!(JSON.parse(JSON.stringify(state)))).toEqual(state);
});
