/** Words of in-context learning, in English. */
import { metricAt } from '../../../../systems/in-context/metrics.ts';
import { exampleCounts, pairCounts } from '../../../../systems/in-context/symbols.ts';
import type { Definition } from '../../../i18n/definition.ts';

const over =
  (counts: readonly number[]) => (part: Parameters<typeof metricAt>[0], name: string, text: string, formula?: string) =>
    Object.fromEntries(
      counts.map((k): [string, Definition] => [
        metricAt(part, k),
        { name: `${name}, k = ${k}`, text, ...(formula && { formula }) },
      ]),
    );

const byExamples = over(exampleCounts);
const byPairs = over(pairCounts);

export const inContext = {
  phases: {
    context: {
      name: 'Sequences of tasks',
      plain: 'answer from examples',
      hint: 'Each sequence has one permutation: letters and their answers. The model predicts each next token, or with context.targets=answers the answers alone. With context.task=regression: pairs of numbers x, y, and every y is predicted.',
    },
  },
  metrics: {
    ...byExamples(
      'accuracy',
      'Accuracy',
      'Share of letters that get the right answer after k examples, on permutations that are trained on; with evaluation.tasks=unseen on the others.',
    ),
    ...byExamples(
      'exact',
      'Accuracy of the exact posterior',
      'What Bayes’ rule over the known permutations reaches after k examples, counted over all prompts. On known permutations no predictor reaches more.',
    ),
    ...byExamples(
      'unseen',
      'Accuracy, unseen',
      'The same on permutations that are never trained on. A letter is asked that stands in no example, so examples tell only which answers are left.',
    ),
    ...byExamples(
      'elimination',
      'Accuracy of elimination',
      'A guess among the answers that no example has. On an unseen permutation nothing better is possible.',
      '1 / (8 − k)',
    ),
    ...byPairs(
      'error',
      'Squared error',
      'Linear regression after k pairs of a w that is new: the share of the variance of y that is left. The guess 0 has 1.',
      'Σ (f − y)² / Σ y²',
    ),
    ...byPairs(
      'least',
      'Squared error of least squares',
      'Of the shortest w that fits the k pairs, on the same prompts, in 64-bit floating point. Expected: 1, .5, and 0 from two pairs on.',
    ),
    ...byPairs(
      'wide',
      'Squared error, x doubled',
      'On the same prompts with every x, and so y, times 2: beyond the range of training. The error of least squares is the same as before.',
    ),
    ...byPairs(
      'taught',
      'Squared error, functions of training',
      'With context.functions=known: on prompts of the w that are trained on. What it has over new ones is recognised, not learned from the prompt.',
    ),
    repeated: {
      name: 'Accuracy, unseen, shown before',
      text: 'Share of right answers on unseen permutations where the letter that is asked stands among the examples with its answer: what a model that learns from its context gets right.',
    },
    exactLoss: {
      name: 'Loss of the exact posterior',
      text: 'The least expected loss, nats per token: answers by Bayes’ rule over the known permutations; the next letter, which is drawn, is one of those that are left. Of linear regression with new functions: the expected squared error of least squares over the dimension, 1.5 / 9.',
    },
    accuracyByExamples: {
      name: 'Accuracy by examples',
      text: 'Accuracy after 0, 1, 3 and 7 examples, from low to high; dashed: the exact posterior over the known permutations.',
    },
    errorByPairs: {
      name: 'Error by pairs',
      text: 'Squared error on new functions after 0, 1, 2, 3 and 8 pairs, from high to low; dashed: least squares.',
    },
    wideByPairs: {
      name: 'Error by pairs, x doubled',
      text: 'The same with every x times 2, as in no prompt of training; dashed: least squares, which does not mind.',
    },
    taughtByPairs: {
      name: 'Error by pairs, functions of training',
      text: 'Squared error on the functions that are trained on; dashed: least squares on new ones.',
    },
    unseenByExamples: {
      name: 'Accuracy by examples, unseen',
      text: 'Accuracy on unseen permutations after 0, 1, 3 and 7 examples; dashed: elimination. The single line: a letter that was shown before.',
    },
  } as Readonly<Record<string, Definition>>,
};

export type InContextStrings = typeof inContext;
