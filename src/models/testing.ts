/** Tiny models and random batches for tests. Everything is deterministic. */
import type { AdamWSettings } from '../graph/adamw.ts';
import { elementsOf, type Graph, stateOf } from '../graph/graph.ts';
import { dropoutSeed } from '../graph/ops/dropout.ts';
import type { ReferenceRun } from '../graph/reference.ts';
import { Prng } from '../util/prng.ts';
import { poolingWeights, type TransformerKind } from './config.ts';
import { type LanguageModelConfig, nextTokenTargets } from './language-model.ts';
import type { NumberModelConfig } from './number-model.ts';
import type { ModelConfig } from './realm.ts';
import type { ParameterRegistry } from './registry.ts';

/** A language model for comparisons on the GPU. */
export const tinyLanguageModel: LanguageModelConfig = {
  vocabularySize: 20,
  maxLength: 9,
  width: 8,
  layers: 2,
  heads: 2,
  initialStd: 0.3,
};

/** A smaller one, for proofs in float64. */
export const tiniestLanguageModel: LanguageModelConfig = {
  ...tinyLanguageModel,
  vocabularySize: 11,
  maxLength: 7,
  // larger than in training, so that gradients are not all tiny
  initialStd: 0.4,
};

/** A model that reads numbers. */
export const tinyNumberModel: NumberModelConfig = {
  ...{ columns: 3, kinds: 3, maxLength: 5 },
  ...{ width: 8, layers: 2, heads: 2, initialStd: 0.3 },
};

/** AdamW without weight decay and clipping. */
export const plainAdam: AdamWSettings = {
  beta1: 0.9,
  beta2: 0.98,
  epsilon: 1e-6,
  weightDecay: 0,
  clipNorm: Number.POSITIVE_INFINITY,
};

export interface TinyOptions {
  separate?: boolean;
  directPath?: boolean;
  copyHead?: boolean;
  tokenShift?: boolean;
  layers?: number;
  kind?: TransformerKind;
  segments?: boolean;
  pooler?: boolean;
  transform?: boolean;
  /** Rate in retriever and reader. */
  dropout?: number;
}

/** The architecture is BERT's. */
export const tinyBert: TinyOptions = {
  kind: { normalisation: 'post', gelu: 'erf', epsilon: 1e-12 },
  segments: true,
  pooler: true,
  transform: true,
};

export function tinyModel(options: TinyOptions = {}): ModelConfig {
  const { separate = false, directPath = false, copyHead = false, tokenShift = false, layers = 1 } = options;
  const { kind, segments = false, pooler, transform, dropout = 0 } = options;
  const vocabularySize = 12;
  return {
    embedder: {
      vocabularySize,
      maxLength: 8,
      width: 8,
      layers,
      heads: 2,
      projection: 4,
      pooling: 'mean',
      positions: true,
      directPath,
      ...kind,
      ...(segments && { segments: { separator: 5 } }),
      pooler,
    },
    // larger than in training, so that gradients are not all tiny
    initial: { initialStd: 0.4, orthogonalProjection: false },
    separate,
    reader: {
      vocabularySize,
      maxLength: 12,
      width: 8,
      layers: 1,
      heads: 2,
      initialStd: 0.4,
      copyHead,
      tokenShift,
      transform,
      ...kind,
    },
    lengths: { query: 6, document: 8 },
    masks: 2,
    scoreFactor: 0.5,
    dropout: { retriever: dropout, reader: dropout },
  };
}

/** Random values for the inputs of `realmGraph`: B examples with k candidates; the first candidate is the null document. */
export function realmFeeds(
  graph: Graph,
  model: ModelConfig,
  b: number,
  k: number,
  seed: number,
): Record<string, Float32Array> {
  const prng = new Prng(seed);
  const feeds: Record<string, Float32Array> = {};
  for (const [name, tensor] of graph.inputs) feeds[name] = new Float32Array(elementsOf(tensor.shape));
  if (feeds[dropoutSeed]) feeds[dropoutSeed][0] = 7;
  const { vocabularySize: v } = model.embedder;
  const fill = (name: string, rows: number, t: number) => {
    for (let r = 0; r < rows; r++) {
      const length = 2 + prng.int(t - 1);
      const ids = Array.from({ length }, () => 1 + prng.int(v - 1));
      feeds[`${name}.ids`]!.set(ids, r * t);
      feeds[`${name}.lengths`]![r] = length;
      poolingWeights('mean', ids, feeds[`${name}.weights`]!.subarray(r * t, (r + 1) * t));
    }
  };
  fill('query', b, model.lengths.query);
  fill('document', b * k, model.lengths.document);
  feeds.valid!.fill(1);
  feeds.weights!.fill(1 / b);
  const t = model.reader.maxLength;
  const j = model.masks;
  for (let example = 0; example < b; example++) {
    const count = 1 + prng.int(j);
    feeds.counts![example] = count;
    const targets = Array.from({ length: j }, (_, i) => (i < count ? 1 + prng.int(v - 1) : v));
    for (let z = 0; z < k; z++) {
      const r = example * k + z;
      const length = 6 + prng.int(t - 5);
      for (let p = 0; p < length; p++) {
        feeds['joined.ids']![r * t + p] = 1 + prng.int(v - 1);
        feeds['joined.segments']![r * t + p] = Number(p >= 4);
      }
      feeds['joined.lengths']![r] = length;
      feeds['joined.ranges']!.set(z === 0 ? [4, 4] : [4, length - 1], 2 * r);
      for (let i = 0; i < j; i++) {
        feeds['joined.masks']![r * j + i] = i < count ? r * t + 1 + i : b * k * t;
        feeds['joined.targets']![r * j + i] = targets[i]!;
      }
    }
  }
  return feeds;
}

