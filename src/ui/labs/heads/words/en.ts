/** Words of the lab *Heads of the model that trains*, in English. They are loaded with it. */
import type { LabText } from '../../../../labs/lab.ts';
import type { Definition } from '../../../i18n/definition.ts';
import { count } from '../../../i18n/en/numbers.ts';

const text: LabText = {
  title: 'Heads of the model that trains',
  about: 'What every head of a run on screen attends to, and how much the loss rises without it.',
  question:
    'A language model has 2 layers of 4 heads. After 200 steps its loss is 1.60 nats; with all 8 heads off it is .34 higher. How much does it rise if one head alone is off?',
  choices: {
    eighth: 'By about an eighth of that, .042, for every head',
    less: 'By less than an eighth for almost every head',
    more: 'By more than an eighth for almost every head: a model needs all its parts',
  },
  why: 'In a run of the preset LLaRA, over 64 of its texts, seven of the eight heads cost .007 to .024 alone and one cost .042. Their sum is .163, half of .336: without one head the others, which read the same text, still carry much of what it carried. Measure the run on screen: another model, or another step, has other numbers.',
  exercises: {
    costliest: 'Measure every head, then switch off the one that costs most, and no other.',
    previous:
      'Enlarge the head that attends most to the token before: “before” has the figures. If it attends mostly there, it shows a line beside the diagonal.',
    layer: 'Switch off all heads of one layer and no others, and measure the loss without them.',
  },
  exact:
    'Exact: the weights that attention computes with in the run on screen, and its loss with and without heads, at the same parameters. Small: two layers and up to 64 texts; over so few, small differences are chance.',
};

const definitions = {
  rise: {
    name: 'Rise of the loss',
    short: 'Δ loss',
    formula: 'loss without the head − loss with all heads',
    text: 'In nats per prediction, over the same examples at the same step, with this head alone off. The output of a head that is off is multiplied by 0.',
  },
  previous: {
    name: 'Attention to the token before',
    short: 'before',
    formula: 'mean over i > 1 of a(i, i − 1)',
    text: 'The weight that a token gives to the one before it, over all tokens of this example but the first.',
  },
} satisfies Record<string, Definition>;

export const en = {
  text,
  definitions,
  look: 'Look at',
  /** By the view, where there are several. */
  views: {
    reader: 'the reader',
    query: 'the retriever in the sentence',
    document: 'the retriever in the document',
  },
  /** By the view. */
  models: {
    'language-model': 'The model is the language model; each token predicts the next one.',
    blanks: 'The model fills blanks; the tokens of the second part predict what stood in them.',
    spans:
      'The model is the reader: a question, and a document in which the answer stands; one prediction each, where it begins and ends.',
    reader:
      'The model is the reader: a sentence with something masked, and the first document of BM25 in which that stands.',
    query:
      'The model is the retriever, and this is its query: a sentence with something masked. Its loss is −log p(z|x) of a document in which that stands, beside seven of BM25 in which it does not; a uniform choice has 2.08. A head that is off is off in the documents, too.',
    document:
      'The model is the retriever, and this is the document that it has to find. Its loss is −log p(z|x) of this document, beside seven of BM25 in which the masked words do not stand; a uniform choice has 2.08. A head that is off is off in the sentence, too.',
  },
  asking: 'Waiting for the answer of the run …',
  textOf: (at: number, of: number) => `Example ${at} of ${of}`,
  back: 'Previous example',
  further: 'Next example',
  where: (at: string, loss: string) => `${at}. The loss of this example is ${loss} nats per prediction.`,
  layer: (layer: number) => `Layer ${layer}`,
  layerOff: (layer: number) => `Switch layer ${layer} off`,
  name: (head: number, heads: number) => `Layer ${Math.floor(head / heads) + 1}, head ${(head % heads) + 1}`,
  enlarge: (name: string) => `Enlarge ${name}`,
  off: (name: string) => `Off: ${name}`,
  offShort: 'off',
  switchChosen: 'Switch the enlarged head',
  measureAll: (heads: number) => `Measure ${count(heads, 'head', 'heads')} one by one`,
  measureTogether: 'Measure without those that are off',
  allOn: (heads: number) => (heads === 1 ? 'The only head is on.' : `All ${heads} heads are on.`),
  notMeasured: (off: number) => `${count(off, 'head is', 'heads are')} off; the loss without them is not measured yet.`,
  together: (off: number, rise: string) =>
    `Without ${count(off, 'head that is', 'heads that are')} off the loss changes by ${rise} nats.`,
  sum: (sum: string) => `The sum of what each costs alone is ${sum}.`,
  measuredOn: (at: string, loss: string, examples: number, predictions: number, isHeldOut: boolean) =>
    `Measured at ${at}. With all heads the loss is ${loss} nats: ${count(examples, 'example', 'examples')}, ${count(predictions, 'prediction', 'predictions')}, ${isHeldOut ? 'held out of training' : 'texts that the model is trained on'}.`,
  map: (name: string, tokens: number) =>
    `${name}: ${count(tokens, 'token', 'tokens')} that look, in rows, at each other, in columns`,
  cell: (row: string, column: string, weight: string) => `“${row}” takes ${weight} of its attention from “${column}”.`,
  predicts: (target: string) => `It predicts “${target}”.`,
  columns: ['Token', 'predicts', 'attends most to'],
  /** Between entries of a list. */
  listed: ', ',
};

export type HeadsWords = typeof en;
