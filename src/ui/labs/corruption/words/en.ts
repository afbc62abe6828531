/** Words of the lab *Corruption*, in English. They are loaded with it. */
import type { CorruptionKind } from '../../../../labs/corruption.ts';
import type { SentenceLanguage } from '../../../../labs/corruption-text.ts';
import type { LabText } from '../../../../labs/lab.ts';
import type { Definition } from '../../../i18n/definition.ts';

const text: LabText = {
  title: 'Corruption',
  about: 'One sentence, spoilt in five ways: what the model reads, and what it has to say.',
  question:
    'BERT chooses 15% of the tokens. Most of them become [MASK], but one in ten of the chosen ones stays as it is. What is asked of the model there?',
  choices: {
    nothing: 'Nothing: the token can be read, so there is nothing to predict',
    same: 'To predict the very token that stands there',
    next: 'To predict the token behind it',
  },
  why: 'Every chosen token is predicted, whatever stands in its place. The model does not see which tokens were chosen, and one in ten of the chosen ones is a wrong word: so it has to know of every word whether it fits. Later, in real texts, there is no [MASK] at all.',
  exercises: {
    kept: 'Roll until BERT chooses a token in the first row and leaves it as it is.',
    over: 'Roll until GLM takes out more than twice the share that is set. (It draws lengths of spans until they are enough.)',
    spans: 'Change the share until T5 makes two blanks. Then roll: does their number ever change?',
    length: 'Mark every row whose input tells how many tokens are missing in a blank, and no other.',
  },
  exact:
    'Exact: every row is drawn by the rules of the papers’ code, with a seed, and the counts below are counted. Small: one sentence, and tokens that are words, endings of words and characters; the random tokens come from the sentences of this lab.',
};

const tally = {
  share: {
    name: 'Share predicted',
    short: 'predicted',
    text: 'Mean share of the tokens of the sentence that are predicted in a roll.',
  },
  blanks: {
    name: 'Blanks',
    short: 'blanks',
    text: 'Mean number of blanks in a roll. Neighbouring tokens that are predicted are one blank.',
  },
  supervised: {
    name: 'Supervised tokens',
    short: 'supervised',
    text: 'Mean number of predictions that count in the loss, with sentinels and ends of spans.',
  },
  read: {
    name: 'Tokens read',
    short: 'read',
    text: 'Mean number of tokens that go through the model in a roll, in encoder and decoder.',
  },
  mask: {
    name: 'Chosen tokens that became [MASK]',
    short: '[MASK]',
    formula: '.8',
    text: 'Share of all chosen tokens in these rolls.',
  },
  random: {
    name: 'Chosen tokens that became another token',
    short: 'another',
    formula: '.1 − .1 / V',
    text: 'Share of all chosen tokens in these rolls. A random token is drawn from V.',
  },
  same: {
    name: 'Chosen tokens that are unchanged',
    short: 'unchanged',
    formula: '.1 + .1 / V',
    text: 'Share of all chosen tokens in these rolls: those that were kept, and those whose random token happened to be the same one.',
  },
} satisfies Record<string, Definition>;

export const en = {
  text,
  /** Of the sentences that are offered first, and of those that follow. */
  language: 'en' as SentenceLanguage,
  otherLanguage: 'zh' as SentenceLanguage,
  sentence: (most: number) => `A sentence (up to ${most} tokens)`,
  examples: 'Sentences:',
  roll: 'Roll again',
  rollOf: (roll: number) => `Roll ${roll}`,
  share: (share: string, count: string) => `Share: ${share} of ${count} tokens`,
  kinds: {
    bert: 'BERT: single tokens',
    words: 'BERT: whole words',
    t5: 'T5: spans',
    glm: 'GLM: spans',
    salient: 'REALM: salient spans',
  } satisfies Record<CorruptionKind, string>,
  sees: {
    bert: 'The encoder reads everything at once. Each chosen token is predicted where it stands, by itself.',
    words: 'As above, but with a piece of a word all of it is chosen. A Chinese word has several characters.',
    t5: 'The encoder reads the sentence with one sentinel for each blank. The decoder then writes all blanks, from the left. What stays and what is taken out take turns, so the last blank always ends the text.',
    glm: 'Part A is read at once, with one [MASK] for each blank. Part B is written from the left behind it, blank by blank in a shuffled order, until [eop] ends each.',
    salient: 'A name, a date or a quantity is masked as a whole: what grammar alone cannot tell.',
  } satisfies Record<CorruptionKind, string>,
  encoder: 'Read at once',
  decoder: 'Read from the left, and predicted',
  predicts: (target: string) => `predicts ${target}`,
  roles: { random: 'a random token', keep: 'kept as it is' },
  counted: (supervised: string, taken: string, blanks: string) =>
    `Supervised tokens: ${supervised}. Tokens of the sentence that are predicted: ${taken}, in blanks: ${blanks}.`,
  tells: 'Its input tells how long a blank is',
  finding: 'Names and dates are being looked for …',
  missing: 'Names and dates cannot be looked for: this part of the page could not be loaded.',
  none: {
    bert: 'There is no token to choose: type a sentence.',
    words: 'No word fits into the share in this roll: its pieces would be too many.',
    t5: 'T5 leaves a token at least: type more than one.',
    glm: 'The sentence is too short: the share of it is less than a token, or its spans do not fit.',
    salient: 'There is no name, no date and no number in this sentence, so nothing is masked.',
  } satisfies Record<CorruptionKind, string>,
  many: 'Many rolls, counted',
  manyAbout: (tokens: string, pieces: string) =>
    `Rolls until ${tokens} tokens of the sentence have been predicted in each row. Random tokens are drawn from V = ${pieces}.`,
  kind: 'Row',
  tally,
  specials: (count: string) => `Special tokens that were chosen: ${count}.`,
};

export type CorruptionWords = typeof en;
