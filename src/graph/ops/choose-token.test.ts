import { describe, expect, it } from 'vitest';
import { Graph } from '../graph.ts';
import { runReference } from '../reference.ts';
import { chooseToken, gumbel, likeliestTokens } from './choose-token.ts';
import { weightedSum } from './elementwise.ts';
import { logZero } from './log-softmax.ts';

const bits = (...barred: number[]) => [barred.reduce((word, c) => word | (1 << c), 0) >>> 0];

/** One token of each row. */
function choose(logits: number[][], temperature: number, draws: number[][], barred = bits()) {
  const [rows, v] = [logits.length, logits[0]!.length];
  const graph = new Graph();
  const chosen = chooseToken(graph, graph.input('logits', [rows, v]), graph.input('barred', [1], 'u32'), {
    temperature: graph.input('temperature', [1]),
    draws: graph.input('draws', [rows, 2], 'u32'),
  });
  const run = runReference(graph, { logits: logits.flat(), barred, temperature: [temperature], draws: draws.flat() });
  return { tokens: [...run.value(chosen.tokens).data], logs: [...run.value(chosen.logs).data] };
}

function likeliest(logits: number[], count: number, barred = bits()) {
  const graph = new Graph();
  const given = graph.input('logits', [1, logits.length]);
  const { tokens, logs } = likeliestTokens(graph, given, graph.input('barred', [1], 'u32'), count);
  const run = runReference(graph, { logits, barred });
  return { tokens: [...run.value(tokens).data], logs: [...run.value(logs).data] };
}

/** The statistic of Pearson's test. */
const chiSquare = (counts: number[], expected: number[]) =>
  counts.reduce((sum, count, i) => sum + (count - expected[i]!) ** 2 / expected[i]!, 0);

describe('the choice of a token', () => {
  it('takes the likeliest at temperature 0, the lowest of equal ones, never a barred one, whatever the seed', () => {
    const logits = [
      [1, 3, 3, 2],
      [5, 5, 5, 5],
    ];
    for (const seed of [1, 2, 3]) {
      const draws = [
        [seed, 0],
        [seed, 1],
      ];
      expect(choose(logits, 0, draws).tokens).toEqual([1, 0]);
      expect(choose(logits, 0, draws, bits(0, 1)).tokens).toEqual([2, 2]);
    }
  });

  it('tells the log-probability among the allowed tokens at temperature 1', () => {
    // e⁰ : e^ln2 : e^ln5 = 1 : 2 : 5
    const logits = [[0, Math.log(2), Math.log(5)]];
    for (const temperature of [0, 1e-4]) {
      expect(choose(logits, temperature, [[1, 1]]).logs[0]).toBeCloseTo(Math.log(5 / 8), 12);
      expect(choose(logits, temperature, [[1, 1]], bits(2)).logs[0]).toBeCloseTo(Math.log(2 / 3), 12);
    }
  });

  it('follows softmax(logits / temperature) over the allowed tokens', () => {
    const row = [0.3, -1, 1.2, 0, 9, 0.7];
    const rows = 20_000;
    const barred = [4];
    for (const temperature of [0.6, 1, 2.5]) {
      const draws = Array.from({ length: rows }, (_, i) => [7, i]);
      const { tokens } = choose(new Array(rows).fill(row), temperature, draws, bits(...barred));
      const weights = row.map((x, c) => (barred.includes(c) ? 0 : Math.exp(x / temperature)));
      const total = weights.reduce((a, b) => a + b, 0);
      const counts = row.map((_, c) => tokens.filter((token) => token === c).length);
      expect(counts[4]).toBe(0);
      const seen = [0, 1, 2, 3, 5];
      const statistic = chiSquare(
        seen.map((c) => counts[c]!),
        seen.map((c) => (rows * weights[c]!) / total),
      );
      // exceeded with a probability of .001 at four degrees of freedom
      expect(statistic, `temperature ${temperature}`).toBeLessThan(18.47);
    }
  });

  it('draws independently at neighbouring counters and at neighbouring seeds', () => {
    const rows = 20_000;
    const fair = new Array(rows).fill([0, 0]);
    const at = (seed: (i: number) => number, counter: (i: number) => number) =>
      choose(
        fair,
        1,
        Array.from({ length: rows }, (_, i) => [seed(i), counter(i)]),
      ).tokens;
    const first = at(
      () => 3,
      (i) => i,
    );
    for (const second of [
      at(
        () => 3,
        (i) => i + 1,
      ),
      at(
        () => 4,
        (i) => i,
      ),
    ]) {
      const pairs = [0, 1, 2, 3].map((pair) => first.filter((a, i) => 2 * a + second[i]! === pair).length);
      // exceeded with a probability of .001 at three degrees of freedom
      expect(chiSquare(pairs, new Array(4).fill(rows / 4))).toBeLessThan(16.27);
    }
  });

  it('has the Gumbel variables −log(−log u)', () => {
    // v = ½ is u = ½; the smallest v is 2⁻³³
    expect(gumbel(2 ** 31)).toBeCloseTo(-Math.log(Math.log(2)), 12);
    expect(gumbel(0)).toBeCloseTo(33 * Math.log(2), 9);
    expect(gumbel(2 ** 32 - 1)).toBeCloseTo(-Math.log(24 * Math.log(2)), 12);
  });

  it('has no gradient', () => {
    const graph = new Graph();
    const { tokens } = likeliestTokens(graph, graph.parameter('logits', [1, 3]), graph.input('barred', [1], 'u32'), 2);
    const loss = weightedSum(graph, tokens, graph.input('weights', [1, 2]));
    expect(() => runReference(graph, { logits: [1, 2, 3], barred: [0], weights: [1, 1] }, loss)).toThrow(/no gradient/);
  });
});

describe('the likeliest tokens', () => {
  it('come in order, the lower of equal ones first', () => {
    const { tokens, logs } = likeliest([0, Math.log(2), 0, Math.log(4)], 3);
    expect(tokens).toEqual([3, 1, 0]);
    [4 / 8, 2 / 8, 1 / 8].forEach((p, n) => {
      expect(logs[n]).toBeCloseTo(Math.log(p), 12);
    });
  });

  it('are fewer where fewer are allowed', () => {
    expect(likeliest([1, 2, 3], 3, bits(2))).toEqual({
      tokens: [1, 0, 3],
      logs: [expect.closeTo(-Math.log(1 + Math.exp(-1)), 12), expect.closeTo(-Math.log(1 + Math.exp(1)), 12), logZero],
    });
  });
});
