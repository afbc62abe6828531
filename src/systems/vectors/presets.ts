/** Presets of word vectors: layers over the defaults of their settings. */
import type { PartialConfig } from '../../run/settings.ts';
import type { Preset } from '../../run/system.ts';
import type { VectorsRunConfig } from './settings.ts';

type Layer = PartialConfig<VectorsRunConfig>;

export const vectorsPresets: readonly Preset[] = [
  {
    name: 'vectors',
    title: 'Word vectors',
    about: 'Skip-gram on an invented island, whose text has a bias that we planted: the vectors learn it.',
    layer: { evaluation: { every: 250 } } satisfies Layer,
  },
  {
    name: 'vectors-smoke',
    title: 'Word vectors, smoke',
    about: 'The same for a few seconds: the loss falls.',
    layer: {
      island: { sentences: 40 },
      vectors: { steps: 60, batch: 128, width: 16, learningRate: 3e-2 },
      evaluation: { every: 30 },
    } satisfies Layer,
  },
];
