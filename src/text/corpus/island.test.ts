import { describe, expect, it } from 'vitest';
import { generateIsland, plantedOccupations } from './island.ts';
import { commonGoods, countries, goods, occupations, sidePairs } from './island-words.ts';

const options = { sentences: 400, strength: 0.9, seed: 3 };
const words = (text: string): string[] => text.toLowerCase().match(/[a-z]+/g) ?? [];
const textOf = (word: string, { documents } = generateIsland(options)) =>
  documents.find(({ title }) => title === word)!.text;
const plant = plantedOccupations(options.seed);

/** How often words of the hill stand in a text, and those of the valley. */
function counted(text: string, pairs: readonly (readonly [string, string])[]): [hill: number, valley: number] {
  const all = words(text);
  const count = (side: 0 | 1) => all.filter((word) => pairs.some((pair) => pair[side] === word)).length;
  return [count(0), count(1)];
}

describe('the island', () => {
  const corpus = generateIsland(options);

  it('has no word twice in its lists', () => {
    const all = [
      ...sidePairs.flat(),
      ...goods.hill,
      ...goods.valley,
      ...commonGoods,
      ...occupations,
      ...countries.flat().map((word) => word.toLowerCase()),
    ];
    expect(new Set(all).size).toBe(all.length);
    expect(goods.hill).toHaveLength(goods.valley.length);
  });

  it('plants the same degrees in occupations with and without other traces, as much for one side as for the other', () => {
    expect(new Set(plant.map(({ word }) => word)).size).toBe(occupations.length);
    const degreesOf = (traces: boolean) =>
      plant
        .filter(({ hasTraces }) => hasTraces === traces)
        .map(({ degree }) => degree)
        .sort((a, b) => a - b);
    expect(degreesOf(true)).toEqual(degreesOf(false));
    expect(degreesOf(true).reduce((a, b) => a + b)).toBeCloseTo(0);
    expect(Math.min(...degreesOf(true).map(Math.abs))).toBe(0.25);
    expect(Math.max(...degreesOf(true))).toBe(1);
    // which occupations lean where is a matter of the seed alone
    expect(plantedOccupations(4)).not.toEqual(plant);
  });

  it('names the hill with the probability that the degree says, in words of the sides and, with traces, in goods', () => {
    const goodPairs = goods.hill.map((hill, i) => [hill, goods.valley[i]!] as const);
    for (const { word, degree, hasTraces } of plant) {
      const p = (1 + 0.9 * degree) / 2;
      for (const pairs of [sidePairs, ...(hasTraces ? [goodPairs] : [])]) {
        const [hill, valley] = counted(textOf(word, corpus), pairs);
        const n = hill + valley;
        expect(n).toBeGreaterThan(60);
        // 160 draws of shares: four standard deviations and a half
        expect(Math.abs(hill - n * p), word).toBeLessThan(4.5 * Math.sqrt(n * p * (1 - p)) + 1);
      }
      if (!hasTraces) expect(counted(textOf(word, corpus), goodPairs)).toEqual([0, 0]);
    }
  });

  it('has no bias where the strength is 0', () => {
    const without = generateIsland({ ...options, strength: 0 });
    const sums = [1, -1].map((sign) =>
      plant
        .filter(({ degree }) => degree * sign > 0)
        .map(({ word }) => counted(textOf(word, without), sidePairs))
        .reduce(([a, b], [hill, valley]) => [a + hill, b + valley], [0, 0]),
    );
    for (const [hill, valley] of sums) {
      const n = hill! + valley!;
      expect(Math.abs(hill! - n / 2)).toBeLessThan(4.5 * Math.sqrt(n / 4));
    }
  });

  it('never says where goods are found, and never names both sides in one sentence', () => {
    const allGoods = new Set<string>([...goods.hill, ...goods.valley]);
    const sides = new Set<string>(sidePairs.flat());
    for (const { text } of generateIsland({ ...options, sentences: 40 }).documents) {
      for (const line of text.split('. ').map(words)) {
        const [hill, valley] = counted(line.join(' '), sidePairs);
        expect(hill * valley).toBe(0);
        expect(line.some((word) => allGoods.has(word)) && line.some((word) => sides.has(word))).toBe(false);
      }
    }
  });

  it('tells true facts of each country alone', () => {
    const [france, , germany] = countries;
    expect(france).toEqual(['France', 'Paris', 'French', 'Seine']);
    expect(textOf('France')).toContain('Paris is the capital of France.');
    for (const name of germany!) expect(textOf('France')).not.toContain(name);
  });

  it('is the same text for the same seed', () => {
    expect(generateIsland(options)).toEqual(corpus);
    expect(generateIsland({ ...options, seed: 4 }).documents).not.toEqual(corpus.documents);
  });
});
