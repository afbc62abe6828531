import { describe, expect, it } from 'vitest';
import { type Cluster, clusterBootstrap, clustersOf } from './bootstrap.ts';

const single = (values: readonly number[]): Cluster[] => values.map((sum) => ({ sum, n: 1 }));

/** The mean of every possible resample, in order: n clusters have n^n. */
function allMeans(clusters: readonly Cluster[]): number[] {
  let partial = [{ sum: 0, n: 0 }];
  for (let i = 0; i < clusters.length; i++) {
    partial = partial.flatMap((one) => clusters.map(({ sum, n }) => ({ sum: one.sum + sum, n: one.n + n })));
  }
  return partial.map(({ sum, n }) => sum / n).sort((a, b) => a - b);
}

describe('the cluster bootstrap', () => {
  it('has the quantiles of the binomial distribution where the clusters are single right and wrong ones', () => {
    // 5 of 20 are right, so the number of right ones in a resample is of B(20, ¼): P(X ≤ 0) = .0032, P(X ≤ 1) = .0243,
    // P(X ≤ 2) = .0913; P(X ≤ 8) = .9591, P(X ≤ 9) = .9861. But .0243 is too near to .025 to be told apart by 10,000 draws.
    const { mean, low, high } = clusterBootstrap(single(Array.from({ length: 20 }, (_, i) => Number(i < 5))));
    expect(mean).toBe(0.25);
    expect([1 / 20, 2 / 20]).toContain(low);
    expect(high).toBe(9 / 20);
    // one of two: 0 and 1 with a probability of ¼ each
    expect(clusterBootstrap(single([0, 1]))).toEqual({ mean: 0.5, low: 0, high: 1 });
  });

  it('has the quantiles of all possible resamples where clusters differ in size', () => {
    const clusters = [
      { sum: 2, n: 4 },
      { sum: -1, n: 1 },
      { sum: 0, n: 3 },
      { sum: 3, n: 3 },
      { sum: 1, n: 2 },
    ];
    const all = allMeans(clusters);
    expect(all).toHaveLength(5 ** 5);
    const { mean, low, high } = clusterBootstrap(clusters);
    expect(mean).toBe(5 / 13);
    // the quantile lies where 10,000 draws can put it: three standard errors of a share of .025 are .0047
    const between = (q: number) => [
      all[Math.floor((q - 0.0047) * all.length)]!,
      all[Math.ceil((q + 0.0047) * all.length)]!,
    ];
    expect(low).toBeGreaterThanOrEqual(between(0.025)[0]!);
    expect(low).toBeLessThanOrEqual(between(0.025)[1]!);
    expect(high).toBeGreaterThanOrEqual(between(0.975)[0]!);
    expect(high).toBeLessThanOrEqual(between(0.975)[1]!);
  });

  it('does not take the same question with another seed for another question', () => {
    const once = Array.from({ length: 12 }, (_, i) => [`q${i}`, i % 3 === 0 ? 1 : i % 4 === 1 ? -1 : 0] as const);
    const thrice = [...once, ...once, ...once];
    expect(clusterBootstrap(clustersOf(thrice))).toEqual(clusterBootstrap(clustersOf(once)));
    // as if there were three times as many: narrower
    const width = ({ low, high }: { low: number; high: number }) => high - low;
    const apart = clustersOf(thrice.map(([, difference], i) => [`${i}`, difference]));
    expect(width(clusterBootstrap(apart))).toBeLessThan(0.75 * width(clusterBootstrap(clustersOf(once))));
  });

  it('has no interval for one cluster, and no mean for none', () => {
    expect(clusterBootstrap([{ sum: 3, n: 4 }])).toEqual({ mean: 0.75, low: Number.NaN, high: Number.NaN });
    expect(clusterBootstrap([])).toEqual({ mean: Number.NaN, low: Number.NaN, high: Number.NaN });
  });

  it('gathers differences by the name of their cluster', () => {
    expect(
      clustersOf([
        ['a', 1],
        ['b', -1],
        ['a', 0],
        ['a', 1],
      ]),
    ).toEqual([
      { sum: 2, n: 3 },
      { sum: -1, n: 1 },
    ]);
  });
});
