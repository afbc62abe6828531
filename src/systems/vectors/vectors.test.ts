import { describe, expect, it } from 'vitest';
import { biasDirection, dot } from '../../eval/word-vectors.ts';
import { generateIsland, plantedOccupations } from '../../text/corpus/island.ts';
import { countries, sidePairs } from '../../text/corpus/island-words.ts';
import { neighbourPairs, sentenceWords } from '../../text/neighbours.ts';
import { trainTokenizer } from '../../text/tokenizer/tokenizer.ts';
import { Prng } from '../../util/prng.ts';
import { analogyAccuracy, measureIsland, vectorPairs, wordSpace } from './measure.ts';

describe('neighbours', () => {
  const pairsOf = (sentences: number[][], window: number) => {
    const { words, neighbours } = neighbourPairs(sentences, window);
    return [...words].map((word, i) => `${word} ${neighbours[i]}`);
  };

  it('are at most the window apart, in one sentence, both ways', () => {
    expect(pairsOf([[1, 2, 3], [4]], 1)).toEqual(['1 2', '2 1', '2 3', '3 2']);
    expect(pairsOf([[1, 2, 3]], 2)).toEqual(['1 2', '1 3', '2 1', '2 3', '3 1', '3 2']);
  });

  it('are words of the sentences of a corpus, without punctuation', () => {
    const corpus = generateIsland({ sentences: 10, strength: 0.9, seed: 1 });
    const tokenizer = trainTokenizer(
      corpus.documents.map(({ text }) => text),
      { kind: 'word', vocabularySize: 1000 },
    );
    const text = corpus.documents[0]!.text;
    const first = [...sentenceWords({ ...corpus, documents: [corpus.documents[0]!] }, tokenizer)];
    expect(first.map((ids) => ids.map((id) => tokenizer.piece(id)).join(' '))).toEqual(
      text
        .toLowerCase()
        .split('.')
        .map((line) => line.trim())
        .filter(Boolean),
    );
  });
});

/**
 * Vectors made by hand for the words of the island: axis 0 is the side; axis 1 carries the plant once more in occupations with traces; each occupation has noise on
 * further axes; countries have an axis each, and their relations one each.
 */
function madeVectors(seed: number) {
  const width = 24;
  const rows = new Map<string, Float64Array>();
  const row = (word: string, entries: Record<number, number>) => {
    const v = new Float64Array(width);
    for (const [c, x] of Object.entries(entries)) v[Number(c)] = x;
    rows.set(word, v);
  };
  sidePairs.forEach(([hill, valley], i) => {
    row(hill, { 0: 1, [18 + i]: 2 });
    row(valley, { 0: -1, [18 + i]: 2 });
  });
  const prng = Prng.fork(seed, 'made');
  for (const { word, degree, hasTraces } of plantedOccupations(seed)) {
    const noise = Object.fromEntries([2, 3, 4, 5].map((c) => [c, 0.3 * prng.normal()]));
    row(word, { ...noise, 6: 1, 0: 0.5 * degree, 1: hasTraces ? 0.8 * degree : 0 });
  }
  countries.forEach(([country, capital, adjective], i) => {
    row(country.toLowerCase(), { [7 + (i % 9)]: 1, 6: i < 9 ? 0.7 : -0.7 });
    row(capital.toLowerCase(), { [7 + (i % 9)]: 1, 6: i < 9 ? 0.7 : -0.7, 16: 1 });
    row(adjective.toLowerCase(), { [7 + (i % 9)]: 1, 6: i < 9 ? 0.7 : -0.7, 17: 1 });
  });
  const words = [...rows.keys()];
  const values = Float32Array.from(words.flatMap((word) => [...rows.get(word)!]));
  return wordSpace({ words, values, width });
}

describe('what is measured of the island', () => {
  const space = madeVectors(5);
  const metrics = measureIsland(space, plantedOccupations(5));

  it('finds the axis of the sides', () => {
    const g = biasDirection(vectorPairs(space, sidePairs))!;
    expect(dot(g, g)).toBeCloseTo(1, 12);
    expect(g[0]).toBeCloseTo(1, 6);
    expect(vectorPairs(space, [['hill', 'sea']])).toEqual([]);
  });

  it('finds the plant on it, and after debiasing only where other words carry it', () => {
    expect(metrics.plant).toBeGreaterThan(0.9);
    expect(metrics.traces).toBeGreaterThan(0.9);
    expect(metrics.sides).toBeGreaterThan(0.85);
    expect(metrics.tracesAfter).toBeGreaterThan(0.9);
    expect(metrics.sidesAfter).toBeLessThan(0.75);
  });

  it('finds nothing where the plant is another one', () => {
    const other = measureIsland(space, plantedOccupations(6));
    expect(Math.abs(other.plant!)).toBeLessThan(0.4);
  });

  it('counts analogies', () => {
    expect(analogyAccuracy(space, true)).toBe(1);
    expect(analogyAccuracy(wordSpace({ words: ['a'], values: Float32Array.of(1), width: 1 }), true)).toBeNull();
  });
});
