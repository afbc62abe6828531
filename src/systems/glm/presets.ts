/** Presets of GLM: layers over the defaults of its settings. */
import type { PartialConfig } from '../../run/settings.ts';
import type { Preset } from '../../run/system.ts';
import type { GlmRunConfig } from './settings.ts';

type Layer = PartialConfig<GlmRunConfig>;

const smoke: Layer = {
  blanks: { people: 40, texts: 400 },
  glm: { steps: 100, batch: 16, width: 32, layers: 1, heads: 2, learningRate: 5e-3, warmupSteps: 10 },
  evaluation: { every: 50, texts: 16 },
};

/**
 * Many short blanks: how an adjective is judged is learned from the others of its text. The vocabulary leaves out rare words, so that the unknown token, as which
 * many words of the labelled sentences are read, is trained.
 */
const cloze: Layer = {
  corpus: 'reviews',
  reviews: { kinds: 'reviews', texts: 1500 },
  tokenizer: { vocabularySize: 110 },
  glm: { steps: 600, length: 44, meanSpan: 1, share: 0.25, learningRate: 3e-3 },
  cloze: { steps: 60, labels: 16 },
  evaluation: { every: 150 },
};

/** Names, of which every fifth is held out: 80 of them. */
const titles: Layer = {
  corpus: 'bios',
  bios: { people: 400 },
  glm: { steps: 300, length: 16, tokenWeight: 0, documentWeight: 1, titles: true },
  evaluation: { every: 50, texts: 256 },
};

export const glmPresets: readonly Preset[] = [
  {
    name: 'glm',
    title: 'GLM',
    about:
      'A model learns to fill blanks of any length in texts that say everything twice. It copies nothing until about step 1,000.',
    layer: { evaluation: { every: 250 } },
  },
  {
    name: 'glm-cloze',
    title: 'GLM, cloze',
    about:
      'A model reads reviews, some of which end in a verdict; then sentences are classified by the word that fills a blank.',
    layer: cloze,
  },
  {
    name: 'glm-titles',
    title: 'GLM, titles',
    about:
      'A model writes the opening of an article from its title: it learns the wordings and copies names that it never saw.',
    layer: titles,
  },
  {
    name: 'glm-smoke',
    title: 'GLM, smoke',
    about: 'The same with a tiny model, in under a minute: its loss falls, but it does not learn to copy.',
    layer: smoke,
  },
];
