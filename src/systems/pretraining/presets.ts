/** Presets of three pre-trainings: layers over the defaults of its settings. */
import type { PartialConfig } from '../../run/settings.ts';
import type { Preset } from '../../run/system.ts';
import type { PretrainingConfig } from './settings.ts';

const smoke: PartialConfig<PretrainingConfig> = {
  reviews: { texts: 60 },
  model: { batch: 8, width: 16, layers: 1, heads: 2, learningRate: 5e-3, warmupSteps: 5 },
  decoder: { steps: 20 },
  encoder: { steps: 46 },
  encoderDecoder: { steps: 20 },
  vectors: { steps: 20, batch: 64 },
  classifier: { steps: 10, labels: 8, batch: 8 },
  format: { steps: 10, pairs: 8, batch: 8 },
  evaluation: { every: 10, texts: 8, sentences: 16 },
};

const compared: PartialConfig<PretrainingConfig> = { reviews: { texts: 1500 } };

export const pretrainingPresets: readonly Preset[] = [
  {
    name: 'pretraining',
    title: 'Three pre-trainings',
    about:
      'Decoder, encoder and encoder–decoder read the same reviews with the same compute; then a classifier is trained on each, and on none.',
    layer: compared,
  },
  {
    name: 'pretraining-format',
    title: 'A format from few pairs',
    about:
      'The pre-trained encoder–decoder, and one with random values, learn to translate a sentence into a form: change format.pairs.',
    layer: { ...compared, classifier: { steps: 0 } },
    warmStart: 'pretraining',
  },
  {
    name: 'pretraining-smoke',
    title: 'Three pre-trainings, smoke',
    about: 'The same with tiny models, in seconds: nothing is learned yet.',
    layer: smoke,
  },
];
