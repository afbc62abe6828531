/** Words of the lab *Attention by hand*, in English. They are loaded with it. */
import type { AttentionStep, MaskKind } from '../../../../labs/attention.ts';
import type { LabText } from '../../../../labs/lab.ts';
import type { Definition } from '../../../i18n/definition.ts';
import type { CellProblem } from '../number-grid.tsx';

const text: LabText = {
  title: 'Attention by hand',
  about: 'Queries, keys and values of three tokens: every number from a dot product to the output.',
  question:
    'Token 1 has the query (1, 0). The keys of the three tokens are (1, 0), (0, 1) and (1, 1). How does token 1 share out its attention?',
  choices: {
    itself: 'Almost all of it goes to token 1, whose key equals the query',
    alike: 'Tokens 1 and 3 get the same, token 2 gets less',
    longest: 'Token 3 gets the most: its key is the longest',
  },
  why: 'A dot product asks how far a key points along the query. (1, 0) and (1, 1) point equally far along (1, 0), so their scores are 1, 0 and 1, and the weights are .401, .198 and .401: see the first row.',
  exercises: {
    alone: 'Change queries or keys until token 3 looks at token 1 alone: a weight above .9, in every head.',
    alike:
      'Make token 1 look at all three tokens alike, a third each. The three keys must stay different from each other.',
    prefix: 'Choose the mask with which nothing of token 3 can reach token 1, while token 1 still sees token 2.',
  },
  exact:
    'Exact: all numbers, in 64-bit floating point; three digits are shown. Small: three tokens and two columns, where models have hundreds of each, and Q, K and V are set by you, not computed from embeddings.',
};

const inputs = {
  queries: {
    name: 'Queries Q',
    short: 'queries',
    plain: 'what a token looks for',
    text: 'A row for each token. A model computes it from the embedding of the token with a matrix that is trained.',
  },
  keys: {
    name: 'Keys K',
    short: 'keys',
    plain: 'by what it is found',
    text: 'A row for each token. A query that points the same way as a key has a high score with it.',
  },
  values: {
    name: 'Values V',
    short: 'values',
    plain: 'what it passes on',
    text: 'A row for each token. The output of a token is a mean of these rows, weighted by its attention.',
  },
} satisfies Record<string, Definition>;

const steps: Readonly<Record<AttentionStep, Definition>> = {
  scores: {
    name: 'Scores',
    short: 'Q Kᵀ',
    formula: 'S = Q Kᵀ',
    text: 'The dot product of each query (row) with each key (column).',
  },
  scaled: {
    name: 'Scaled scores',
    short: '÷ √d',
    formula: 'S / √d',
    text: 'Scores divided by the root of d, the number of columns that a head has.',
  },
  masked: {
    name: 'Masked scores',
    short: 'mask',
    formula: 'S / √d + M',
    text: 'M is 0 where a query may see a key, and −∞ where it may not.',
  },
  weights: {
    name: 'Weights',
    short: 'softmax',
    formula: 'A = softmax(S / √d + M)',
    text: 'The softmax of each row: positive numbers whose sum is 1.',
  },
  out: {
    name: 'Output',
    short: 'A V',
    formula: 'A V',
    text: 'For each token (row) the sum of the values, each times its weight.',
  },
};

const about: Readonly<Record<AttentionStep, (mask: MaskKind) => string>> = {
  scores: () => 'Each query is multiplied with each key. A row is a token that looks, a column one that is looked at.',
  scaled: () =>
    'The scores are divided by √d. Dot products grow with the number of columns, and softmax of large numbers is almost all or nothing.',
  masked: (mask) =>
    ({
      none: 'No mask: every token sees every token, as in an encoder.',
      causal: 'What comes later becomes −∞: a token sees itself and those before it, as in a decoder.',
      prefix: 'Tokens 1 and 2 are a prefix: they see each other. Token 3 sees all; nobody before it sees token 3.',
    })[mask],
  weights: () => 'Softmax makes positive numbers with the sum 1 of each row; −∞ becomes 0.',
  out: () => 'Each token gets the values of all tokens, weighted by its row: this is what goes to the next layer.',
};

const problems: Readonly<Record<CellProblem, (written: string) => string>> = {
  empty: () => 'An empty cell is no number',
  'not-a-number': (written) => `“${written}” is no number such as 2 or −0.5`,
  'too-large': (written) => `“${written}” is outside −100 to 100`,
};

export const en = {
  text,
  inputs,
  steps,
  about,
  mask: 'Mask (press 1 to 3)',
  masks: { none: 'none', causal: 'causal', prefix: 'prefix' } satisfies Record<MaskKind, string>,
  heads: 'Heads',
  head: (head: number, of: number) => (of === 1 ? 'Steps' : `Head ${head}: column ${head} of Q, K and V`),
  back: 'Back',
  further: 'Next step',
  stepOf: (step: number, of: number) => `Step ${step} of ${of}.`,
  /** Labels of cells, for screen readers. */
  cell: (symbol: string, row: number, column: number) => `${symbol}, token ${row}, column ${column}`,
  stepCell: (row: number, column: number) => `row ${row}, column ${column}`,
  looked: (step: AttentionStep, row: number, column: number) =>
    step === 'out'
      ? `${steps[step].name}: token ${row}, column ${column}`
      : `${steps[step].name}: token ${row} looks at token ${column}`,
  problem: (problem: CellProblem, written: string, symbol: string, kept: string) =>
    `${problems[problem](written)}: the cell of ${symbol} keeps ${kept}.`,
};

export type AttentionWords = typeof en;
