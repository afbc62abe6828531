/** The file that `npm run bench -- --json FILE` writes. */

/** Calls of WebGPU per step. */
export interface Counts {
  dispatches: number;
  /** Calls of `queue.submit`. */
  submits: number;
  newBuffers: number;
  newBindGroups: number;
}

export interface Measured extends Partial<Counts> {
  /** Median over the rounds of the time of one step (of one product, for `matmul-*`), GPU included. */
  ms: number;
  /** Fastest and slowest round. */
  range?: [number, number];
  /** Losses of the first five steps. */
  losses?: number[];
}

export interface OurMeasured extends Omit<Measured, keyof Counts>, Counts {
  /** Time that the calling thread spends on one step before it may do something else; null for `realm-*`, whose step consists of several parts. */
  jsMs: number | null;
  /** Achieved rate; only multiplications and additions of matrix products and of attention are counted. */
  gflops: number;
}

export type PeerName = 'jax' | 'tfjs';

/** GPU time of one kernel over one step, all its dispatches together. */
export interface KernelShare {
  kernel: string;
  dispatches: number;
  ms: number;
  share: number;
}

/** Medians over the indexes that were built in a worker while the step was measured. */
export interface RefreshReport {
  documents: number;
  indexes: number;
  embedMs: number;
  buildMs: number;
}

export interface CaseReport {
  name: string;
  ours: OurMeasured;
  /** Of `realm-step-refreshing`. */
  refresh?: RefreshReport;
  peers: Partial<Record<PeerName, Measured>>;
  /** ours.ms / peer.ms: below 1 we are faster. */
  ratio: Partial<Record<PeerName, number>>;
  /** Largest first; only if the adapter has timestamp queries. */
  kernels?: KernelShare[];
  /** Problems, e.g. a peer that cannot compute this. */
  notes?: string[];
}

export interface IndexReport {
  documents: number;
  dim: number;
  buildMs: number;
  /** Median of one search for the best 8. */
  searchMs: number;
  recallAt8: number;
  /** Memory of graph and vectors, by hnswlib's layout. */
  bytes: number;
}

/** How a cost grows with one size while the others are fixed: cost ∝ size^exponent, by least squares over logarithms. */
export interface GrowthReport {
  /** The size that grows. */
  size: 'width' | 'depth' | 'length' | 'candidates' | 'documents';
  cost: 'step' | 'build' | 'search';
  sizes: number[];
  ms: number[];
  exponent: number;
}

/** How long a person waits for the first step of each phase: cold in a new worker, warm in the same worker again. */
export interface FirstStepReport {
  preset: string;
  /** From `open`, or from the last step of the phase before, to the first step. */
  phases: { phase: string; coldMs: number; warmMs: number }[];
  /** Pipelines that were compiled. */
  pipelines: number;
}

/** A whole run, from `open` to its end; `phases` without the waits for their first steps. */
export interface RunReport {
  preset: string;
  seconds: number;
  phases: { phase: string; steps: number; seconds: number }[];
  pipelines: number;
}

export interface BenchReport {
  adapter: string;
  /** The machine and the date. */
  machine: { browser: string; cores: number; date: string };
  cases: CaseReport[];
  firstStep: FirstStepReport[];
  run: RunReport[];
  index: IndexReport[];
  growth: GrowthReport[];
  /** Best rate of any matrix product in this run, ours or a peer's. */
  matmulPeakGflops: number;
  /** Cases that could not be measured, or were not fair. */
  failed: { name: string; reason: string }[];
}
