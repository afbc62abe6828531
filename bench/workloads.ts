/** The work of the cases, the same for all contenders: shapes, initial values and batches. */
import type { ParameterSpec } from '../src/graph/parameters.ts';
import { type LanguageModelConfig, languageModelGraph } from '../src/models/language-model.ts';
import { ictGraph, type ModelConfig } from '../src/models/realm.ts';
import { ParameterRegistry } from '../src/models/registry.ts';
import { Prng } from '../src/util/prng.ts';
import type { PeerName } from './report.ts';

/**
 * How a peer looks token embeddings up: by index, whose gradient is a scatter, or as a product with one-hot rows. Which one is faster, and
 * which one works, depends on library, adapter and size; a peer is measured with its faster one.
 */
export type Lookup = 'by index' | 'one-hot';
/** The one that is more likely to be faster comes first. */
export const lookups: Record<PeerName, readonly Lookup[]> = {
  jax: ['one-hot', 'by index'],
  tfjs: ['by index', 'one-hot'],
};
/** If a step with the first takes longer than this, the second is not tried: it would take too much time. */
export const patienceMs = 2000;

export const adam = { learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
export const layerNormEpsilon = 1e-5;
const seed = 7;
/** The number of batches, which are used in a cycle. */
export const batchCount = 8;

export interface LanguageModelWorkload {
  kind: 'language-model';
  config: LanguageModelConfig;
  rows: number;
  length: number;
  parameters: ParameterSpec[];
  /** `rows` sequences of `length` + 1 tokens each, from 1 on: 0 would be padding. */
  batches: number[][][];
  graph: ReturnType<typeof languageModelGraph>;
}

export interface InfoNceWorkload {
  kind: 'infonce';
  model: ModelConfig;
  rows: number;
  length: number;
  parameters: ParameterSpec[];
  batches: { queries: number[][]; documents: number[][] }[];
  graph: ReturnType<typeof ictGraph>;
}

export type Workload = LanguageModelWorkload | InfoNceWorkload;

type LanguageModelShape = Pick<LanguageModelWorkload, 'rows' | 'length' | 'config'>;

const languageModels: Record<string, LanguageModelShape> = {
  'lm-step-small': {
    rows: 4,
    length: 32,
    config: { vocabularySize: 256, maxLength: 32, width: 64, layers: 2, heads: 4, initialStd: 0.02 },
  },
  'lm-step-large': {
    rows: 8,
    length: 64,
    config: { vocabularySize: 1024, maxLength: 64, width: 128, layers: 4, heads: 4, initialStd: 0.02 },
  },
  'lm-step-d256': {
    rows: 16,
    length: 64,
    config: { vocabularySize: 4096, maxLength: 64, width: 256, layers: 4, heads: 4, initialStd: 0.02 },
  },
  'lm-step-d512': {
    rows: 16,
    length: 128,
    config: { vocabularySize: 8192, maxLength: 128, width: 512, layers: 6, heads: 8, initialStd: 0.02 },
  },
};

/** The names of all training steps. */
export const trainingCases: readonly string[] = ['infonce-step', ...Object.keys(languageModels)];

/** Throws if the name is not that of a training step. */
export function workload(name: string): Workload {
  if (name === 'infonce-step') return infoNce();
  const shape = languageModels[name];
  if (!shape) throw new Error(`There is no case ${name}.`);
  return languageModel(shape);
}

/** `lm-step-small` with one size changed. */
export function smallLanguageModel(change: Partial<LanguageModelConfig> & { length?: number }): Workload {
  const { rows, length: usual, config } = languageModels['lm-step-small']!;
  const { length = usual, ...changed } = change;
  return languageModel({ rows, length, config: { ...config, maxLength: length, ...changed } });
}

function languageModel({ rows, length, config }: LanguageModelShape): Workload {
  const prng = new Prng(seed);
  const token = () => 1 + prng.int(config.vocabularySize - 1);
  const batches = Array.from({ length: batchCount }, () =>
    Array.from({ length: rows }, () => Array.from({ length: length + 1 }, token)),
  );
  const registry = new ParameterRegistry(seed);
  const graph = languageModelGraph(registry, config, rows, length);
  return { kind: 'language-model', config, rows, length, parameters: registry.list(), batches, graph };
}

/** Mean of token embeddings → linear → LayerNorm, shared by query and document; scores over √d; a softmax over the batch's documents. */
function infoNce(): InfoNceWorkload {
  const [rows, length, width, vocabularySize] = [32, 32, 64, 1024];
  const model: ModelConfig = {
    embedder: {
      vocabularySize,
      maxLength: length,
      width,
      layers: 0,
      heads: 1,
      projection: width,
      pooling: 'mean',
      positions: false,
      directPath: true,
    },
    // large enough that LayerNorm's ε does not matter
    initial: { initialStd: 0.3, orthogonalProjection: false },
    separate: false,
    reader: {
      vocabularySize,
      maxLength: length,
      width,
      layers: 1,
      heads: 1,
      initialStd: 0.02,
      copyHead: false,
      tokenShift: false,
    },
    lengths: { query: length, document: length },
    masks: 1,
    scoreFactor: 1 / Math.sqrt(width),
  };
  const prng = new Prng(seed);
  const token = () => 1 + prng.int(vocabularySize - 1);
  const batches = Array.from({ length: batchCount }, () => {
    const documents = Array.from({ length: rows }, () => Array.from({ length }, token));
    // a query is drawn from its own document's tokens, so that there is something to learn
    const queries = documents.map((document) => Array.from({ length }, () => prng.pick(document)));
    return { queries, documents };
  });
  const registry = new ParameterRegistry(seed);
  const graph = ictGraph(registry, model, rows);
  return { kind: 'infonce', model, rows, length, parameters: registry.list(), batches, graph };
}

/** Sizes m × k × n of `matmul-N` or `matmul-MxKxN`. */
export function matmulShape(name: string): { m: number; k: number; n: number } {
  const sizes = /^matmul-(\d+)(?:x(\d+)x(\d+))?$/.exec(name);
  if (!sizes) throw new Error(`There is no case ${name}: a product is matmul-N or matmul-MxKxN.`);
  const m = Number(sizes[1]);
  const shape = { m, k: Number(sizes[2] ?? m), n: Number(sizes[3] ?? m) };
  if (shape.k % 4 || shape.n % 4 || Math.max(m, shape.k, shape.n) > 16384 || m < 1) {
    throw new Error(`${name}: sizes go up to 16384; the last two must be multiples of 4.`);
  }
  return shape;
}
