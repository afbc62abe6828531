/** Presets: named, layered partial configurations over `defaultConfig`. Used by the page and by the command line alike. */

import { defaultConfig, type RunConfig } from '../systems/realm/config.ts';
import { RetrogradError } from '../util/errors.ts';

export { applySetting } from './settings.ts';

/** Any part of a configuration. */
export type PartialConfig = {
  [K in keyof RunConfig]?: RunConfig[K] extends object ? Partial<RunConfig[K]> : RunConfig[K];
};

export type PresetName = 'smoke' | 'bios' | 'atlas';

export interface Preset {
  name: PresetName;
  title: string;
  /** One sentence: what it shows and how long it takes. */
  about: string;
  layer: PartialConfig;
}

/**
 * REALM.md §4, with an ICT of 400 steps and, as everywhere, learning rates that fall to zero, like the official code's: at a constant rate the
 * reader learns the training facts by heart, and retrieval drifts. Every value is one word.
 */
const bios: PartialConfig = {
  masking: { maxTokens: 1 },
  ict: { steps: 400 },
  evaluation: { examples: 256 },
};

/** Everything small, so that the whole path from ICT to an index swap runs in under a minute on a slow machine. */
const smoke: PartialConfig = {
  masking: { maxTokens: 1 },
  bios: { people: 24 },
  retriever: { width: 32, heads: 2, projection: 32 },
  reader: { width: 32, heads: 2 },
  ict: { steps: 20, batch: 16 },
  warmup: { steps: 30, batch: 16 },
  joint: { steps: 60, batch: 4, warmupSteps: 10, refreshEvery: 15, retrieverLearningRate: 1e-4 },
  evaluation: { every: 30, examples: 16, questions: 24 },
};

/**
 * Natural text, as REALM.md §5 found it to learn: a direct path in the retriever, a copy head and a token shift in the reader
 * (both depart from the paper), and an ICT stopped early so that REALM has something left to teach. Only recurring names are masked: of all names
 * half have no answer among their candidates, p(null) rises, and retrieval collapses. A vocabulary in which most names are one or two pieces, and
 * a warm-up that also reads nothing and wrong documents, make a better reader; at a tenth of the usual rate it does not learn the training facts by heart.
 */
const atlas: PartialConfig = {
  corpus: 'atlas',
  tokenizer: { kind: 'bpe', vocabularySize: 8000 },
  lengths: { query: 32, document: 48 },
  masking: { maxTokens: 3, recurring: true },
  retriever: { pooling: 'mean', directPath: true, projection: 64, orthogonalProjection: true },
  reader: { copyHead: true, tokenShift: true, initialStd: 0.08 },
  ict: { steps: 240, keepSentence: 0.5, queryDropout: 0.5 },
  warmup: { steps: 400, batch: 32, substitution: 0.7, otherBlocks: 0.5, distractors: 0.3 },
  joint: { steps: 300, batch: 8, readerLearningRate: 1e-4 },
  evaluation: { examples: 64, questions: 300 },
};

export const presets: Record<PresetName, Preset> = {
  smoke: {
    name: 'smoke',
    title: 'Smoke',
    about: 'Two dozen invented people and a tiny model: every stage of the run, in under a minute.',
    layer: smoke,
  },
  bios: {
    name: 'bios',
    title: 'Biographies',
    about: 'Two hundred invented people, each fact told twice in different words: retrieval learns before your eyes.',
    layer: bios,
  },
  atlas: {
    name: 'atlas',
    title: 'Atlas',
    about:
      'Natural text we wrote, with a copy head and a token shift, which depart from the paper. Held-out log p(y|x) rises by a nat or more, R@1 over its ICT start by less than .05.',
    layer: atlas,
  },
};

export const presetNames = Object.keys(presets) as PresetName[];

export function isPresetName(name: string): name is PresetName {
  return Object.hasOwn(presets, name);
}

function layered(config: RunConfig, layer: PartialConfig): RunConfig {
  const out: Record<string, unknown> = { ...config };
  for (const [key, value] of Object.entries(layer)) {
    out[key] = typeof value === 'object' ? { ...(config[key as keyof RunConfig] as object), ...value } : value;
  }
  return out as unknown as RunConfig;
}

/** The configuration of a preset, with overrides on top. Throws `bad-option` for an unknown name, listing those there are. */
export function resolvePreset(name: string, overrides: PartialConfig = {}): RunConfig {
  if (!isPresetName(name)) {
    throw new RetrogradError('bad-option', `There is no preset “${name}”. Presets: ${presetNames.join(', ')}.`);
  }
  return layered(layered({ ...defaultConfig, preset: name }, presets[name].layer), overrides);
}
