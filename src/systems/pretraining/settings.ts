/** All settings of a run that compares three pre-trainings: one table with defaults, valid values and meanings. */
import {
  evaluationSettings,
  maxBatch,
  maxSteps,
  optimiserSettings,
  reviewsSettings,
  runSettings,
  tokenizerSettings,
} from '../../run/common-settings.ts';
import { type ConfigOf, choice, integer, number, resumable, type SettingKey, share } from '../../run/settings.ts';
import { type Sentence, sentence } from '../../util/sentence.ts';

const steps = (count: number) => resumable(integer(count, 0, maxSteps, 'steps'));

export const pretrainingSettings = {
  ...runSettings('pretraining', 'pretraining', 'reviews'),
  reviews: { ...reviewsSettings, kinds: choice('reviews', reviewsSettings.kinds.choices, reviewsSettings.kinds.about) },
  tokenizer: { vocabularySize: tokenizerSettings.vocabularySize },
  // the norm of all gradients would tie the arms of the classifier together, so nothing is clipped
  optimiser: { ...optimiserSettings, clipNorm: resumable(number(1e6, 1e-6, 1e6, 'largest global gradient norm')) },
  model: {
    batch: integer(32, 1, maxBatch, 'texts per step of pre-training'),
    learningRate: resumable(number(3e-3, 0, 1, 'peak learning rate of pre-training')),
    warmupSteps: resumable(integer(30, 0, maxSteps, 'steps over which the learning rate rises; then it falls to zero')),
    length: integer(40, 8, 512, 'longest text in tokens, [CLS] included'),
    width: integer(64, 4, 1024, 'width of the model'),
    layers: integer(2, 1, 24, 'layers; the encoder–decoder has as many in each half'),
    heads: integer(4, 1, 64, 'attention heads'),
    initialStd: number(0.08, 1e-4, 1, 'standard deviation of weights and embeddings at the start'),
  },
  decoder: { steps: steps(310) },
  encoder: { steps: steps(470), share: share(0.15, 'share of the tokens that is predicted') },
  encoderDecoder: {
    steps: steps(240),
    density: share(0.15, 'share of the tokens that is taken out'),
    meanSpan: number(3, 1, 20, 'mean length of a span in tokens'),
  },
  vectors: {
    steps: steps(300),
    batch: integer(512, 1, maxBatch, 'pairs of neighbours per step'),
    learningRate: resumable(number(3e-2, 0, 1, 'learning rate at first; it falls to zero')),
    window: integer(5, 1, 20, 'how far apart neighbours are at most, in tokens'),
  },
  classifier: {
    steps: steps(60),
    labels: integer(16, 2, 256, 'labelled sentences that are trained on'),
    batch: integer(16, 1, maxBatch, 'labelled sentences per step'),
    learningRate: resumable(number(5e-4, 0, 1, 'learning rate of trained bodies at first; it falls to zero')),
    headRate: resumable(number(1e-2, 0, 1, 'the same of the heads')),
  },
  format: {
    steps: steps(150),
    pairs: resumable(integer(64, 2, 1024, 'pairs of a sentence and its form that are trained on')),
    batch: integer(16, 1, maxBatch, 'pairs per step'),
    learningRate: resumable(number(1e-3, 0, 1, 'learning rate at first; it falls to zero')),
  },
  evaluation: {
    every: evaluationSettings.every,
    texts: resumable(integer(64, 1, 10_000, 'held-out texts evaluated')),
    sentences: resumable(integer(256, 2, 2000, 'test sentences that are classified, and translated')),
    holdOutEvery: evaluationSettings.holdOutEvery,
  },
};

export type PretrainingConfig = ConfigOf<typeof pretrainingSettings>;
export type PretrainingKey = SettingKey<typeof pretrainingSettings>;

/** Conflicts between settings, one sentence each; empty if the configuration is valid. */
export function pretrainingConflicts({ corpus, model, reviews, classifier }: PretrainingConfig): Sentence[] {
  const found: Sentence[] = [];
  if (model.width % (4 * model.heads) !== 0) {
    found.push(
      sentence`${'model'}.width (${model.width}) must be a multiple of 4 · ${'model'}.heads (${4 * model.heads}).`,
    );
  }
  if (corpus !== 'reviews' || reviews.kinds === 'reports') {
    found.push(
      sentence`The three pre-trainings are compared on reviews alone: choose the corpus reviews, with reviews.kinds=reviews or both.`,
    );
  }
  if (classifier.labels % 2 !== 0) {
    found.push(
      sentence`classifier.labels (${classifier.labels}) must be even: praise and blame get as many sentences.`,
    );
  }
  return found;
}
