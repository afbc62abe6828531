/** Words of the lab *Kinds*, in English. They are loaded with it. */
import type { ChoiceModelId, PairKind } from '../../../../labs/kinds.ts';
import type { LabText } from '../../../../labs/lab.ts';
import type { Definition } from '../../../i18n/definition.ts';

const text: LabText = {
  title: 'What pre-training learns, by kind',
  about:
    'Ten pairs of sentences each about facts, syntax, coreference, topic, sentiment, reasoning and arithmetic, asked of every model.',
  question:
    'A small decoder reads 1,200 reviews of films, hotels and books, which a program wrote, and nothing else. Then it is asked pairs of sentences of seven kinds. Which kinds does it decide better than by chance?',
  choices: {
    repeated: 'Those whose words stand together again and again in its texts',
    easy: 'Those that are easiest for us: the sums of small numbers, and who is meant by “she”',
    all: 'All of them, each a little',
  },
  why: 'Three adjectives of praise, or three of blame, stand side by side in most of these reviews. In one run of the preset, at step 304 of 310, the decoder had all ten pairs of sentiment right (interval .69 to 1; in another, up to step 131, never more than 6), 4 of the 6 of syntax that it could read, 5 of 10 of coreference and of reasoning, and 4 of 10 sums. Every pair about facts and topics has a word that its texts lack. The encoder, which had read nothing yet, had 5 of 10 of sentiment.',
  exercises: {
    models: 'Measure models of two presets, so that they stand beside each other.',
    above:
      'Find a measurement in which one kind is above chance by its interval, and another, of which pairs could be read, is not.',
    learned: 'Measure a model, train it further, and measure again: a kind that was not above chance is now.',
  },
  exact:
    'Exact: the probabilities are those that the run on screen computes now, with the same sentences for every model, and the interval of Clopper and Pearson covers the true share in at least 95% of all cases if the pairs are independent. Small: ten pairs a kind; only nine right ones of ten are above chance, and a kind at seven of ten may be learned nevertheless. A model that guesses reaches nine or ten in one kind of 93, so who looks at many kinds will see that, too.',
};

const kinds: Record<PairKind, string> = {
  facts: 'facts',
  syntax: 'syntax',
  coreference: 'coreference',
  topic: 'topic',
  sentiment: 'sentiment',
  reasoning: 'reasoning',
  arithmetic: 'arithmetic',
};

const parts: Record<ChoiceModelId, string> = {
  lm: 'language model',
  blanks: 'blank filling',
  reader: 'reader without a document',
  documents: 'reader with documents',
  decoder: 'decoder',
  encoder: 'encoder',
  encoderDecoder: 'encoder–decoder',
};

const definitions = {
  right: {
    name: 'Right pairs',
    short: 'right',
    text: 'Pairs of sentences in which the word that fits has the higher probability, of those that the model can read. A model that always prefers the same of two words has half of them.',
  },
  interval: {
    name: '95% interval of the share of right pairs',
    short: '95% interval',
    text: 'By Clopper and Pearson, from the binomial distribution itself, so it holds for few pairs, too. If .5 is below it, the kind is above chance.',
  },
  frequent: {
    name: 'Right by frequency',
    short: 'by frequency',
    text: 'Of the same pairs those that are decided right by taking the word that is more frequent in the corpus of the run; equal ones count half. Pairs stand in mirrored twos, so it is half of them unless one of two cannot be read.',
  },
  skipped: {
    name: 'Left out',
    short: 'left out',
    text: 'Pairs with a word that the vocabulary of the run lacks, or with more tokens than its model reads. They are not counted.',
  },
  difference: {
    name: 'Log-probability with the right and the wrong word',
    short: 'log p, right and wrong',
    text: 'In nats. Language model and decoder: of the whole sentence. Blank filling and encoder–decoder: of the word in the blank and its end. Encoder and reader: of the word at its masks. Only the two of a line are to be compared.',
  },
} satisfies Record<string, Definition>;

export const en = {
  text,
  kinds,
  parts,
  definitions,
  told: 'Each sentence has one blank, a word that fits, and one that fits less. The sentences are the same for every model; what its texts do not contain, a model cannot know. Measurements stay here while you open other runs.',
  models: {
    pretraining: 'Decoder, encoder and encoder–decoder of the run on screen are asked one after the other.',
    llara: 'The language model of the run on screen is asked: after adaptation and fine-tuning it is a retriever.',
    glm: 'The model of the run on screen fills the blanks.',
    realm:
      'The reader of the run on screen is asked twice: with the null document alone, and with the documents that exact search finds now.',
    realmWithoutNull:
      'The reader of the run on screen is asked with the documents that exact search finds now. It is not asked without a document: this run has no null document (realm.nullDocument), so its reader never learned to do without one.',
  },
  other: (preset: string) =>
    `The prediction speaks of “${preset}”: “Train it” begins a run of it at step 0. What was measured stays, and the run on screen is put aside.`,
  none: 'Nothing was measured yet. Three pre-trainings, LLaRA, GLM and REALM answer. Sequence to sequence, in-context learning, word vectors and Open-QA do not: they read no sentence with a blank.',
  kind: 'Kind',
  rightOf: (right: number | string, read: number) => `${right} of ${read}`,
  aboveChance: '▲',
  skipped: (unknown: number, long: number) =>
    [unknown > 0 && `${unknown} unknown`, long > 0 && `${long} too long`].filter(Boolean).join(', ') || '0',
  measurement: 'Measurement',
  compared: 'Measurements beside each other',
  comparedHint: 'All measurements: right pairs of those that could be read; ▲ above chance by the interval.',
  rowName: (model: string, preset: string, at: string) => `${preset}, ${model}: phase ${at}`,
  back: 'Previous measurement',
  further: 'Next measurement',
  sentences: 'Sentences about',
  showKind: (kind: string) => `Show: ${kind}`,
  pairsOf: (kind: string) => `Pairs: ${kind}`,
  sentence: 'Right / wrong word',
  about: {
    facts: 'Facts of the world: in which country a city lies, and which language is spoken there.',
    syntax: 'The article before a vowel, the order of word classes, and the agreement of the verb.',
    coreference: 'The pronoun agrees with the only person that is named.',
    topic: 'Two words of one topic of the news stand side by side.',
    sentiment: 'The last judgement agrees with those before it.',
    reasoning: 'The word follows from the rest of the sentence: order, exclusion, and what lies in what.',
    arithmetic: 'Sums and halves of small numbers, in words.',
  } satisfies Record<PairKind, string>,
  difference: (right: string, wrong: string, isRight: boolean) =>
    `${right} and ${wrong}: ${isRight ? 'right' : 'wrong'}`,
  left: { unknown: 'left out: unknown word', long: 'left out: too long' },
  again: 'Log-probabilities are shown for the last measurement of the run on screen.',
};

export type KindsWords = typeof en;
