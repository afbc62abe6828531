/** REALM's presets: layers over the defaults of the settings. */

import type { PartialConfig } from '../../run/settings.ts';
import type { Preset } from '../../run/system.ts';
import type { OwnTextPreset } from '../own-text.ts';
import type { RealmConfig } from './settings.ts';

type Layer = PartialConfig<RealmConfig>;

/**
 * One word a value, with 400 steps of ICT and learning rates that fall to zero, as in the official code: at a constant rate the reader learns the
 * training facts by heart, and retrieval drifts.
 */
const bios: Layer = {
  masking: { maxTokens: 1 },
  ict: { steps: 400 },
  evaluation: { examples: 256, maxTokens: 1 },
};

/**
 * A smaller `bios` that begins with a reader that can copy: its checkpoint was written after ICT and warm-up. A joint step reads a third of what a
 * step of `bios` reads, so that a software adapter shows in a minute what the joint phase does.
 */
const first: Layer = {
  ...bios,
  bios: { people: 80, attributes: 4 },
  realm: { candidates: 5 },
  ict: { steps: 150 },
  warmup: { steps: 500 },
  joint: { steps: 400, batch: 8, warmupSteps: 30, retrieverLearningRate: 5e-4, refreshEvery: 25 },
  evaluation: { every: 25, examples: 64, questions: 120, maxTokens: 1 },
};

/**
 * `bios` with everything that paper and official code have and that it leaves out. Retriever and reader are BERT's, [CLS] is pooled, and the examples, the
 * objective and the optimiser are those of the official code.
 */
const biosFaithful: Layer = {
  ...bios,
  transformer: { normalisation: 'post', gelu: 'erf', epsilon: 1e-12 },
  retriever: { pooling: 'cls', segments: true, pooler: true, dropout: 0.1 },
  reader: { transform: true, dropout: 0.1 },
  realm: { objective: 'token' },
  masking: { ...bios.masking, sampling: 'block' },
  optimiser: { beta2: 0.999 },
  ict: { ...bios.ict, loneSentence: 'drop' },
};

/** Everything small, so that the whole run, from ICT to a swap of the index, takes less than a minute on a slow machine. */
const smoke: Layer = {
  masking: { maxTokens: 1 },
  bios: { people: 24 },
  retriever: { width: 32, heads: 2, projection: 32 },
  reader: { width: 32, heads: 2 },
  ict: { steps: 20, batch: 16 },
  warmup: { steps: 30, batch: 16 },
  joint: { steps: 60, batch: 4, warmupSteps: 10, refreshEvery: 15, retrieverLearningRate: 1e-4 },
  evaluation: { every: 30, examples: 16, questions: 24, maxTokens: 1 },
};

/**
 * Natural text, with the settings that learn there: a direct path in the retriever, a copy head and a token shift in the reader
 * (both depart from the paper), and ICT stopped early so that REALM has something left to teach. Only recurring names are masked: half of all
 * names have no answer among their candidates; p(null) then rises and retrieval collapses. The vocabulary cuts most names into one or two
 * pieces, and the warm-up also reads nothing and wrong documents; both make a better reader. At a tenth of the usual learning rate the reader
 * does not learn the training facts by heart.
 */
const atlas: Layer = {
  corpus: 'atlas',
  tokenizer: { kind: 'bpe', vocabularySize: 8000 },
  lengths: { query: 32, document: 48 },
  masking: { maxTokens: 3, recurring: true },
  retriever: { pooling: 'mean', directPath: true, projection: 64, orthogonalProjection: true },
  reader: { copyHead: true, tokenShift: true, initialStd: 0.08 },
  ict: { steps: 240, keepSentence: 0.5, queryDropout: 0.5 },
  warmup: { steps: 400, batch: 32, substitution: 0.7, otherBlocks: 0.5, distractors: 0.3 },
  joint: { steps: 300, batch: 8, readerLearningRate: 1e-4 },
  evaluation: { examples: 64, questions: 300, maxTokens: 3, recurring: true },
};

/**
 * `atlas` where REALM adds to ICT: wider models, and ICT kept as a second loss, without which R@5 falls at rates that move R@1. The reader is also
 * warmed up on what its retriever returns. `joint.realmWeight=0` is the control: ICT continued for as many steps.
 */
const atlasIct: Layer = {
  ...atlas,
  retriever: { ...atlas.retriever, width: 128, projection: 128 },
  reader: { ...atlas.reader, width: 128 },
  warmup: { ...atlas.warmup, steps: 1200, batch: 64, retrieved: 0.3 },
  joint: {
    steps: 1000,
    batch: 32,
    ictWeight: 1,
    retrieverLearningRate: 1e-3,
    readerLearningRate: 5e-5,
    substitution: 0.5,
  },
};

/** `atlas` and `atlas-zh` together: the vocabulary holds both (English is cut as in `atlas`, Chinese into
 * characters), and a question in one language is searched in the other. */
const atlasTwoLanguages: Layer = {
  ...atlasIct,
  corpus: 'atlas-2l',
  tokenizer: { kind: 'bpe', vocabularySize: 10000 },
  evaluation: { ...atlas.evaluation, questions: 894 },
};

/**
 * A text of the user's own, with the settings of `atlas` on smaller models and fewer steps: r(z) is on screen as soon as joint training begins, so
 * what comes before it is short. On the software adapter of two busy cores it begins after a minute with 40 documents of one passage each.
 */
