import { describe, expect, it } from 'vitest';
import { packSequences } from '../text/tokenizer/tokens.ts';
import { Prng } from '../util/prng.ts';
import { Bm25 } from './bm25.ts';

const split = (text: string) => text.split(' ');

describe('Bm25', () => {
  // The expected values come from an independent implementation.
  const documents = ['cat sat mat', 'cat cat dog ran far', 'dog barked', 'the bird sang a song'].map(split);

  it.each([
    [{ k1: 0.9, b: 0.4 }, [0.379183, 0.80218, 0.4002]],
    [{ k1: 1.2, b: 0.75 }, [0.343142, 0.673343, 0.389409]],
  ])('reproduces the worked example with %o', (settings, expected) => {
    const { documents: found, scores } = Bm25.ofWords(documents, settings).search(['cat', 'dog'], 10);
    expect([...found]).toEqual([1, 2, 0]);
    expect(scores[0]).toBeCloseTo(expected[1]!, 6);
    expect(scores[1]).toBeCloseTo(expected[2]!, 6);
    expect(scores[2]).toBeCloseTo(expected[0]!, 6);
  });

  it('takes k1 .9 and b .4 by default, counts a repeated word twice and unknown words not at all', () => {
    const { search } = Bm25.ofWords(documents);
    expect(search(['cat', 'dog', 'unicorn'], 1).scores[0]).toBeCloseTo(0.80218, 6);
    expect(search(['bird', 'bird'], 1).scores[0]).toBeCloseTo(2 * search(['bird'], 1).scores[0]!, 12);
    expect(search(['unicorn'], 3).documents).toHaveLength(0);
    expect(search([], 3).documents).toHaveLength(0);
    expect(search(['cat'], 0).documents).toHaveLength(0);
  });

  it('agrees with the formula applied to every document, over random token ids', () => {
    const prng = new Prng(4);
    const collection = Array.from({ length: 300 }, () =>
      Array.from({ length: prng.int(30) }, () => prng.int(1 + prng.int(60))),
    );
    const index = new Bm25(packSequences(collection), 60, { k1: 1.1, b: 0.6 });
    const average = collection.reduce((sum, { length }) => sum + length, 0) / collection.length;
    for (let trial = 0; trial < 40; trial++) {
      const query = Array.from({ length: 1 + prng.int(6) }, () => prng.int(64) - 2);
      const brute = collection
        .map((document, d) => {
          let score = 0;
          for (const t of query) {
            const n = collection.filter((other) => other.includes(t)).length;
            const tf = document.filter((token) => token === t).length;
            const idf = Math.log(1 + (collection.length - n + 0.5) / (n + 0.5));
            score += (idf * tf) / (tf + 1.1 * (1 - 0.6 + (0.6 * document.length) / average) || 1);
          }
          return { d, score };
        })
        .filter(({ score }) => score > 0)
        .sort((x, y) => y.score - x.score || x.d - y.d);
      for (const k of [1, 7, 1000]) {
        const result = index.search(query, k);
        expect(result.documents).toHaveLength(Math.min(k, brute.length));
        result.scores.forEach((score, i) => {
          expect(score).toBeCloseTo(brute[i]!.score, 9);
          expect(score).toBeCloseTo(brute.find(({ d }) => d === result.documents[i])!.score, 9);
        });
      }
    }
  });

  it('gives equals in the order of the collection', () => {
    const { search } = Bm25.ofWords(['x y', 'x z', 'w', 'x y'].map(split));
    expect([...search(['x'], 2).documents]).toEqual([0, 1]);
    expect([...search(['x', 'y'], 3).documents]).toEqual([0, 3, 1]);
  });

  it('keeps the first of equals whatever the order in which their words are met, and scores in float64', () => {
    // 60 copies in pairs: even ones hold x, odd ones y, so the postings of x come before those of y.
    const { search } = Bm25.ofWords(Array.from({ length: 60 }, (_, d) => [d % 2 ? 'y' : 'x', 'z']));
    for (const query of [['x', 'y'], ['y', 'x'], ['z']]) {
      for (const k of [1, 5, 59, 60]) {
        expect([...search(query, k).documents]).toEqual(Array.from({ length: k }, (_, d) => d));
      }
    }
    const { scores } = search(['x'], 1);
    expect(scores).toBeInstanceOf(Float64Array);
    const df = 30;
    expect(scores[0]).toBeCloseTo(Math.log(1 + (60 - df + 0.5) / (df + 0.5)) / (1 + 0.9), 12);
  });

  it('scores every document, those without a word of the query with 0', () => {
    const { scores } = Bm25.ofWords(documents);
    for (let again = 0; again < 2; again++) {
      const all = scores(['cat', 'dog']);
      [0.379183, 0.80218, 0.4002, 0].forEach((score, d) => {
        expect(all[d]).toBeCloseTo(score, 6);
      });
    }
    expect([...scores(['unicorn'])]).toEqual([0, 0, 0, 0]);
  });

  it('searches an empty collection and empty documents', () => {
    expect(Bm25.ofWords([]).search(['a'], 3).documents).toHaveLength(0);
    expect([...Bm25.ofWords([[], ['a']]).search(['a'], 3).documents]).toEqual([1]);
  });
});
