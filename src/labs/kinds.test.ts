import { describe, expect, it } from 'vitest';
import {
  intervalOf,
  isAboveChance,
  type KindsRow,
  kindFigures,
  kindsLab,
  minimalPairs,
  pairKinds,
  rowsOf,
} from './kinds.ts';

const right = { right: -1, wrong: -2 };
const wrong = { right: -2, wrong: -1 };
const even = { right: 3, wrong: 3 };
const scoresBy = (of: (kind: string, nth: number) => typeof right | 'unknown' | 'long') =>
  minimalPairs.map(({ kind }, i) => of(kind, i % 10));

/** A row in which so many of ten pairs of a kind are right, and five of every other kind. */
const rowWith = (count: Record<string, number>, other: Partial<KindsRow> = {}): KindsRow => ({
  ...rowsOf(
    {
      ...{ phase: 'decoder', step: 10 },
      counts: minimalPairs.map(() => even),
      models: [{ model: 'decoder', scores: scoresBy((kind, nth) => (nth < (count[kind] ?? 5) ? right : wrong)) }],
    },
    { runId: 'one', system: 'pretraining', preset: 'pretraining' },
  )[0]!,
  ...other,
});

describe('figures of a kind', () => {
  it('counts right pairs among those that were read, and each of the others by its reason', () => {
    const figures = kindFigures(
      scoresBy((kind, nth) =>
        kind !== 'facts' ? right : nth < 2 ? 'unknown' : nth < 3 ? 'long' : nth < 8 ? right : wrong,
      ),
      minimalPairs.map((_, i) => (i % 2 === 0 ? { right: 5, wrong: 2 } : { right: 2, wrong: 5 })),
    );
    expect(figures.facts).toEqual({ read: 7, right: 5, unknown: 2, long: 1, frequent: 3 });
    expect(figures.syntax).toEqual({ read: 10, right: 10, unknown: 0, long: 0, frequent: 5 });
    expect(Object.keys(figures)).toEqual([...pairKinds]);
  });

  it('counts equal probabilities as wrong, and equal frequencies as half', () => {
    const { facts } = kindFigures(
      scoresBy(() => even),
      minimalPairs.map(() => even),
    );
    expect(facts).toMatchObject({ right: 0, frequent: 5 });
  });

  it('calls nine of ten above chance, and eight of ten not', () => {
    const { topic, facts, syntax } = rowWith({ topic: 9, facts: 8, syntax: 1 }).kinds;
    expect([topic, facts, syntax].map(isAboveChance)).toEqual([true, false, false]);
    expect(intervalOf(topic).low).toBeCloseTo(0.555, 3);
    expect(intervalOf({ ...topic, read: 0, right: 0 })).toEqual({ low: 0, high: 1 });
  });
});

describe('exercises', () => {
  const done = (...rows: KindsRow[]) => {
    const state = { ...kindsLab.start, rows };
    return Object.keys(kindsLab.exercises).filter((name) => kindsLab.exercises[name]!(state));
  };
  const plain = rowWith({});

  it('asks for models of two presets', () => {
    expect(done(plain, { ...plain, model: 'encoder' })).not.toContain('models');
    expect(done(plain, { ...plain, runId: 'two', model: 'encoder' })).not.toContain('models');
    expect(done(plain, { ...plain, runId: 'two', system: 'realm', preset: 'bios', model: 'reader' })).toContain(
      'models',
    );
    expect(done(plain, { ...plain, runId: 'two', preset: 'pretraining-smoke' })).toContain('models');
  });

  it('asks for a kind above chance beside one that is not, both of them read', () => {
    expect(done(plain)).not.toContain('above');
    expect(done(rowWith({ sentiment: 10 }))).toContain('above');
    expect(done(rowWith(Object.fromEntries(pairKinds.map((kind) => [kind, 10]))))).not.toContain('above');
    const nothing = { read: 0, right: 0, unknown: 10, long: 0, frequent: 0 };
    const alone = Object.fromEntries(pairKinds.map((kind) => [kind, nothing])) as unknown as KindsRow['kinds'];
    expect(done({ ...plain, kinds: { ...alone, facts: { ...nothing, read: 10, right: 10 } } })).not.toContain('above');
  });

  it('asks for a kind that the same model learned between two measurements', () => {
    const later = rowWith({ sentiment: 9 });
    expect(done(plain, later)).toContain('learned');
    expect(done(later, plain)).not.toContain('learned');
    expect(done(plain, { ...later, model: 'encoder' })).not.toContain('learned');
    expect(done(plain, { ...later, runId: 'two' })).not.toContain('learned');
    expect(done(later, later)).not.toContain('learned');
  });
});

it('reads rows again from JSON', () => {
  const state = { ...kindsLab.start, rows: [rowWith({ topic: 9 })], row: 0 };
  expect(kindsLab.read!(JSON.parse(JSON.stringify(state)))).toEqual(state);
  expect(kindsLab.read!({ ...state, rows: [{ ...state.rows[0], model: 'other' }] })).toBeNull();
});

it('reads no figures that ten pairs cannot have: of another version, or of nobody', () => {
  const row = rowWith({});
  const state = { ...kindsLab.start, rows: [row], row: 0 };
  const withFacts = (facts: object) => ({
    ...state,
    rows: [{ ...row, kinds: { ...row.kinds, facts: { ...row.kinds.facts, ...facts } } }],
  });
  expect(kindsLab.read!(withFacts({ read: 6, right: 6, unknown: 3, long: 1 }))).not.toBeNull();
  for (const facts of [
    { right: 11 },
    { right: 4.5 },
    { right: -1 },
    { read: 20, right: 20 },
    { read: 6, right: 7, unknown: 4 },
    { frequent: 11 },
    { frequent: -1 },
  ]) {
    expect(kindsLab.read!(withFacts(facts)), JSON.stringify(facts)).toBeNull();
  }
  for (const row of [-1, 0.5]) expect(kindsLab.read!({ ...state, row })).toBeNull();
});
