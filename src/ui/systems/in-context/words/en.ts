/** Words of in-context learning, in English. */
import { metricAt } from '../../../../systems/in-context/metrics.ts';
import { exampleCounts } from '../../../../systems/in-context/symbols.ts';
import type { Definition } from '../../../i18n/definition.ts';

const byExamples = (part: Parameters<typeof metricAt>[0], name: string, text: string, formula?: string) =>
  Object.fromEntries(
    exampleCounts.map((k): [string, Definition] => [
      metricAt(part, k),
      { name: `${name}, k = ${k}`, text, ...(formula && { formula }) },
    ]),
  );

export const inContext = {
  phases: {
    context: {
      name: 'Sequences of tasks',
      plain: 'answer from examples',
      hint: 'Each sequence has one permutation: letters and their answers. The model predicts each next token, or with context.targets=answers the answers alone.',
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
    repeated: {
      name: 'Accuracy, unseen, shown before',
      text: 'Share of right answers on unseen permutations where the letter that is asked stands among the examples with its answer: what a model that learns from its context gets right.',
    },
    exactLoss: {
      name: 'Loss of the exact posterior',
      text: 'The least expected loss, nats per token: answers by Bayes’ rule over the known permutations; the next letter, which is drawn, is one of those that are left.',
    },
    accuracyByExamples: {
      name: 'Accuracy by examples',
      text: 'Accuracy after 0, 1, 3 and 7 examples, from low to high; dashed: the exact posterior over the known permutations.',
    },
    unseenByExamples: {
      name: 'Accuracy by examples, unseen',
      text: 'Accuracy on unseen permutations after 0, 1, 3 and 7 examples; dashed: elimination. The single line: a letter that was shown before.',
    },
  } as Readonly<Record<string, Definition>>,
};

export type InContextStrings = typeof inContext;
