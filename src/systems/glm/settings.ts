/** All settings of a GLM run: one table with defaults, valid values and meanings. */
import {
  biosSettings,
  blanksSettings,
  evaluationSettings,
  maxBatch,
  maxSteps,
  optimiserSettings,
  reviewsSettings,
  runSettings,
  tokenizerSettings,
} from '../../run/common-settings.ts';
import { type ConfigOf, choice, flag, integer, number, resumable, type SettingKey, share } from '../../run/settings.ts';
import { type Sentence, sentence } from '../../util/sentence.ts';
import type { BlankMode } from './probes.ts';

export const glmSettings = {
  ...runSettings('glm', 'glm', 'blanks'),
  bios: biosSettings,
  blanks: blanksSettings,
  reviews: reviewsSettings,
  tokenizer: tokenizerSettings,
  optimiser: optimiserSettings,
  glm: {
    objective: choice(
      'glm',
      ['glm', 'mlm', 'causal'],
      'blank filling (GLM), masked tokens whose number is given (masked LM), or the next token (causal LM)',
    ),
    steps: resumable(integer(2500, 0, maxSteps, 'steps')),
    batch: integer(32, 1, maxBatch, 'texts per step'),
    learningRate: resumable(number(2e-3, 0, 1, 'peak learning rate')),
    warmupSteps: resumable(integer(50, 0, maxSteps, 'steps over which the learning rate rises; then it falls to zero')),
    length: integer(32, 8, 512, 'longest text in tokens, [CLS] included'),
    width: integer(64, 4, 1024, 'width of the model'),
    layers: integer(2, 1, 24, 'layers'),
    heads: integer(4, 1, 64, 'attention heads'),
    // the official code has .02; at this size it does not learn
    initialStd: number(0.08, 1e-4, 1, 'standard deviation of weights and embeddings at the start'),
    // the official code has normal
    initialPositions: choice('sinusoids', ['sinusoids', 'normal'], 'how the tables of positions begin'),
    secondPositions: flag(true, 'tokens of a span have a position within it beside that of its mask'),
    shuffle: flag(true, 'spans are filled in a random order, otherwise from left to right'),
    sentinels: flag(false, 'each span has a mask and a beginning of its own'),
    share: share(0.15, 'share of the text that is taken out in token and sentence mode'),
    meanSpan: number(3, 0.1, 20, 'λ of the Poisson distribution of the lengths of spans'),
    // one mode a batch; only their ratio counts
    tokenWeight: resumable(number(1, 0, 1000, 'weight of the mode [MASK]: short spans')),
    sentenceWeight: resumable(number(0, 0, 1000, 'weight of the mode [sMASK]: whole sentences')),
    documentWeight: resumable(number(0, 0, 1000, 'weight of the mode [gMASK]: one long span')),
    titles: flag(false, 'texts are a title and the opening sentence of its article, which is what [gMASK] takes out'),
  },
  cloze: {
    steps: resumable(integer(0, 0, maxSteps, 'steps of fine-tuning on labelled sentences')),
    task: choice('sentiment', ['sentiment', 'topic'], 'what the labelled sentences are classified by'),
    labels: integer(16, 0, 256, 'labelled sentences that are trained on; 0: only those of the test are classified'),
    form: choice(
      'cloze',
      ['cloze', 'head'],
      'the label fills a blank (PET), or is read from the first token by a head',
    ),
    learningRate: resumable(number(5e-4, 0, 1, 'learning rate at first; it falls to zero')),
    lengthPenalty: resumable(number(0, 0, 4, 'exponent of the length by which Σ log p of several words is divided')),
  },
  evaluation: {
    every: evaluationSettings.every,
    texts: resumable(integer(64, 1, 10_000, 'held-out texts evaluated for the curves')),
    holdOutEvery: evaluationSettings.holdOutEvery,
  },
};

export type GlmRunConfig = ConfigOf<typeof glmSettings>;
export type GlmKey = SettingKey<typeof glmSettings>;

/** Steps of fine-tuning: none without labels. */
export const clozeSteps = ({ cloze }: Pick<GlmRunConfig, 'cloze'>): number => (cloze.labels === 0 ? 0 : cloze.steps);

/** The share of each mode of blanks. */
export function modeShares({
  tokenWeight,
  sentenceWeight,
  documentWeight,
}: GlmRunConfig['glm']): Record<BlankMode, number> {
  const sum = tokenWeight + sentenceWeight + documentWeight;
  return { token: tokenWeight / sum, sentence: sentenceWeight / sum, document: documentWeight / sum };
}

/** Conflicts between settings, one sentence each; empty if the configuration is valid. */
export function glmConflicts({ glm, cloze, corpus, reviews }: GlmRunConfig): Sentence[] {
  const found: Sentence[] = [];
  if (glm.width % (4 * glm.heads) !== 0) {
    found.push(sentence`${'glm'}.width (${glm.width}) must be a multiple of 4 · ${'glm'}.heads (${4 * glm.heads}).`);
  }
  if (glm.tokenWeight + glm.sentenceWeight + glm.documentWeight === 0) {
    found.push(sentence`One of glm.tokenWeight, glm.sentenceWeight and glm.documentWeight must be above 0.`);
  }
  if (
    glm.objective !== 'causal' &&
    Math.floor(glm.share * glm.length) === 0 &&
    glm.tokenWeight + glm.sentenceWeight > 0
  ) {
    found.push(
      sentence`glm.share (${glm.share}) of glm.length (${glm.length}) is less than one token: nothing would be taken out of a text.`,
    );
  }
  if (glm.titles && (glm.objective !== 'glm' || glm.documentWeight === 0)) {
    found.push(sentence`glm.titles needs glm.objective=glm and glm.documentWeight above 0.`);
  }
  const other = cloze.task === 'sentiment' ? 'reports' : 'reviews';
  if (cloze.steps > 0 && corpus === 'reviews' && reviews.kinds === other) {
    found.push(
      sentence`With reviews.kinds=${other} no text has the words that the task ${cloze.task} needs: choose both.`,
    );
  }
  return found;
}
