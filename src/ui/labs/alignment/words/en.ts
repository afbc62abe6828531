/** Words of the lab *Alignment*, in English. They are loaded with it. */
import type { AlignmentModel, MeanGuess } from '../../../../labs/alignment.ts';
import type { LabText } from '../../../../labs/lab.ts';
import type { PairTask } from '../../../../text/corpus/pairs.ts';
import type { Definition } from '../../../i18n/definition.ts';

const text: LabText = {
  title: 'Alignment',
  about: 'An encoder reads, a decoder writes: through one fixed vector, or by attention that looks back.',
  question:
    'An encoder turns a whole sequence into one vector of 64 numbers, and a decoder writes the sequence backwards from it. What happens as the sequence grows from 4 to 12 symbols?',
  choices: {
    same: 'Nothing: 64 numbers are enough for 12 symbols, so all lengths come out right',
    fades: 'Short ones come out right, those of 12 symbols hardly ever',
    slower: 'Long ones take more steps to learn, but at the end of the same training all are right',
  },
  why: 'In 750 steps a fixed vector reversed .96 of the held-out sequences of 4 symbols, .27 of 8 and .01 of 12; with attention it was 1.00, .96 and .92 (means of three seeds, the settings of this lab). Attention need not pack everything into one vector: at each step it looks at the symbol that it copies.',
  exercises: {
    twelve: 'Train reversal with attention until it writes a sequence of 12 symbols backwards without a mistake.',
    diagonal:
      'Let the alignment find the anti-diagonal: for at least .9 of the output symbols the largest weight is on the symbol that is copied.',
    limit:
      'Train the fixed vector, or open the trained one. Then choose the length at which it fails: the shortest one measured of which less than half comes out right.',
    mean: 'Say what the mean of the heads will look at, then train a transformer on reversal until half of the sequences come out right.',
    head: 'With the transformer: once 8 symbols or more come out backwards without a mistake, choose the head that most often gives the symbol that is copied the largest weight.',
  },
  exact:
    'Exact: the weights are those of the run on screen, read from the GPU, and shares are of held-out inputs that were never trained on. Small: one GRU each way of 64 units, or a transformer of one layer each side with four heads, about 100,000 parameters, one symbol a token; translation models had hundreds of times as many.',
};

export const en = {
  text,
  task: 'Task',
  tasks: {
    reversal: 'backwards',
    dates: 'dates → ISO 8601',
    sums: 'sums',
  } satisfies Record<PairTask, string>,
  model: 'Model',
  models: {
    dot: 'GRU with attention',
    none: 'GRU with one fixed vector',
    transformer: 'transformer',
  } satisfies Record<AlignmentModel, string>,
  onScreen: (task: string, model: string, step: number) => `On screen: ${task}, ${model}, step ${step}.`,
  guess:
    'When half of the outputs are right, the mean of four heads has its largest weight on the symbol that is copied',
  guesses: { nearly: 'nearly always (.9 or more)', less: 'less often' } satisfies Record<MeanGuess, string>,
  isOther: 'What is chosen above is another model: train it to see it.',
  /** Where one comes with the page. */
  isOtherTrained: 'What is chosen above is another model: open the trained one, or train it to see it learn.',
  reading: 'A source to read',
  source: {
    reversal: 'Letters from a to t, at most 12',
    dates: 'A date, e.g. 3 march 1998, march 3, 1998, 3.3.1998 or 3/3/1998 (month first)',
    sums: 'A sum of two numbers below 100, e.g. 27+58',
  } satisfies Record<PairTask, string>,
  draw: 'Draw another',
  writes: 'The model writes',
  nothing: 'nothing',
  right: 'right',
  wrong: (target: string) => `wrong: ${target} would be right`,
  noTarget: 'this is no source of the task',
  isCut: 'cut: the model did not end it',
  matrix: {
    name: 'Weights of the source',
    formula: 'a = softmax(s · m)',
    text: 'A row is a symbol that is written, a column one that is read. A cell is the weight of the source symbol when the output symbol is chosen; the sum of a row is 1. A weight below .05 is left blank.',
  } satisfies Definition,
  crossMatrix: {
    name: 'Weights of the source',
    formula: 'a = softmax(q · k / √(d / H))',
    text: 'Cross attention: queries come from what is written, keys from what is read, in each of H heads apart; d is the width of the model. A row is a symbol that is written, a column one that is read; the sum of a row is 1. The encoder has mixed the symbols before, so a weight tells where a head reads, not what it reads there. A weight below .05 is left blank.',
  } satisfies Definition,
  heads: 'Head',
  meanOfHeads: 'mean of all',
  head: (number: number) => String(number),
  looksRight: (right: number, of: number) =>
    `The largest weight is on the symbol that is copied for ${right} of ${of} written symbols.`,
  end: 'end',
  noMatrix:
    'A fixed vector looks at nothing: all that it knows of the source was packed before the first symbol is written.',
  waiting: 'The model is being asked …',
  probability: {
    name: 'Probability',
    short: 'p',
    text: 'How probable the model holds the symbol that it writes here, given those before it.',
  } satisfies Definition,
  byLength: {
    name: 'Exactly right, by length',
    text: 'Share of held-out sequences of a length that are written backwards without a mistake, at each evaluation of the run.',
  } satisfies Definition,
  exact: {
    name: 'Exactly right',
    text: 'Share of held-out inputs whose whole output is right.',
  } satisfies Definition,
  aligned: {
    name: 'Looks at the right symbol',
    text: 'Share of output symbols whose largest weight, the mean of all heads, is on the symbol that they copy: the anti-diagonal.',
  } satisfies Definition,
  alignedHead: {
    name: 'best head',
    text: 'The same share of the head that has the largest one.',
  } satisfies Definition,
  step: 'step',
  length: 'length',
  notMeasured: 'The first evaluation is still to come.',
  limit: 'The fixed vector fails at length',
  notSaid: 'choose',
};

export type AlignmentWords = typeof en;
