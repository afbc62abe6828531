/** What word vectors have learned of the island: its planted bias, before and after debiasing, and its analogies. In float64. */
import { probeAccuracy } from '../../eval/linear-probe.ts';
import { analogy, biasDirection, correlation, dot, unit, withoutDirection } from '../../eval/word-vectors.ts';
import type { Metrics } from '../../run/records.ts';
import type { PlantedOccupation } from '../../text/corpus/island.ts';
import { countries, sidePairs } from '../../text/corpus/island-words.ts';
import type { WordVectors } from './probes.ts';

/** Word vectors of length 1. */
export interface WordSpace {
  words: readonly string[];
  /** (words, d). */
  units: readonly Float64Array[];
  rowOf: ReadonlyMap<string, number>;
}

export function wordSpace({ words, values, width }: Pick<WordVectors, 'words' | 'values' | 'width'>): WordSpace {
  // a vector of zeros stays what it is
  const units = words.map((_, i) => {
    const row = Float64Array.from(values.subarray(i * width, (i + 1) * width));
    return unit(row) ?? row;
  });
  return { words, units, rowOf: new Map(words.map((word, i) => [word, i])) };
}

/** The vectors of a pair of words, of each pair of which the text has both. */
export function vectorPairs(
  { units, rowOf }: WordSpace,
  pairs: readonly (readonly [string, string])[],
): (readonly [Float64Array, Float64Array])[] {
  return pairs.flatMap(([one, other]) => {
    const rows = [rowOf.get(one), rowOf.get(other)];
    return rows[0] === undefined || rows[1] === undefined ? [] : [[units[rows[0]]!, units[rows[1]]!] as const];
  });
}

export interface PlacedOccupation extends PlantedOccupation {
  /** u, of length 1. */
  vector: Float64Array;
  /** u · g, from −1 (valley) to 1 (hill). */
  projection: number;
}

/** The occupations along a direction of length 1; those that the text lacks are left out. */
export function placedOccupations(
  { units, rowOf }: WordSpace,
  plant: readonly PlantedOccupation[],
  g: Float64Array,
): PlacedOccupation[] {
  return plant.flatMap((one) => {
    const row = rowOf.get(one.word);
    return row === undefined ? [] : [{ ...one, vector: units[row]!, projection: dot(units[row]!, g) }];
  });
}

/** Share of occupations whose side a probe tells from the vectors, as they are or without g. */
export function sideProbe(placed: readonly PlacedOccupation[], g: Float64Array | null): number | null {
  return probeAccuracy(
    placed.map(({ vector }) => (g ? withoutDirection(vector, g) : vector)),
    placed.map(({ degree }) => degree > 0),
  );
}

/** Pearson’s r of the projections and the planted degrees. */
export const plantCorrelation = (placed: readonly PlacedOccupation[]): number | null =>
  correlation(
    placed.map(({ projection }) => projection),
    placed.map(({ degree }) => degree),
  );

/** Relations of the island: pairs of words, each of which is to the other as in every other pair. */
export const relations: readonly (readonly (readonly [string, string])[])[] = [
  countries.map(([country, capital]) => [country.toLowerCase(), capital.toLowerCase()] as const),
  countries.map(([country, , adjective]) => [country.toLowerCase(), adjective.toLowerCase()] as const),
  sidePairs,
];

/** Share of the questions a : b = c : ? between two pairs of one relation that are answered right; null if the text lacks a word of all of them. */
export function analogyAccuracy({ units, rowOf }: WordSpace, excludeInputs: boolean): number | null {
  const outcomes = relations.flatMap((pairs) => {
    const rows = pairs.flatMap((pair) => {
      const [one, other] = pair.map((word) => rowOf.get(word));
      return one === undefined || other === undefined ? [] : [[one, other] as const];
    });
    return rows.flatMap(([a, b], i) =>
      rows.flatMap(([c, d], j) => (i === j ? [] : [analogy(units, [a, b, c], { excludeInputs })[0]?.index === d])),
    );
  });
  return outcomes.length === 0 ? null : outcomes.filter(Boolean).length / outcomes.length;
}

/** The metrics of an evaluation (`metrics.ts`). */
export function measureIsland(space: WordSpace, plant: readonly PlantedOccupation[]): Metrics {
  const analogies = {
    analogies: analogyAccuracy(space, true),
    analogiesWithInputs: analogyAccuracy(space, false),
  };
  const g = biasDirection(vectorPairs(space, sidePairs));
  if (!g) return analogies;
  const placed = placedOccupations(space, plant, g);
  const [traces, sides] = [true, false].map((kind) => placed.filter(({ hasTraces }) => hasTraces === kind)) as [
    PlacedOccupation[],
    PlacedOccupation[],
  ];
  return {
    plant: plantCorrelation(placed),
    traces: sideProbe(traces, null),
    tracesAfter: sideProbe(traces, g),
    sides: sideProbe(sides, null),
    sidesAfter: sideProbe(sides, g),
    ...analogies,
  };
}
