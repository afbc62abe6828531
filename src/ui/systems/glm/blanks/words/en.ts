/** Words of the page *Blanks*, in English. They are loaded with the page. */
import type { Definition } from '../../../../i18n/definition.ts';
import { count, whole } from '../../../../i18n/en/numbers.ts';

export const en = {
  empty: 'No model is open yet',
  emptyText:
    'Here spans of a text become blanks: the model reads the rest, and writes what is missing, token by token.',
  emptyRecorded:
    'A recording holds curves and what was measured; how well a text is filled only an open model can answer.',
  emptyKept: 'Resume your saved run, or open a new model at step 0.',
  emptyNew: 'Train first, or open a new model at step 0: it knows nothing yet.',
  opening: 'Opening the run',
  outline: [
    { head: 'Corrupt', text: 'Spans are drawn, each becomes one [MASK], and their order is shuffled.' },
    { head: 'Read and write', text: 'Part A is seen by all; Part B is written from left to right.' },
    { head: 'Fill', text: 'Type a text with blanks and see each token being chosen.' },
  ],
  source: 'The text and its blanks',
  block: (block: number) => `Block ${whole(block)}`,
  blockOf: (block: number, blocks: number) => `Block ${whole(block)} of ${whole(blocks)}`,
  mode: 'Blanks are',
  masked: (masked: number, all: number, percent: number) =>
    `${whole(masked)} of ${count(all, 'token', 'tokens')} are taken out (${percent}%)`,
  order: 'Order in Part B:',
  span: (number: number) => `Blank ${whole(number)}`,
  partA: 'Part A: the corrupted text',
  partB: (number: number) => `Part B, blank ${whole(number)}`,
  twoParts: 'Part A and Part B',
  twoPartsAbout:
    'A token of Part B has two positions: that of its [MASK] in Part A, and its place within the span. Each of them predicts the next token of its span; [eop] ends it.',
  parts: { a: 'Part A', b: 'Part B' },
  meanLoss: (loss: string, tokens: number) => `mean loss ${loss} over ${count(tokens, 'target', 'targets')}`,
  chance: (loss: string) => `a guess among all tokens: ${loss}`,
  notYet:
    'Not yet: what is missing stands elsewhere in the text, but the model does not copy it. Copying comes late, and then all at once: watch the loss.',
  otherObjective: (objective: string) =>
    `This run is trained with glm.objective=${objective}: it has never read blanks in this form, and the losses say so.`,
  mask: 'Who sees whom',
  maskLabel: 'Attention mask of Part A and Part B.',
  why: {
    all: 'Part A is seen by all.',
    laterB: 'It stands later in Part B, which is written from left to right.',
    earlierB: 'It stands earlier in Part B, and is already written.',
    blind: 'Part A does not see Part B: what is missing must not be there.',
    itself: 'Every token sees itself.',
  },
  fill: 'Fill the blanks',
  text: 'A text with blanks, each written as ___',
  start: 'Fill',
  own: 'Take this block',
  decoding: 'Decoding',
  decodings: { greedy: 'greedy', beam: 'beam search', sample: 'sampling' },
  temperature: 'Temperature',
  beams: 'Beams',
  seed: 'Seed',
  maxTokens: 'Longest blank',
  tokens: 'tokens',
  filling: 'Filling the blanks',
  tooLong: (characters: number, longest: number) =>
    `The text has ${whole(characters)} characters: shorten it to ${whole(longest)}.`,
  noBlank: 'Write at least one blank: three underscores, ___.',
  hint: 'The blanks are filled from left to right; each answer is there when the next blank is read.',
  rate: (rate: string) => `${rate} tokens per second`,
  shown: (shown: number, all: number) => `Step ${whole(shown)} of ${whole(all)}`,
  blankColumn: 'Blank',
  token: 'Token',
  others: 'Best others',
  guess: (token: string, probability: string) => `“${token}” ${probability}`,
  steps: 'Steps',
  noSteps: 'No token is chosen yet.',
  unfilled: 'blank',
  cut: (number: number) => `Blank ${whole(number)} was cut at its maximum length: the model did not end it.`,
  form: 'What is written',
  forms: { blanks: 'blanks in a text', opening: 'an opening from a title' },
  titleChoice: 'Title',
  noTitle: 'Choose a title',
  heldOut: 'held out of training',
  trainedOn: 'trained on',
  titleHint: 'The title stands in Part A, and the opening of its article is the blank behind it, [gMASK].',
  heldOutHint:
    'The articles of this title were never trained on: the model can copy the title, but it cannot know the facts.',
  definitions: {
    first: {
      name: 'First position',
      short: 'position 1',
      text: 'The place in the corrupted text. A token of Part B has that of its [MASK], so the model knows which blank it fills.',
    },
    second: {
      name: 'Second position',
      short: 'position 2',
      text: 'The place within the span, from 1. In Part A it is 0. The length of the span is not told.',
    },
    target: {
      name: 'Target',
      short: 'predicts',
      text: 'The token that has to be predicted here: the next one of the span, or [eop] at its end. Part A predicts nothing.',
    },
    loss: {
      name: 'Loss of the token',
      short: 'loss',
      formula: '−log p(y)',
      text: 'Nats, where y is the target, with the parameters as they are now. The stronger it is marked, the more probable the target.',
    },
    probability: {
      name: 'Probability of the token',
      short: 'p(token)',
      text: 'Given Part A and all that was written before. Special tokens but [eop] are barred; in sampling the logits are divided by the temperature.',
    },
  } satisfies Record<string, Definition>,
};

export type BlanksWords = typeof en;
