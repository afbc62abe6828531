/** Presets of LLaRA: layers over the defaults of its settings. */
import type { PartialConfig } from '../../run/settings.ts';
import type { Preset } from '../../run/system.ts';
import type { LlaraConfig } from './settings.ts';

type Layer = PartialConfig<LlaraConfig>;

/** Everything small, so that the whole run takes less than a minute on a slow machine. */
const smoke: Layer = {
  bios: { people: 24 },
  lm: { width: 32, heads: 2, steps: 40, batch: 16, learningRate: 3e-3 },
  schedule: { warmupSteps: 10 },
  adapt: { steps: 60, batch: 16, learningRate: 3e-3 },
  tune: { steps: 40, batch: 16, pairs: 0, learningRate: 2e-3 },
  evaluation: { every: 30, questions: 48 },
};

/** Adaptation alone makes the retriever, without the language model's loss, and a few pairs train small adapters. */
const atlas: Layer = {
  corpus: 'atlas',
  tokenizer: { kind: 'bpe', vocabularySize: 8000 },
  lengths: { query: 32, document: 48 },
  lm: { steps: 0 },
  adapt: { steps: 1000, lmWeight: 0 },
  tune: { steps: 500, pairs: 500, learningRate: 3e-3 },
  lora: { rank: 4 },
  evaluation: { questions: 300 },
};

export const llaraPresets: readonly Preset[] = [
  {
    name: 'llara',
    title: 'LLaRA',
    about: 'A language model of biographies is adapted by EBAE and EBAR, then fine-tuned on 200 questions.',
    layer: {},
  },
  {
    name: 'llara-atlas',
    title: 'LLaRA, Atlas',
    about: 'Adaptation on natural text, then fine-tuning of small adapters on 500 questions.',
    layer: atlas,
  },
  {
    name: 'llara-smoke',
    title: 'LLaRA, smoke',
    about: 'The same with two dozen people and a tiny model, in under a minute.',
    layer: smoke,
  },
];
