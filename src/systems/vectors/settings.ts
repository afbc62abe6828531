/** All settings of a run of word vectors: one table with defaults, valid values and meanings. */
import {
  evaluationSettings,
  maxBatch,
  maxSteps,
  optimiserSettings,
  runSettings,
  tokenizerSettings,
} from '../../run/common-settings.ts';
import { type ConfigOf, integer, number, resumable, share } from '../../run/settings.ts';

export const vectorsSettings = {
  ...runSettings('vectors', 'vectors', 'island'),
  island: {
    sentences: integer(200, 10, 10_000, 'generated sentences about each occupation and each country'),
    strength: share(0.9, 'how strong the planted bias is; 0: there is none'),
  },
  tokenizer: { vocabularySize: tokenizerSettings.vocabularySize },
  optimiser: optimiserSettings,
  vectors: {
    steps: resumable(integer(3000, 0, maxSteps, 'steps')),
    batch: integer(512, 1, maxBatch, 'pairs of neighbours per step'),
    learningRate: resumable(number(1e-2, 0, 1, 'learning rate at first; it falls to zero')),
    width: integer(32, 4, 1024, 'length of a word vector'),
    window: integer(5, 1, 20, 'how far apart neighbours are at most, in words of a sentence'),
    initialStd: number(0.1, 1e-4, 1, 'standard deviation of both tables at the start'),
  },
  evaluation: { every: evaluationSettings.every },
};

export type VectorsRunConfig = ConfigOf<typeof vectorsSettings>;
