/** Words of the lab *Regression in the context*, in English. They are loaded with it. */
import type { LabText } from '../../../../labs/lab.ts';
import type { FunctionKind } from '../../../../labs/regression.ts';

const text: LabText = {
  title: 'Regression in the context',
  about: 'A model reads points of a line that it has never met, and predicts the next one.',
  question:
    'A model has been trained on prompts of pairs (x, y) with y = w · x, and w was new in every prompt. Now it reads eight pairs of a w that it has never met. What does it predict for the next x?',
  choices: {
    nothing: 'About 0: it has not met this w, so it cannot know it',
    moves: 'What fits the pairs, because its parameters move a little with each of them',
    anew: 'Nearly what least squares gives, and no parameter changes',
  },
  why: 'With two pairs and more the error falls far below 1, the error of a model that knows nothing, and the hash of the parameters stays the same. No task came twice in training, so there was none to recognise: what it learned is how to fit. It learned that for the x and w of its training: with larger ones it is wrong, and least squares is not.',
  exercises: {
    anew: 'Set other points than those at the start, show the model at least two of them, and ask an x between −2 and 2 where least squares gives 1 or more, above or below 0. The model is off by .3 at most. Before it has learned this does not succeed.',
    beyond:
      'Show all eight points and find an x at which the model is off by more than 1, though between −1 and 1 its curve follows the line (off by .3 on average).',
    scale:
      'Find a scale of x or w at which the error after eight pairs is at least three times the error at scale 1, once that is below .2.',
  },
  exact:
    'Exact: least squares, in 64-bit floating point, and the hash of every parameter. Small: an x has two numbers, eight pairs at most, three layers. In the plane the second number of x is 1, so that w · x is a line; in training it was drawn like the first.',
};

export const en = {
  text,
  functions: 'Functions that a new run trains on',
  functionKinds: { new: 'new in every prompt', known: '4 known ones' } satisfies Record<FunctionKind, string>,
  trainedOn: {
    new: 'The run on screen trains on a new w in every prompt.',
    known: 'The run on screen trains on a few known w; its errors on new ones are measured beside.',
  } satisfies Record<FunctionKind, string>,
  plane: 'Points, the curve of the model and the line of least squares',
  legend:
    'Filled: points that the model reads. Solid line: the model. Dashed line: least squares. Shaded: where 95% of the x of training lie.',
  shuffle: 'Other points',
  pairs: (k: number) => `k = ${k} points`,
  asked: (x: string) => `Asked: x = ${x}`,
  place: (number: number, of: number) => `Point ${number} of ${of}`,
  placeX: (x: string) => `its x = ${x}`,
  placeY: (y: string) => `its y = ${y}`,
  answer: (model: string, exact: string, difference: string) =>
    `Model ${model}, least squares ${exact}; difference ${difference}.`,
  waiting: 'The model has not answered yet.',
  answeredAt: (step: string) => `The model answers at step ${step}.`,
  scales: 'Beyond training',
  xScale: (scale: string) => `x times ${scale}`,
  wScale: (scale: string) => `w times ${scale}`,
  curve: {
    name: 'Error by the number of pairs',
    now: 'model, new functions',
    earlier: 'earlier',
    taught: 'model, functions of training',
    least: 'least squares',
    nothing: 'knows nothing',
    scaled: (x: number, w: number) => `model, x times ${x}, w times ${w}`,
    count: 'pairs',
    none: 'The first evaluation has not ended yet: the chart begins with it.',
    at: (step: string) => `Squared error over the variance of y, at step ${step}; pale: the evaluations before.`,
    summary: 'Squared error of the model and of least squares by the number of pairs',
  },
};

export type RegressionWords = typeof en;
