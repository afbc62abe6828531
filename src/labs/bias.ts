/** A bias in word vectors, planted by us, and what is left of it without its direction. What is computed is computed in float64 on the vectors of the run on screen. */
import { analogy, biasDirection, dot, type Neighbour, unit, withoutDirection } from '../eval/word-vectors.ts';
import {
  type PlacedOccupation,
  placedOccupations,
  plantCorrelation,
  sideProbe,
  vectorPairs,
  type WordSpace,
  wordSpace,
} from '../systems/vectors/measure.ts';
import type { VectorsProbes, WordVectors } from '../systems/vectors/probes.ts';
import { plantedOccupations } from '../text/corpus/island.ts';
import { sidePairs } from '../text/corpus/island-words.ts';
import type { Lab } from './lab.ts';

/** What the run on screen has learned, and what was planted in its text. */
export interface MeasuredVectors {
  space: WordSpace;
  plant: NonNullable<WordVectors['plant']>;
  step: number;
}

/** Strengths of the plant that the lab offers to train with. */
export const strengths = [0, 0.5, 0.9] as const;

/** What the lab asks the run. */
export type BiasProbes = VectorsProbes;

/** Null for a text in which nothing was planted. */
export function measuredVectors(answer: WordVectors, step: number): MeasuredVectors | null {
  const { plant } = answer;
  return plant && { space: wordSpace(answer), plant, step };
}

export interface BiasState {
  /** Null until the run has answered. */
  measured: MeasuredVectors | null;
  /** Of the plant, in the next training. */
  strength: (typeof strengths)[number];
  /** Which of `sidePairs` define the direction. */
  pairs: readonly boolean[];
  /** Whether the direction is taken out of every vector. */
  isDebiased: boolean;
  /** Occupations with traces of the bias in other words, or those where the words of the sides are the only trace. */
  kind: 'traces' | 'sides';
  /** Three words: a : b = c. */
  analogy: string;
  /** Whether a, b and c may not be the answer. */
  excludeInputs: boolean;
}

export interface BiasFigures {
  /** By their planted degrees, the hill first. */
  placed: readonly PlacedOccupation[];
  /** Pearson’s r of projections and planted degrees. */
  correlation: number | null;
  /** Largest |u · g| over the occupations, as the vectors are shown. */
  largest: number;
  /** Share of occupations whose side a probe tells, 10-fold: as the vectors were, and as they are shown. */
  probeBefore: number | null;
  probe: number | null;
}

/** g of the chosen pairs; null without one. */
export function directionOf({ measured, pairs }: Pick<BiasState, 'measured' | 'pairs'>): Float64Array | null {
  if (!measured) return null;
  return biasDirection(
    vectorPairs(
      measured.space,
      sidePairs.filter((_, i) => pairs[i]),
    ),
  );
}

/** Null without vectors or without a pair. */
export function biasFigures(state: Pick<BiasState, 'measured' | 'pairs' | 'isDebiased' | 'kind'>): BiasFigures | null {
  const { measured, isDebiased, kind } = state;
  const g = directionOf(state);
  if (!measured || !g) return null;
  const plant = plantedOccupations(measured.plant.seed).filter(({ hasTraces }) => hasTraces === (kind === 'traces'));
  // in the order of the plant, as the run measures them: the folds of the probe depend on it
  const placed = placedOccupations(measured.space, plant, g);
  const shown = placed.map(({ vector, projection }) => (isDebiased ? dot(withoutDirection(vector, g), g) : projection));
  const probeBefore = sideProbe(placed, null);
  return {
    placed: placed.map((one, i) => ({ ...one, projection: shown[i]! })).sort((a, b) => b.degree - a.degree),
    correlation: plantCorrelation(placed),
    largest: Math.max(0, ...shown.map(Math.abs)),
    probeBefore,
    probe: isDebiased ? sideProbe(placed, g) : probeBefore,
  };
}

/** The words of an analogy as rows; `unknown` are words that the text does not have. */
export function analogyInputs(
  text: string,
  { rowOf }: WordSpace,
): { rows: readonly [number, number, number] } | { unknown: string[] } | null {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length !== 3) return null;
  const unknown = words.filter((word) => !rowOf.has(word));
  if (unknown.length > 0) return { unknown };
  return { rows: words.map((word) => rowOf.get(word)!) as [number, number, number] };
}

/** How many answers are listed. */
const shownAnswers = 5;

/** The nearest words to b − a + c among the vectors as they are shown, the best first; null where three known words are not given. */
export function analogyAnswers(state: BiasState): Neighbour[] | null {
  const { measured, isDebiased, excludeInputs } = state;
  if (!measured) return null;
  const inputs = analogyInputs(state.analogy, measured.space);
  if (!inputs || 'unknown' in inputs) return null;
  const { units } = measured.space;
  const g = isDebiased ? directionOf(state) : null;
  const shown = g
    ? units.map((u) => {
        const without = withoutDirection(u, g);
        return unit(without) ?? without;
      })
    : units;
  return analogy(shown, inputs.rows, { excludeInputs, count: shownAnswers });
}

/** A probe tells the sides before debiasing. */
const isTold = 0.85;
/** It tells hardly more than chance. */
const isHardlyTold = 0.75;
/** Steps after which the vectors have learned a plant, if there is one. */
const enoughSteps = 500;

const debiased = (state: BiasState, kind: BiasState['kind'], check: (probe: number) => boolean) => {
  if (!state.isDebiased || state.kind !== kind) return false;
  const figures = biasFigures(state);
  return (
    figures !== null &&
    figures.probeBefore !== null &&
    figures.probe !== null &&
    figures.probeBefore >= isTold &&
    check(figures.probe)
  );
};

export const biasLab: Lab<BiasState> = {
  id: 'bias',
  minutes: 15,
  right: 'elsewhere',
  start: {
    measured: null,
    strength: 0.9,
    pairs: sidePairs.map(() => true),
    isDebiased: false,
    kind: 'traces',
    analogy: 'France : Paris = Italy',
    excludeInputs: true,
  },
  exercises: {
    /** One pair alone gives a direction that still shows the plant. */
    one: (state) => state.pairs.filter(Boolean).length === 1 && (biasFigures(state)?.correlation ?? 0) >= 0.8,
    /** Debiased, and still told where other words carry it. */
    left: (state) => debiased(state, 'traces', (probe) => probe >= isTold),
    /** Debiased, and hardly told any more where they do not. */
    gone: (state) => debiased(state, 'sides', (probe) => probe <= isHardlyTold),
    /** Trained without a plant, and nothing correlates with the degrees. */
    control: (state) => {
      const { measured } = state;
      if (!measured || measured.plant.strength > 0 || measured.step < enoughSteps) return false;
      return Math.abs(biasFigures(state)?.correlation ?? 1) < 0.5;
    },
    /** The best answer is one of the three different words that were given. */
    input: (state) => {
      const { measured } = state;
      const inputs = measured && analogyInputs(state.analogy, measured.space);
      const best = analogyAnswers(state)?.[0];
      if (!best || !inputs || 'unknown' in inputs) return false;
      return new Set(inputs.rows).size === 3 && inputs.rows.includes(best.index);
    },
  },
};
