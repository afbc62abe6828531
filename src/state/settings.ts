/**
 * Every setting of a run by its path (`joint.refreshEvery`): what values it takes and what it means. One table serves the
 * command line's `--set`, the address bar and the setup panel; the type makes sure that no setting of RunConfig is missing.
 */

import { defaultConfig, type RunConfig } from '../systems/realm/config.ts';
import { RetrogradError } from '../util/errors.ts';

/** Paths of the leaves of an object type, joined by dots. */
export type LeafPath<T> = {
  [K in keyof T & string]: T[K] extends object ? `${K}.${LeafPath<T[K]>}` : K;
}[keyof T & string];

export type SettingKey = LeafPath<RunConfig>;
export type SettingValue = string | number | boolean;

export type SettingSpec =
  | { kind: 'integer' | 'number'; min: number; max: number; about: string }
  | { kind: 'boolean'; about: string }
  | { kind: 'choice'; choices: readonly string[]; about: string }
  | { kind: 'text'; about: string };

const integer = (min: number, max: number, about: string): SettingSpec => ({ kind: 'integer', min, max, about });
const number = (min: number, max: number, about: string): SettingSpec => ({ kind: 'number', min, max, about });
const share = (about: string): SettingSpec => ({ kind: 'number', min: 0, max: 1, about });
const flag = (about: string): SettingSpec => ({ kind: 'boolean', about });
const choice = (choices: readonly string[], about: string): SettingSpec => ({ kind: 'choice', choices, about });
const text = (about: string): SettingSpec => ({ kind: 'text', about });

const maxSteps = 1_000_000;
const maxBatch = 4096;

