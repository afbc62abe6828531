/** Words of the lab *Positions*, in English. They are loaded with it. */
import type { LabText } from '../../../../labs/lab.ts';
import type { Reading } from '../../../../labs/position-table.ts';
import type { ShuffledReading, TableKind } from '../../../../labs/positions.ts';
import type { Definition } from '../../../i18n/definition.ts';

const text: LabText = {
  title: 'Positions',
  about:
    'Attention alone does not know the order of the words; codes of sines and cosines tell it. The last part looks into a model that trains.',
  question:
    '“dogs bite men” and “men bite dogs”: one layer of self-attention without a mask reads both, and nothing but the vectors of the words. What about its output for the word “dogs”?',
  choices: {
    same: 'It is the same in both sentences',
    moved: 'It differs, because the word stands in another place',
    neighbours: 'It differs, because the word has other neighbours',
  },
  why: 'The output is a weighted sum over all words, and neither a weight nor the sum depends on where a word stands. The column “without codes” shows 0, or what rounding leaves.',
  exercises: {
    swap: 'Let just two words change places. With codes, does the output of a word that stays where it is change, too?',
    twins:
      'Write a sentence with two words that attention cannot tell apart without codes, although they stand in different places.',
    near: 'Choose the length of the codes so that the code of a neighbour has less than .8 of the dot product that a code has with itself.',
    same: 'Train a model until it writes the source backwards. Then shuffle its symbols: with which positions does it write the same as before? Say it below its outputs.',
  },
  exact:
    'Exact: attention and codes in 64-bit floating point; the codes are those with which tables of positions begin in the models of this page. Small: one head of one layer, whose matrices and vectors of words are drawn at random and not trained. The last part reads the table of the run on screen, a transformer that is trained.',
};

const without: Definition = {
  name: 'Change of the output without codes',
  short: 'Δ without codes',
  formula: 'max |o − o′|',
  text: 'Outputs of the word in the order of the text and in the order that is set: the largest difference of an entry. Words alone go in.',
};
const withCodes: Definition = {
  name: 'Change of the output with codes',
  short: 'Δ with codes',
  formula: 'max |o − o′|',
  text: 'The same, where the code of its place was added to the vector of each word.',
};

export const en = {
  text,
  firstSentence: 'dogs bite men at noon',
  orderHead: 'The same words in another order',
  sentence: (most: number) => `A sentence (up to ${most} words)`,
  noWords: 'Type a sentence: its words then stand here.',
  swapHint: 'Press two words to let them change places.',
  shuffle: 'Shuffle',
  inOrder: 'In order',
  word: 'Word',
  place: 'Place',
  without,
  withCodes,
  largest: (plain: string, coded: string, hasChanged: boolean) =>
    hasChanged
      ? `Largest change without codes: ${plain}, no more than rounding. With codes: ${coded}.`
      : 'The words stand in the order of the text: nothing changes.',
  twins: (word: string, a: number, b: number) =>
    `Without codes the outputs of “${word}” at places ${a} and ${b} are the same.`,
  codesHead: 'The codes',
  d: 'Length of a code, d',
  length: 'Positions',
  map: (length: number, d: number) =>
    `Codes of ${length} positions, the rows, with ${d} entries each, the columns. Arrow keys move from entry to entry.`,
  mapHint: 'Each row is a position, each column an entry of its code. Point at one, or use the arrow keys.',
  entry: (position: number, column: number, wave: string, angle: string, value: string) =>
    `Position ${position}, entry ${column}: ${wave}(${angle}) = ${value}`,
  wave: (column: number) => `Entry ${column} over the positions`,
  overlaps: (position: number) => `Dot product with the code of position ${position}, as a share of that with itself`,
  position: 'Position',
  neighbour: (share: string) =>
    `Between neighbours the share is ${share}, wherever they stand: it depends on the distance alone.`,
  trainedHead: 'The positions of a trained model',
  trainedHint:
    'A transformer learns to write sequences backwards. Its encoder and its decoder add the rows of one table to their symbols, one row a position.',
  kind: 'Train with',
  kinds: {
    'from-sinusoids': 'sinusoids at first, then trained',
    sinusoids: 'sinusoids, not trained',
    learned: 'random numbers at first, then trained',
  } satisfies Record<TableKind, string>,
  onScreen: (kind: string, step: number) => `On screen: ${kind}; step ${step}.`,
  layers: (count: number) => `Encoder and decoder have ${count === 1 ? 'one layer' : `${count} layers`} each.`,
  noTable:
    'The run on screen has no table of positions, so there is nothing of it to see here: train a transformer with one of those above.',
  isOther: 'What is chosen above is another table: train it to see it.',
  waiting: 'The model is being asked …',
  sinusoidsTable: (n: number, d: number) => `Sinusoids, ${n} × ${d}`,
  trainedTable: (n: number, d: number) => `The model’s table, ${n} × ${d}, over its largest entry`,
  sinusoidsAlike: 'Sinusoids: cosine of two positions',
  trainedAlike: 'The model’s table: cosine of two positions',
  neighbours: (codes: string, table: string) =>
    `Mean cosine of neighbours: ${codes} of sinusoids, ${table} of the model’s table.`,
  apart: (least: number, codes: string, table: string) => `At a distance of ${least} or more: ${codes} and ${table}.`,
  source: 'A source, letters from a to t',
  shuffleSource: 'Shuffle its symbols',
  positionsOfSource: 'Positions of the source',
  symbols: 'Symbols',
  output: 'Output',
  isBackwards: 'It is',
  nothing: 'nothing',
  readings: {
    inOrder: 'in their order',
    shuffled: 'in their order, symbols shuffled',
    carried: 'each symbol keeps its own, symbols shuffled',
    inOrderWithout: 'switched off',
    shuffledWithout: 'switched off, symbols shuffled',
  } satisfies Record<Reading, string>,
  same: 'With its symbols shuffled it writes what it writes in order, if positions are',
  notSaid: 'choose',
  settings: {
    shuffled: 'in their order',
    carried: 'those that each symbol had',
    shuffledWithout: 'switched off',
  } satisfies Record<ShuffledReading, string>,
  backwards: {
    source: 'the source backwards',
    shuffled: 'the shuffled source backwards',
    neither: 'neither of the two, backwards',
  },
};

export type PositionsWords = typeof en;
