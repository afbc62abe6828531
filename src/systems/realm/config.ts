/** Everything a run depends on, as one plain object: a preset is a partial one, `--set key=value` addresses it by path. */

import type { IndexSettings } from '../../index/settings.ts';

export interface RunConfig {
  preset: string;
  /** Corpus id (a folder under public/corpus, or `bios`), or the id of an imported one. */
  corpus: string;
  seed: number;
  /** Size of the generated corpus; used by `bios` alone. */
  bios: { people: number; attributes: number; sentencesPerDocument: number };
  tokenizer: { kind: 'word' | 'wordpiece' | 'bpe'; vocabularySize: number };
  /** In tokens, special tokens included. Longer documents and sentences are cut, counted and told. */
  lengths: { query: number; document: number };
  retriever: {
    width: number;
    layers: number;
    heads: number;
    projection: number;
    pooling: 'cls' | 'mean' | 'idf';
    positions: boolean;
    /** Departure: mean of token embeddings past a gated encoder (REALM.md §5). */
    directPath: boolean;
    /** Query and document embedders with parameters of their own; the official code shares them. */
    separate: boolean;
    initialStd: number;
    /** Orthogonal instead of normal initialisation of the projection. */
    orthogonalProjection: boolean;
  };
  reader: {
    width: number;
    layers: number;
    heads: number;
    initialStd: number;
    /** Departure: a pointer over the document mixed with the vocabulary softmax. */
    copyHead: boolean;
    /** Departure: each position also sees its left and right neighbour. */
    tokenShift: boolean;
  };
  realm: {
    /** Candidates per query in all, the null document included. */
    candidates: number;
    nullDocument: boolean;
    /** Let the source document of x be retrieved (the paper forbids it). */
    allowTrivial: boolean;
    /** Paper: log Σ_z p(z|x) Π_j p(y_j|z,x). Official code: mean_j log Σ_z p(z|x) p(y_j|z,x). */
    objective: 'sequence' | 'token';
    /** f(x,z) is divided by the square root of the projection, by the projection, or not at all, then by the temperature. */
    scoreScale: 'sqrt' | 'linear' | 'none';
    temperature: number;
    /** Which parameters embed the query that asks the index: the snapshot's (official code) or the newest (EMDR2). */
    queryEmbedding: 'stale' | 'fresh';
  };
  masking: {
    strategy: 'salient' | 'uniform' | 'random-span';
    /** Share of tokens for `uniform`. */
    uniformRate: number;
    /** Longest masked span in tokens; longer salient spans are not used. */
    maxTokens: number;
    /** Departure: mask only spans that another block names as well, together with another name of the sentence. */
    recurring: boolean;
  };
  optimiser: { beta1: number; beta2: number; epsilon: number; weightDecay: number; clipNorm: number };
  ict: {
    steps: number;
    batch: number;
    learningRate: number;
    /** Probability that the target block keeps the query sentence (paper: .1). */
    keepSentence: number;
    /** Probability that a token of the query is dropped. */
    queryDropout: number;
  };
  warmup: {
    steps: number;
    batch: number;
    learningRate: number;
    /** Probability that an example's value tokens are permuted consistently in x, z and y (REALM.md §4). */
    substitution: number;
    /** Share of examples whose z is a block other than the source that holds the answer, where there is one. */
    otherBlocks: number;
    /**
     * Share of examples read beside nothing or, as often, beside a block drawn at random, so that the reader knows when it does not know: BERT,
     * from which the paper's reader starts, has only ever read x alone.
     */
    distractors: number;
  };
  joint: {
    steps: number;
    batch: number;
    readerLearningRate: number;
    retrieverLearningRate: number;
    warmupSteps: number;
    /** The learning rates fall linearly to zero at the last step, as in the official code. */
    linearDecay: boolean;
    /** A new snapshot is sent to the builder this many steps after the last; 0: never. */
    refreshEvery: number;
    /**
     * A new index is taken in exactly so many steps after its snapshot, training waiting for it if need be: a run then repeats to the last bit.
     * 0: as soon as it is ready, and training never waits.
     */
    swapAfter: number;
    /** Consistent substitution during joint training; 0 in the paper. */
    substitution: number;
  };
  evaluation: {
    /** In steps of the joint phase; each phase also is evaluated at its end. */
    every: number;
    /** At most so many held-out facts and questions, drawn once per run. */
    examples: number;
    questions: number;
    /** Every n-th subject is held out of the training queries. */
    holdOutEvery: number;
  };
  gpu: {
    /** Forward products may round their factors to f16 where the adapter has it and it is faster; sums, gradients and parameters stay f32. */
    halfPrecision: boolean;
    /** On hardware the fastest kernel of each matrix product is found by timing; off: the first that is right, the same in every process. */
    timedKernels: boolean;
  };
  index: IndexSettings;
}

export const defaultConfig: RunConfig = {
  preset: 'bios',
  corpus: 'bios',
  seed: 1,
  bios: { people: 200, attributes: 6, sentencesPerDocument: 2 },
  tokenizer: { kind: 'word', vocabularySize: 4000 },
  lengths: { query: 20, document: 32 },
  retriever: {
    width: 64,
    layers: 1,
    heads: 4,
    projection: 64,
    pooling: 'mean',
    positions: true,
    directPath: false,
    separate: false,
    initialStd: 0.02,
    orthogonalProjection: false,
  },
  reader: { width: 64, layers: 2, heads: 4, initialStd: 0.02, copyHead: false, tokenShift: false },
  realm: {
    candidates: 8,
    nullDocument: true,
    allowTrivial: false,
    objective: 'sequence',
    scoreScale: 'sqrt',
    temperature: 1,
    queryEmbedding: 'stale',
  },
  masking: { strategy: 'salient', uniformRate: 0.15, maxTokens: 4, recurring: false },
  optimiser: { beta1: 0.9, beta2: 0.98, epsilon: 1e-6, weightDecay: 0.01, clipNorm: 1 },
  ict: { steps: 600, batch: 64, learningRate: 1e-3, keepSentence: 0.1, queryDropout: 0 },
  warmup: { steps: 400, batch: 64, learningRate: 1e-3, substitution: 1, otherBlocks: 0, distractors: 0 },
  joint: {
    steps: 1000,
    batch: 16,
    readerLearningRate: 1e-3,
    retrieverLearningRate: 3e-4,
    warmupSteps: 100,
    linearDecay: true,
    refreshEvery: 50,
    swapAfter: 0,
    substitution: 0,
  },
  evaluation: { every: 100, examples: 128, questions: 400, holdOutEvery: 5 },
  gpu: { halfPrecision: false, timedKernels: true },
  index: { kind: 'hnsw', space: 'ip', m: 16, efConstruction: 200, efSearch: 64, provider: 'wasm', builders: 1 },
};

/** Steps of a phase. */
export function phaseSteps(config: RunConfig, phase: 'ict' | 'warmup' | 'joint'): number {
  return config[phase].steps;
}