export const settings: Record<SettingKey, SettingSpec> = {
  preset: text('name of the preset the run began from'),
  corpus: text('corpus id: bios, a folder under public/corpus, or an imported one'),
  seed: integer(0, 4_294_967_295, 'seed of every random draw'),
  'bios.people': integer(4, 20_000, 'people in the generated biographies'),
  'bios.attributes': integer(2, 6, 'attributes per person'),
  'bios.sentencesPerDocument': integer(1, 2, 'sentences per generated document'),
  'tokenizer.kind': choice(['word', 'wordpiece', 'bpe'], 'how text is cut into tokens'),
  'tokenizer.vocabularySize': integer(64, 65_536, 'largest size of the vocabulary'),
  'lengths.query': integer(4, 512, 'longest query in tokens'),
  'lengths.document': integer(4, 512, 'longest document in tokens'),
  'retriever.width': integer(4, 1024, 'width d of the retriever'),
  'retriever.layers': integer(0, 12, 'transformer layers of the retriever'),
  'retriever.heads': integer(1, 16, 'attention heads of the retriever'),
  'retriever.projection': integer(4, 1024, 'dimension of the embeddings that are indexed'),
  'retriever.pooling': choice(['cls', 'mean', 'idf'], 'how token states become one vector'),
  'retriever.positions': flag('learned positions in the retriever'),
  'retriever.directPath': flag('mean of token embeddings past a gated encoder (a departure)'),
  'retriever.separate': flag('query and document embedders with parameters of their own'),
  'retriever.initialStd': number(0, 10, 'standard deviation of the initial embeddings'),
  'retriever.orthogonalProjection': flag('orthogonal initialisation of the projection'),
  'reader.width': integer(4, 1024, 'width d of the reader'),
  'reader.layers': integer(1, 12, 'transformer layers of the reader'),
  'reader.heads': integer(1, 16, 'attention heads of the reader'),
  'reader.initialStd': number(0, 10, 'standard deviation of the initial embeddings'),
  'reader.copyHead': flag('pointer over the document mixed with the vocabulary softmax (a departure)'),
  'reader.tokenShift': flag('each position also sees its two neighbours (a departure)'),
  'realm.candidates': integer(2, 64, 'candidates per query, the null document included'),
  'realm.nullDocument': flag('an empty document is always a candidate'),
  'realm.allowTrivial': flag('the source document of x may be retrieved (the paper forbids it)'),
  'realm.objective': choice(['sequence', 'token'], 'marginal per sequence (paper) or per token (official code)'),
  'realm.scoreScale': choice(['sqrt', 'linear', 'none'], 'what the inner product is divided by'),
  'realm.temperature': number(0.001, 1000, 'temperature of p(z|x)'),
  'realm.queryEmbedding': choice(['stale', 'fresh'], 'which parameters embed the query that asks the index'),
  'masking.strategy': choice(['salient', 'uniform', 'random-span'], 'what is masked in x'),
  'masking.uniformRate': share('share of tokens masked by `uniform`'),
  'masking.maxTokens': integer(1, 16, 'longest masked span in tokens'),
  'masking.recurring': flag('mask only what another block names beside another name of the sentence (a departure)'),
  'optimiser.beta1': number(0, 0.999999, 'decay of the first moment'),
  'optimiser.beta2': number(0, 0.999999, 'decay of the second moment'),
  'optimiser.epsilon': number(1e-12, 1, 'ε of AdamW'),
  'optimiser.weightDecay': number(0, 10, 'decoupled weight decay'),
  'optimiser.clipNorm': number(1e-6, 1e6, 'largest global gradient norm'),
  'ict.steps': integer(0, maxSteps, 'steps of the inverse cloze task'),
  'ict.batch': integer(2, maxBatch, 'queries per step; the others are the negatives'),
  'ict.learningRate': number(0, 1, 'peak learning rate'),
  'ict.keepSentence': share('probability that the block keeps the query sentence'),
  'ict.queryDropout': share('probability that a token of the query is dropped'),
  'warmup.steps': integer(0, maxSteps, 'steps of reader warm-up'),
  'warmup.batch': integer(1, maxBatch, 'examples per step'),
  'warmup.learningRate': number(0, 1, 'peak learning rate'),
  'warmup.substitution': share('probability that value tokens are permuted in x, z and y alike'),
  'warmup.otherBlocks': share('share of examples that read another block which holds the answer'),
  'warmup.distractors': share('share of examples that read nothing, or any block, to learn not to know'),
  'joint.steps': integer(0, maxSteps, 'steps of joint training'),
  'joint.batch': integer(1, maxBatch, 'examples per step'),
  'joint.readerLearningRate': number(0, 1, 'peak learning rate of the reader'),
  'joint.retrieverLearningRate': number(0, 1, 'peak learning rate of the retriever'),
  'joint.warmupSteps': integer(0, maxSteps, 'steps over which the learning rate rises'),
  'joint.linearDecay': flag('the learning rates fall linearly to zero at the last step'),
  'joint.refreshEvery': integer(0, maxSteps, 'steps between snapshots for the index; 0: never'),
  'joint.swapAfter': integer(
    0,
    maxSteps,
    'steps from snapshot to swap, so that runs repeat; 0: as soon as it is ready',
  ),
  'joint.substitution': share('probability of substitution during joint training (paper: 0)'),
  'evaluation.every': integer(1, maxSteps, 'joint steps between evaluations'),
  'evaluation.examples': integer(1, 100_000, 'held-out facts evaluated'),
  'evaluation.questions': integer(0, 100_000, 'questions evaluated'),
  'evaluation.holdOutEvery': integer(2, 1000, 'every n-th subject is held out of training'),
  'gpu.halfPrecision': flag('forward products may round their factors to f16 where that is faster'),
  'gpu.timedKernels': flag(
    'choose kernels by timing on hardware; off: the same ones in every process, so that runs repeat',
  ),
  'index.kind': choice(['hnsw', 'exact'], 'approximate or exact search'),
  'index.space': choice(['ip', 'bachrach'], 'inner product as it is, or Bachrach’s reduction to l2'),
  'index.m': integer(2, 128, 'links per node of the HNSW graph'),
  'index.efConstruction': integer(4, 2000, 'breadth of search while building'),
  'index.efSearch': integer(1, 2000, 'breadth of search while asking'),
  'index.provider': choice(['wasm', 'webgpu'], 'execution provider of onnxruntime-web'),
  'index.builders': integer(1, 8, 'workers that share the documents of an index; there are two indexes'),
};

export const settingKeys = Object.keys(settings) as SettingKey[];

export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(settings, key);
}

/** The value at a path. */
export function getSetting(config: RunConfig, key: SettingKey): SettingValue {
  let node: unknown = config;
  for (const part of key.split('.')) node = (node as Record<string, unknown>)[part];
  return node as SettingValue;
}

/** A copy of the configuration with one value replaced; what was not on the path is shared. */
export function withSetting(config: RunConfig, key: SettingKey, value: SettingValue): RunConfig {
  const replace = (node: unknown, path: string[]): unknown =>
    path.length === 0
      ? value
      : { ...(node as object), [path[0]!]: replace((node as Record<string, unknown>)[path[0]!], path.slice(1)) };
  return replace(config, key.split('.')) as RunConfig;
}

/** What a setting takes, in words: for messages and hints. */
export function describeValues(spec: SettingSpec): string {
  switch (spec.kind) {
    case 'integer':
      return `a whole number from ${spec.min} to ${spec.max}`;
    case 'number':
      return `a number from ${spec.min} to ${spec.max}`;
    case 'boolean':
      return 'true or false';
    case 'choice':
      return `one of ${spec.choices.join(', ')}`;
    case 'text':
      return 'a name';
    default:
      return spec satisfies never;
  }
}

