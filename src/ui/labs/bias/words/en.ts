/** Words of the lab *Bias*, in English. They are loaded with it. */
import type { LabText } from '../../../../labs/lab.ts';
import type { Definition } from '../../../i18n/definition.ts';

const text: LabText = {
  title: 'Bias in word vectors',
  about:
    'Word vectors learn a bias that we planted in their text; taking out its direction does not always take out the bias.',
  question:
    'The text links occupations with a hill or a valley. We find the direction g from valley to hill, and take it out of every word vector, so that u · g = 0. Is the bias gone?',
  choices: {
    gone: 'Yes: nothing of it is left in the vectors',
    stays: 'No: all of it can still be read from the vectors',
    elsewhere: 'It depends: where other words carry the bias, too, it is still there',
  },
  why: 'Only one direction is gone. Where an occupation leans in other words as well, such as “wool” or “linen”, a probe still tells its side; where “hill”, “valley” and the like were the only trace, the probe falls to about chance (.5).',
  exercises: {
    one: 'Choose a single pair of words. Does its direction still correlate with the plant by .8 or more?',
    left: 'Debias the occupations with other traces, with pairs for which the probe still tells the side of .85 or more of them.',
    gone: 'Debias the occupations whose only trace are words of the sides, with pairs for which the probe falls from .85 or more to .75 or less.',
    control: 'Train with strength 0 for 500 steps or more. What is the correlation where nothing was planted?',
    input:
      'Find an analogy of three different words whose best answer is one of them. Evaluations of analogies usually leave these out.',
  },
  exact:
    'Exact: everything below the training is computed in 64-bit floating point from the vectors of the run on screen, and the planted degrees are known. Small: 200 words, vectors of 32 numbers, sentences that we generated; figures differ between seeds, by about .1 for probes of 40 occupations.',
};

const projection: Definition = {
  name: 'Projection on the direction',
  short: 'u · g',
  formula: 'u · g,  ‖u‖ = ‖g‖ = 1',
  text: 'How far the vector of a word points to the hill (positive) or to the valley (negative).',
};
const degree: Definition = {
  name: 'Planted degree',
  short: 'planted',
  text: 'Drawn by the seed, not by anything about the occupation: from −1 to 1. With strength s and degree d, a side in a sentence is the hill with probability (1 + s d) / 2.',
};
const correlation: Definition = {
  name: 'Correlation with the plant',
  short: 'correlation',
  text: 'Pearson’s r of u · g, before debiasing, and the planted degrees of these occupations.',
};
const largest: Definition = {
  name: 'Largest projection',
  short: 'max |u · g|',
  text: 'Over these occupations, as the vectors are now; 0 but for rounding after debiasing.',
};
const probeBefore: Definition = {
  name: 'Probe before debiasing',
  short: 'probe before',
  text: 'Share of these occupations whose side a logistic regression tells from their vectors; each was left out of its training (10-fold cross-validation). Chance is .5.',
};
const probe: Definition = {
  name: 'Probe on the vectors as they are now',
  short: 'probe now',
  text: 'The same on the vectors as they are shown: after debiasing, u − (u · g) g.',
};

export const en = {
  text,
  planted:
    'We planted this bias. The island is invented; which occupation leans to which side was drawn at random, and says nothing about people. In studies of real text (Bolukbasi et al. 2016) the pairs are words like “he” and “she”.',
  waiting: 'The vectors of the run are being read.',
  otherText:
    'The run on screen reads a text of another kind: nothing was planted there. Train the preset again to see the island.',
  strength: 'Strength of the plant, in the next training',
  atStep: (step: string, strength: string) => `Vectors at step ${step}; strength of the plant: ${strength}.`,
  pairsHead: 'Pairs that define the direction',
  pairsHint: 'g is the mean of the differences hill − valley of the chosen pairs, of length 1.',
  kind: 'Occupations',
  kinds: { traces: 'With other traces', sides: 'Sides are the only trace' },
  debias: 'Debias',
  undoDebias: 'Put the direction back',
  noPair: 'Choose at least one pair.',
  figures: { correlation, largest, probeBefore, probe },
  list: 'Occupations along the direction, in the order of the planted degree',
  occupation: 'Occupation',
  projection,
  degree,
  toValley: 'Planted towards the valley',
  toHill: 'Planted towards the hill',
  analogyHead: 'Analogies',
  analogy: 'a : b = c : ? (three words)',
  analogyHint:
    'The nearest words to b − a + c. Words of the text: countries, capitals, adjectives, occupations, sides, goods.',
  inputs: 'The words a, b and c',
  inputChoices: { out: 'are left out', in: 'may be the answer' },
  threeWords: 'Type three words, such as hill : valley = up.',
  unknown: (words: string) => `The text does not have: ${words}.`,
  answer: 'Answer',
  cosine: {
    name: 'Cosine',
    short: 'cosine',
    formula: 'v · w / (‖v‖ ‖w‖)',
    text: 'Of the word and b − a + c.',
  } satisfies Definition as Definition,
};

export type BiasWords = typeof en;
