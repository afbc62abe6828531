import { describe, expect, it } from 'vitest';
import { Graph } from '../graph.ts';
import { runReference } from '../reference.ts';
import { dropout, dropoutSeed } from './dropout.ts';
import { pcg3d } from './pcg3d.ts';

const n = 40_000;
const rate = 0.1;
const x = new Float64Array(n).fill(1);

/** Two dropouts of the same values in one graph. */
function dropped(seed: number): [Float64Array, Float64Array] {
  const graph = new Graph();
  const input = graph.input('x', [n]);
  const [a, b] = [dropout(graph, input, rate), dropout(graph, input, rate)];
  const run = runReference(graph, { x, [dropoutSeed]: [seed] });
  return [run.value(a).data, run.value(b).data];
}

/** Standard deviations between the number of dropped elements of n and n · p. */
const deviation = (count: number, of: number, p: number) => Math.abs(count - of * p) / Math.sqrt(of * p * (1 - p));

describe('dropout', () => {
  it('drops a share `rate` and divides what it keeps by 1 − rate', () => {
    const [values] = dropped(5);
    const zeros = values.filter((value) => value === 0).length;
    expect(deviation(zeros, n, rate)).toBeLessThan(4);
    for (const value of values) expect(value === 0 || value === 1 / (1 - rate)).toBe(true);
  });

  it('drops other elements at another seed and at another place of the graph, and none of both more often than chance', () => {
    const [first, second] = dropped(5);
    const [other] = dropped(6);
    for (const one of [second, other]) {
      const both = first.filter((value, i) => value === 0 && one[i] === 0).length;
      expect(deviation(both, n, rate * rate)).toBeLessThan(4);
    }
    expect(dropped(5)).toEqual([first, second]);
  });

  it('drops neighbours independently of each other', () => {
    const [values] = dropped(9);
    for (const distance of [1, 2, 64]) {
      const both = values.filter((value, i) => value === 0 && values[i + distance] === 0).length;
      expect(deviation(both, n - distance, rate * rate)).toBeLessThan(4);
    }
  });

  it('with rate 0 changes nothing, and refuses a rate of 1', () => {
    const graph = new Graph();
    const kept = dropout(graph, graph.input('x', [n]), 0);
    expect(runReference(graph, { x, [dropoutSeed]: [3] }).value(kept).data).toEqual(x);
    expect(() => dropout(graph, kept, 1)).toThrow(/rate is 1/);
  });

  it('hashes as pcg3d does, here in integers of any size', () => {
    const mod = (value: bigint) => value & 0xffff_ffffn;
    for (const key of [
      [0, 0, 0],
      [1, 2, 3],
      [123_456, 77, 0xffff_ffff],
    ]) {
      let [a, b, c] = key.map((word) => mod(BigInt(word) * 1664525n + 1013904223n)) as [bigint, bigint, bigint];
      a = mod(a + b * c);
      b = mod(b + c * a);
      c = mod(c + a * b);
      [a, b, c] = [a ^ (a >> 16n), b ^ (b >> 16n), c ^ (c >> 16n)];
      a = mod(a + b * c);
      expect(pcg3d(key[0]!, key[1]!, key[2]!)).toBe(Number(a));
    }
  });
});