/** Reads a setting's value from text. Throws `bad-option` that says which values are valid. */
export function parseSetting(key: SettingKey, source: string): SettingValue {
  const spec = settings[key];
  const value = source.trim();
  const bad = () =>
    new RetrogradError('bad-option', `${key} takes ${describeValues(spec)}, not “${source}” (${spec.about}).`);
  switch (spec.kind) {
    case 'integer':
    case 'number': {
      const parsed = value === '' ? Number.NaN : Number(value);
      if (!Number.isFinite(parsed) || parsed < spec.min || parsed > spec.max) throw bad();
      if (spec.kind === 'integer' && !Number.isInteger(parsed)) throw bad();
      return parsed;
    }
    case 'boolean':
      if (value !== 'true' && value !== 'false') throw bad();
      return value === 'true';
    case 'choice':
      if (!spec.choices.includes(value)) throw bad();
      return value;
    case 'text':
      if (value === '') throw bad();
      return value;
    default:
      return spec satisfies never;
  }
}

/** Keys that read like the one asked for: they share its last part or begin with it. */
function similarKeys(asked: string): SettingKey[] {
  const last = asked.split('.').at(-1)!.toLowerCase();
  const room = `${asked.split('.')[0]!.toLowerCase()}.`;
  const sameName = settingKeys.filter((key) => key.toLowerCase().split('.').at(-1) === last);
  return sameName.length > 0 ? sameName : settingKeys.filter((key) => key.toLowerCase().startsWith(room));
}

function unknownKey(key: string): RetrogradError {
  const near = similarKeys(key);
  const hint = near.length > 0 ? ` Did you mean ${near.join(', ')}?` : '';
  return new RetrogradError(
    'bad-option',
    `There is no setting “${key}”.${hint} Valid keys: ${settingKeys.join(', ')}.`,
  );
}

/**
 * Applies `key=value`, as `--set` takes it, and returns a new configuration. Throws `bad-option`: without an equals sign, for a
 * key that does not exist (the message lists those that do), and for a value that the key does not take.
 */
export function applySetting(config: RunConfig, assignment: string): RunConfig {
  const equals = assignment.indexOf('=');
  if (equals < 1) throw new RetrogradError('bad-option', `Write a setting as key=value, not “${assignment}”.`);
  const key = assignment.slice(0, equals).trim();
  if (!isSettingKey(key)) throw unknownKey(key);
  if (key === 'preset') {
    throw new RetrogradError('bad-option', 'The preset is chosen by its name (--preset NAME), not by a setting.');
  }
  return withSetting(config, key, parseSetting(key, assignment.slice(equals + 1)));
}

/**
 * Keeps of an untrusted object what is a valid setting, over the defaults: how a saved session or a checkpoint's `config.json` is
 * read, where an older version may lack a setting or have one that is gone. Throws `bad-checkpoint` where it is no object.
 */
export function configFromUnknown(source: unknown): RunConfig {
  if (typeof source !== 'object' || source === null) {
    throw new RetrogradError('bad-checkpoint', 'The configuration is not a JSON object: choose another file.');
  }
  let config = defaultConfig;
  for (const key of settingKeys) {
    let node: unknown = source;
    for (const part of key.split('.')) node = (node as Record<string, unknown> | null | undefined)?.[part];
    if (typeof node === typeof getSetting(defaultConfig, key)) {
      try {
        config = withSetting(config, key, parseSetting(key, String(node)));
      } catch {
        // A value that this version does not take: the default stands.
      }
    }
  }
  return config;
}

/** Settings that do not go together. Returns one sentence each; empty where the configuration is sound. */
export function conflicts(config: RunConfig): string[] {
  const found: string[] = [];
  for (const room of ['retriever', 'reader'] as const) {
    const { width, heads } = config[room];
    if (width % (4 * heads) !== 0) {
      found.push(`${room}.width (${width}) must be a multiple of 4 · ${room}.heads (${4 * heads}).`);
    }
  }
  if (config.retriever.layers === 0 && !config.retriever.directPath) {
    found.push('retriever.layers is 0: set retriever.directPath=true, or give the retriever a layer.');
  }
  if (config.ict.steps + config.warmup.steps + config.joint.steps === 0) {
    found.push('There is nothing to train: give ict.steps, warmup.steps or joint.steps a number above 0.');
  }
  return found;
}

/** Keys whose values differ between two configurations, in the order of the table. */
export function changedKeys(from: RunConfig, to: RunConfig): SettingKey[] {
  return settingKeys.filter((key) => getSetting(from, key) !== getSetting(to, key));
}
