/** The file that `npm run bench -- --json FILE` writes. */

/** Calls of WebGPU per step, or per generated token. */
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
  /** Losses of the first five steps, or of fewer if a step takes long. */
  losses?: number[];
}

export interface OurMeasured extends Omit<Measured, keyof Counts>, Counts {
  /** Time that the calling thread spends on one step before it may do something else; null for the product's own steps, which consist of several parts. */
  jsMs: number | null;
  /** GPU time of a step or product by timestamp queries: from the begin to the end of each submit's pass. Null where the adapter has none. */
  gpuMs: number | null;
  /** Achieved rate; only multiplications and additions of matrix products and of attention are counted. */
  gflops: number;
}

export type PeerName = 'jax' | 'tfjs';
/** Peers, and what bench/pytorch.py measured by itself: PyTorch step by step, and as a CUDA graph. */
export type RivalName = PeerName | 'pytorch' | 'pytorchGraph';

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
  /** Multiplications and additions of products and attention, and bytes that must be moved, in a step or product (bench/cost.ts). */
  flops: number;
  bytes: number;
  ours: OurMeasured;
  /** Of the product's own steps: what the plan of the longest rows holds on the GPU, parameters and moments apart. */
  arenaBytes?: number;
  /** Where indexes were rebuilt. */
  refresh?: RefreshReport;
  peers: Partial<Record<RivalName, Measured>>;
  /** ours.ms / peer.ms: below 1 we are faster. */
  ratio: Partial<Record<RivalName, number>>;
  /** Largest first; only if the adapter has timestamp queries. */
  kernels?: KernelShare[];
  /** Problems, e.g. a peer that cannot compute this, or that was left out because it would have taken too long. */
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

/** How fast a text is continued, one token after the other. */
export interface GenerationReport extends Counts {
  model: string;
  /** Without it the whole text is computed again for each token. */
  cache: boolean;
  /** Tokens of the text: those that were given, and all. */
  given: number;
  length: number;
  /** Median over the rounds. */
  tokensPerSecond: number;
  /** Slowest and fastest round. */
  range: [number, number];
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

/** How long a person waits for the first step of a phase: from `open`, or from the last step of the phase before. */
export interface FirstStepReport {
  preset: string;
  phase: string;
  /** In a new worker. */
  coldMs: number;
  /** In the same worker again. */
  warmMs: number;
}

/** A phase of a whole run: from `open`, or from the last step of the phase before, to its last step. */
export interface RunReport {
  preset: string;
  phase: string;
  steps: number;
  seconds: number;
}

export interface BenchReport {
  adapter: string;
  /** The machine and the date. `pytorch`: version and device, if its figures were merged. */
  machine: { browser: string; cores: number; date: string; pytorch?: string };
  cases: CaseReport[];
  firstStep: FirstStepReport[];
  run: RunReport[];
  /** Most pipelines that a run of `first-step` or `*-run` compiled. */
  pipelines: number;
  generation: GenerationReport[];
  index: IndexReport[];
  growth: GrowthReport[];
  /** Best rate of any matrix product in this run, ours or a peer's. */
  matmulPeakGflops: number;
  /** Cases that could not be measured, or were not fair. */
  failed: { name: string; reason: string }[];
  /** Cases that would have taken longer than their limit. */
  leftOut: { name: string; reason: string }[];
}