const ownShort: Layer = {
  ...atlas,
  tokenizer: { kind: 'bpe', vocabularySize: 2000 },
  retriever: { ...atlas.retriever, width: 32, projection: 32 },
  reader: { ...atlas.reader, width: 32 },
  ict: { ...atlas.ict, steps: 80, batch: 32 },
  warmup: { ...atlas.warmup, steps: 150, batch: 16 },
  joint: { ...atlas.joint, steps: 200 },
  evaluation: { ...atlas.evaluation, every: 50, examples: 32 },
};

const ownLong: Layer = {
  ...atlas,
  tokenizer: { kind: 'bpe', vocabularySize: 4000 },
  retriever: { ...atlas.retriever, width: 48, projection: 48 },
  reader: { ...atlas.reader, width: 48 },
  ict: { ...atlas.ict, steps: 120, batch: 32 },
  warmup: { ...atlas.warmup, steps: 250, batch: 24 },
  evaluation: { ...atlas.evaluation, questions: 100 },
};

/** Presets for a text of the user's own by its number of passages; the last one is for any number. */
export const realmOwnText: readonly OwnTextPreset[] = [
  { preset: 'own-short', passages: 600 },
  { preset: 'own-long', passages: Number.POSITIVE_INFINITY },
];

/**
 * Every fact stands once in English and once in Chinese, and a sentence may not read its own document: only r(z) can tell the retriever which
 * documents of the other language say the same. The candidates are those of the other language, and more than usual: at first hardly any of them
 * states the fact, and r(z) is nothing without one. A copy head copies a value after a few hundred steps, in whichever language z is; without it
 * the reader learns to ignore what it reads before the retriever finds anything. The direct path does not make the start better, but the retriever goes on to
 * learn where one without it stops.
 */
const bilingual: Layer = {
  corpus: 'bios-2l',
  masking: { maxTokens: 1 },
  lengths: { query: 28, document: 64 },
  retriever: { pooling: 'mean', directPath: true, orthogonalProjection: true },
  reader: { copyHead: true, tokenShift: true },
  realm: { otherLanguage: true, candidates: 16 },
  ict: { steps: 600 },
  warmup: { steps: 500 },
  joint: { steps: 600 },
  evaluation: { examples: 256, questions: 1200, maxTokens: 1 },
};

/**
 * A smaller `bios-2l`, for a software adapter: few people share a surname, so that eight candidates hold the fact often enough from the beginning. The
 * warm-up also reads nothing and wrong documents: a reader that believes whatever it reads makes every candidate useless, and p(null) goes to 1.
 */
const firstBilingual: Layer = {
  ...bilingual,
  bios: { people: 80 },
  realm: { otherLanguage: true },
  ict: { steps: 200, batch: 48 },
  warmup: { steps: 220, batch: 32, distractors: 0.3 },
  joint: { steps: 300, batch: 8, warmupSteps: 30, refreshEvery: 25 },
  evaluation: { every: 50, examples: 96, questions: 480, maxTokens: 1 },
};

export const realmPresets: readonly Preset[] = [
  {
    name: 'first',
    title: 'First steps',
    about:
      'Eighty invented people, and a reader that can already copy: within a minute the retriever finds what the reader needs.',
    layer: first,
    warmStart: 'first',
  },
  {
    name: 'smoke',
    title: 'Smoke',
    about: 'Two dozen invented people and a tiny model: every stage of the run, in under a minute.',
    layer: smoke,
  },
  {
    name: 'bios',
    title: 'Biographies',
    about: 'Two hundred invented people, each fact told twice in different words: retrieval learns before your eyes.',
    layer: bios,
  },
  {
    name: 'bios-2l',
    title: 'Two languages',
    about:
      'Two hundred invented people, each fact told once in English and once in Chinese: masked words alone align the two languages.',
    layer: bilingual,
    warmStart: 'bios-2l',
  },
  {
    name: 'first-2l',
    title: 'Two languages, first steps',
    about: 'The same with eighty people and a smaller model’s work: minutes without a graphics card.',
    layer: firstBilingual,
    warmStart: 'first-2l',
  },
  {
    name: 'atlas',
    title: 'Atlas',
    about:
      'Natural text we wrote, with a copy head and a token shift, which depart from the paper. Held-out log p(y|x) rises by a nat or more, R@1 over its ICT start by less than .05.',
    layer: atlas,
  },
  {
    name: 'atlas-ict',
    title: 'Atlas, ICT kept',
    about:
      'The same text for a graphics card: wider models, and ICT kept as a second loss. Set joint.realmWeight to 0 for the control, ICT alone for as many steps.',
    layer: atlasIct,
  },
  {
    name: 'atlas-2l',
    title: 'Atlas, two languages',
    about:
      'English and Chinese articles together, 134 of them in pairs that tell the same facts: a question in one language is searched in the other.',
    layer: atlasTwoLanguages,
  },
  {
    name: 'bios-faithful',
    title: 'Biographies, as in the paper',
    about:
      'The same people with BERT’s layers, its pooler, dropout, and the sampling, objective and optimiser of the official code: what the small presets leave out.',
    layer: biosFaithful,
  },
  {
    name: 'own-short',
    title: 'Your text, short',
    about:
      'For an imported text of up to 600 passages: small models and a short warm-up, so that r(z) is soon to be seen.',
    layer: ownShort,
  },
  {
    name: 'own-long',
    title: 'Your text, long',
    about: 'For an imported text of more than 600 passages: larger models, which take several times as long.',
    layer: ownLong,
  },
];
