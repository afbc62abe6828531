/** Words of GLM, in English. */
import { glmMetrics } from '../../../../systems/glm/metrics.ts';
import type { Definition } from '../../../i18n/definition.ts';
import { blanks as page } from './en-blanks.ts';

const blanks = (size: string): Definition => ({
  name: `Blanks of ${size}`,
  text: `Share of blanks of ${size} tokens in held-out texts that greedy filling gets exactly right; GLM must also end them. Near 0 means “not yet”: copying begins with a jump, not step by step.`,
});
const bigrams = (size: string): Definition => ({
  name: `Blanks of ${size} by bigrams`,
  text: 'The same blanks, filled by counts of neighbouring tokens; the length is given.',
});
const heldOutLoss = (mode: string, what: string): Definition => ({
  name: `Held-out loss, ${mode}`,
  text: `Mean of −log p of a token on held-out texts ${what}, nats.`,
});

/** Metrics that need no more words than their description has. */
const described = Object.fromEntries(
  glmMetrics
    .filter(({ id }) => id === 'blanksUnended' || id.startsWith('title'))
    .map(({ id, name, about }): [string, Definition] => [id, { name, text: about }]),
);

export const glm = {
  blanks: page,
  phases: {
    glm: {
      name: 'Blank filling',
      plain: 'fill blanks',
      hint: 'Spans are taken out of texts, and the model fills them.',
    },
    cloze: {
      name: 'Cloze task',
      plain: 'classify sentences',
      hint: 'A few labelled sentences teach which word fills the blank, or a classifier head.',
    },
  },
  metrics: {
    ...described,
    titles: {
      name: 'Openings from titles',
      text: 'Held-out titles: names copied, wordings of the corpus, values that are right; dashed: values right by chance.',
    },
    blanksOf1: blanks('1'),
    blanksOf2: blanks('2'),
    blanksOf3to5: blanks('3–5'),
    bigramOf1: bigrams('1'),
    bigramOf2: bigrams('2'),
    bigramOf3to5: bigrams('3–5'),
    heldOutAccuracy: { name: 'Blanks filled', text: 'Share of all blanks in held-out texts that are right.' },
    heldOutLogLikelihood: {
      name: 'Log-likelihood of a blank',
      text: 'Mean of log p(blank | the rest of the text), nats.',
    },
    tokenLoss: heldOutLoss('[MASK]', 'with short spans taken out; of a causal LM over all tokens'),
    sentenceLoss: heldOutLoss('[sMASK]', 'with whole sentences taken out'),
    documentLoss: heldOutLoss('[gMASK]', 'with one long span taken out'),
    clozeAccuracy: {
      name: 'Sentences classified',
      text: 'Share of the test sentences that get the right label: by the word that fills the blank of the trained pattern, or by the head. At the end of blank filling it is zero-shot.',
    },
    clozeSecond: {
      name: 'Sentences classified, second pattern',
      text: 'The same by a pattern that is not trained: the label whose words have the largest Σ log p.',
    },
    supervised: { name: 'Supervised tokens', text: 'Tokens that were predicted in training so far.' },
    blanks: { name: 'Blanks', text: 'Blanks of 1, 2 and 3–5 tokens that are right; dashed: blanks of 1 by bigrams.' },
  } as Readonly<Record<string, Definition>>,
};

export type GlmStrings = typeof glm;
