/** Words of the lab *Masks*, in English. They are loaded with it. */
import type { LabText } from '../../../../labs/lab.ts';
import { type MaskPreset, type MaskTask, windowCells } from '../../../../labs/masks.ts';
import type { Definition } from '../../../i18n/definition.ts';

const text: LabText = {
  title: 'Masks and leaks',
  about: 'Who may look at whom: paint an attention mask, and see what flows through the layers.',
  question:
    'In a decoder each position sees itself and those before it, and predicts the next token. Somebody opens one cell more: position 1 now sees token 3. The model has two layers. Who is told its answer?',
  choices: {
    none: 'Nobody: position 1 predicts token 2, and does not see it',
    one: 'Position 1 alone',
    both: 'Positions 1 and 2',
    all: 'All of them',
  },
  why: 'In the first layer position 3 reads token 2, and position 1 reads token 3. In the second layer position 1 reads position 3, which knows token 2, its answer. And position 2 reads position 1, which knows token 3. Choose the decoder, open the cell, and change the number of layers.',
  exercises: {
    decoder: 'Begin with the empty mask and paint the decoder’s: each position sees itself and those before it.',
    indirect:
      'Begin with the decoder and open one single cell, so that nothing leaks in one layer, but something does in two.',
    hidden: 'Let everything see everything, and still let no answer reach the position that predicts it.',
    window: `A decoder for long texts: with ${windowCells} open cells or fewer, let every position get all tokens before it through the layers. Nothing may leak, and the next token is predicted.`,
  },
  exact:
    'Exact: what can flow is computed from the cells, and proved by attention in 64-bit floating point: a token is exchanged, and a change of 0 is exactly 0. Small: one head of width 4, whose matrices are drawn and not trained; a layer adds attention to what it reads, and has no feed-forward part, which would mix no positions.',
};

const predicts: Definition = {
  name: 'What the position predicts',
  short: 'predicts',
  text: 'The token that the loss asks for at this position, and where it stands in the row.',
};
const way: Definition = {
  name: 'How the answer gets there',
  short: 'way of the answer',
  text: 'The shortest way of the token to the position: each arrow is a layer. The answer should have none.',
};
const change: Definition = {
  name: 'Change of the output when the answer is exchanged',
  short: 'Δ output',
  formula: 'max |h − h′|',
  text: 'The output of the position with the token and with another one in its place, in the small attention of this lab: the largest difference of an entry. It is not 0 exactly where the answer can flow to the position.',
};

export const en = {
  text,
  begin: 'Begin with (press 1 to 6)',
  presets: {
    empty: 'empty',
    decoder: 'decoder',
    encoder: 'encoder',
    prefix: 'prefix of 3',
    glm: 'GLM',
    llara: 'LLaRA',
  } satisfies Record<MaskPreset, string>,
  about: {
    empty: 'Nobody sees anybody.',
    decoder: 'Each position sees itself and those before it, as GPT does.',
    encoder: 'Every position sees every position, as in BERT.',
    prefix: 'The first three tokens are given and see each other; from the third on the next token is predicted.',
    glm: 'x1 … x6 with the blanks [x5 x6] and [x3]: Part A is seen by all, Part B is written from the left.',
    llara: 'A text of three tokens and two prompts behind it: SELF and NEXT, which do not see each other.',
  } satisfies Record<MaskPreset, string>,
  task: 'Predicted is',
  tasks: {
    next: 'the next token',
    hidden: 'a token that [MASK] hides',
    open: 'a token that stands there openly',
  } satisfies Record<MaskTask, string>,
  /** Six tokens for the text. */
  tokens: ['the', 'cat', 'sat', 'on', 'a', 'mat'],
  parts: { text: 'text', prefix: 'prefix', a: 'Part A', b: 'Part B', self: 'SELF', next: 'NEXT' },
  maskHead: 'The mask',
  maskLabel: 'The mask that is painted.',
  fewer: 'A layer less',
  more: 'A layer more',
  layers: (n: number) => (n === 1 ? '1 layer' : `${n} layers`),
  reachHead: (n: number) => (n === 1 ? 'What flows through 1 layer' : `What flows through ${n} layers`),
  reachLabel: (n: number) =>
    `Which token, a column, can flow into which position, a row, through ${n === 1 ? '1 layer' : `${n} layers`}.`,
  rings: 'Rings: where a position would get its own answer.',
  position: 'Position',
  predicts,
  way,
  change,
  answer: (token: string, at: number) => `${token} (${at})`,
  hiddenWay: 'none: [MASK] stands there',
  noWay: 'none',
  steps: (way: readonly string[]) => way.join(' → '),
  leaks: (n: number, of: number) =>
    n === 0
      ? `No leak: none of ${of} answers gets to the position that predicts it.`
      : `LEAK: ${n} of ${of} ${n === 1 ? 'answers gets' : 'answers get'} to the position that predicts ${n === 1 ? 'it' : 'them'}.`,
};

export type MasksWords = typeof en;
