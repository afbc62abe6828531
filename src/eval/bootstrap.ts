/** How sure a mean of paired differences is when some of them depend on each other. */
import { Prng } from '../util/prng.ts';
import type { Interval } from './intervals.ts';

/** Differences of which each depends on the others, such as those of all questions about a subject, with every seed. */
export interface Cluster {
  sum: number;
  n: number;
}

/** A difference, and the name of its cluster. */
export type ClusteredDifference = readonly [cluster: string, difference: number];

const resamples = 10_000;

/** In the order in which the names occur. */
export function clustersOf(differences: readonly ClusteredDifference[]): Cluster[] {
  const clusters = new Map<string, Cluster>();
  for (const [name, difference] of differences) {
    const { sum, n } = clusters.get(name) ?? { sum: 0, n: 0 };
    clusters.set(name, { sum: sum + difference, n: n + 1 });
  }
  return [...clusters.values()];
}

/**
 * The mean of all differences, Σ sum / Σ n, with the 95% percentile interval of the cluster bootstrap (Efron 1979; Davison and Hinkley 1997, section 3.8): whole
 * clusters are drawn with replacement, as many as there are, 10,000 times, and the ends are the 2.5% and 97.5% quantiles of the means. The draws are
 * always the same. One cluster has no interval: its ends are NaN, as is everything without clusters.
 */
export function clusterBootstrap(clusters: readonly Cluster[]): { mean: number } & Interval {
  const total = (key: keyof Cluster) => clusters.reduce((sum, one) => sum + one[key], 0);
  const mean = total('sum') / total('n');
  if (clusters.length < 2) return { mean, low: Number.NaN, high: Number.NaN };
  const prng = Prng.fork(1, 'bootstrap');
  const means = Float64Array.from({ length: resamples }, () => {
    let sum = 0;
    let n = 0;
    for (let i = 0; i < clusters.length; i++) {
      const drawn = clusters[prng.int(clusters.length)]!;
      sum += drawn.sum;
      n += drawn.n;
    }
    return sum / n;
  }).sort();
  const cut = 0.025 * resamples;
  return { mean, low: means[cut]!, high: means[resamples - 1 - cut]! };
}