/** Initial parameter values by name. Zeros and ones are disturbed a little, so that parameters behind a gate have a gradient. */
export function parameterFeeds(registry: ParameterRegistry): Record<string, Float32Array> {
  const prng = new Prng(99);
  const feeds: Record<string, Float32Array> = {};
  for (const { name, initial, decay } of registry.list()) {
    feeds[name] = decay ? initial : initial.map((x) => x + 0.1 * prng.normal());
  }
  return feeds;
}

/** R random sequences for `languageModelGraph`, of up to T + 1 tokens, or of exactly `length` + 1. */
export function languageModelFeeds(
  { vocabularySize }: { vocabularySize: number },
  rows: number,
  t: number,
  seed: number,
  length?: number,
): Record<string, Float32Array> {
  const prng = new Prng(seed);
  const arrays = {
    ids: new Uint32Array(rows * t),
    lengths: new Uint32Array(rows),
    targets: new Uint32Array(rows * t),
    weights: new Float32Array(rows * t),
  };
  const sequences = Array.from({ length: rows }, () =>
    Array.from({ length: 1 + (length ?? 1 + prng.int(t)) }, () => 1 + prng.int(vocabularySize - 1)),
  );
  nextTokenTargets(sequences, vocabularySize, arrays);
  return Object.fromEntries(Object.entries(arrays).map(([name, values]) => [name, Float32Array.from(values)]));
}

/** Random prompts for `numberModelGraph` of x y x y …, the last row one position shorter, with a target at every other position. */
export function numberModelFeeds(
  { columns }: NumberModelConfig,
  rows: number,
  t: number,
  seed: number,
): Record<string, Float32Array> {
  const prng = new Prng(seed);
  const each = (count: number, value: (i: number) => number) =>
    Float32Array.from({ length: count }, (_, i) => value(i));
  const isThere = (i: number) => i < rows * t - 1 || rows === 1;
  return {
    values: each(rows * t * columns, () => prng.normal()),
    kinds: each(rows * t, (i) => (isThere(i) ? 1 + ((i % t) % 2) : 0)),
    lengths: each(rows, (r) => (r === rows - 1 && rows > 1 ? t - 1 : t)),
    targets: each(rows * t, () => prng.normal()),
    weights: each(rows * t, (i) => (isThere(i) && (i % t) % 2 === 0 ? 0.5 + prng.uniform() : 0)),
  };
}

/** ∂loss/∂values[i] by central differences with Richardson's extrapolation, error O(h⁴); `values` is restored afterwards. */
export function numericGradient(values: Float64Array, i: number, lossAt: () => number): number {
  const kept = values[i]!;
  const difference = (h: number) => {
    values[i] = kept + h;
    const above = lossAt();
    values[i] = kept - h;
    const below = lossAt();
    values[i] = kept;
    return (above - below) / (2 * h);
  };
  return (4 * difference(1e-4) - difference(2e-4)) / 3;
}

/** x Φ(x); Φ is .5 plus the integral of the normal density from 0 to x by Simpson's rule, whose error is far below 1e-9 here. */
export function integratedGelu(x: number): number {
  const steps = 400;
  const h = x / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    sum += (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2) * Math.exp(-0.5 * (i * h) ** 2);
  }
  return x * (0.5 + (sum * h) / 3 / Math.sqrt(2 * Math.PI));
}

/** Keeps the value of each state after a run, for the next run. */
export function keepStates(graph: Graph, run: ReferenceRun, caches: Record<string, ArrayLike<number>>): void {
  for (const { outputs } of graph.nodes) {
    const state = stateOf(outputs[0]!);
    if (state) caches[state.label] = run.value(outputs[0]!).data;
  }
}
