/** Presets of in-context learning: layers over the defaults of its settings. */
import type { PartialConfig } from '../../run/settings.ts';
import type { Preset } from '../../run/system.ts';
import type { InContextConfig } from './settings.ts';

const smoke: PartialConfig<InContextConfig> = {
  context: { steps: 60, batch: 8, width: 16, layers: 1, heads: 2, learningRate: 5e-3, warmupSteps: 10 },
  evaluation: { every: 20, prompts: 16 },
};

// The error falls without a plateau that a falling rate could keep it on, if a head soon finds the x in front of each y. From .08 some seeds
// never find it; from 1 / √width queries and keys begin with variance 1, so that the heads differ.
const regression: PartialConfig<InContextConfig> = {
  context: { task: 'regression', layers: 3, steps: 1000, linearDecay: true, initialStd: 0.125 },
};

export const inContextPresets: readonly Preset[] = [
  {
    name: 'in-context',
    title: 'In-context learning',
    about:
      'A language model reads examples of one of 16 permutations and answers for the next letter. Permutations that it never saw are the control.',
    layer: {},
  },
  {
    name: 'in-context-smoke',
    title: 'In-context learning, smoke',
    about: 'The same with a tiny model, in seconds: its loss falls, but it recognises nothing yet.',
    layer: smoke,
  },
  {
    name: 'in-context-regression',
    title: 'In-context learning: regression',
    about: 'A model reads pairs x, y of a linear function that is new in every prompt, and predicts the next y.',
    layer: regression,
  },
  {
    name: 'in-context-regression-smoke',
    title: 'In-context learning: regression, smoke',
    about: 'The same with a tiny model, in seconds: it learns nearly nothing.',
    layer: { ...smoke, context: { ...smoke.context, task: 'regression' } },
  },
];
