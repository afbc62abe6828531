/** Words of the lab *In-context learning*, in English. They are loaded with it. */
import type { TaskKind } from '../../../../labs/in-context.ts';
import type { LabText } from '../../../../labs/lab.ts';
import type { Definition } from '../../../i18n/definition.ts';
import type { TaskLab } from '../task-switch.tsx';

const text: LabText = {
  title: 'In-context learning',
  about: 'A model answers from examples in its prompt, and its parameters stay as they are.',
  question:
    'A model has been trained on examples of 16 permutations of eight letters; in a sequence no letter came twice. Now it reads examples of a permutation that it has never seen, and one of these very letters is asked again. What does it do?',
  choices: {
    weights: 'It learns: its parameters change a little with every example, and then it is right',
    copies: 'It looks the answer up in its prompt; no parameter changes',
    else: 'No parameter changes, and it answers something else: it has not learned to look up',
  },
  why: 'Reading changes nothing: the hash of all parameters is the same before and after. The model recognises which of its 16 permutations the examples are from, and leaves out answers that have been given, because in training an answer never came twice. So it leaves out the right one: see “Unseen, shown before” below the chart.',
  exercises: {
    leads:
      'Take a known permutation, ask a letter that no example shows, and find the number of examples at which the right answer begins to lead: more than half of the probability, and not yet with one example less. Before the model has learned there may be none.',
    shown:
      'Take an unseen permutation and ask a letter that stands in the examples, so that they decide the answer, and no known permutation fits. The model answers something else.',
    stranger:
      'Find one example that none of the known permutations has, so that Bayes’ rule has nothing left after k = 1.',
  },
  exact:
    'Exact: Bayes’ rule over the known permutations and elimination, counted in 64-bit floating point, and the hash of every parameter. Small: eight letters, 16 tasks and a model of two layers, which recognises tasks of its training and learns no new ones. On unseen permutations nothing can beat elimination, unless the prompt shows the answer. What large models learn in their context is more than that; the lab Regression in the context shows a model that learns new ones.',
};

const columns = {
  model: { name: 'Model', text: 'p(answer | prompt) of the model that is training, over all its tokens.' },
  posterior: {
    name: 'Bayes’ rule',
    formula: 'p(y | prompt) = #{fitting permutations with x → y} / #{fitting permutations}',
    text: 'Of the known permutations that fit all examples, the share that answers so. Before the examples all are equally likely.',
  },
  elimination: {
    name: 'Elimination',
    text: 'What is left if no permutation is known: every answer that no example has, alike; or the answer that an example shows.',
  },
} satisfies Record<string, Definition>;

export const en = {
  text,
  columns,
  task: 'Task',
  tasks: { 'in-context': 'permutations', regression: 'linear regression' } satisfies Record<TaskLab, string>,
  kind: 'Examples of a permutation that is (press 1 to 3)',
  kinds: { known: 'known', unseen: 'unseen', hand: 'set by hand' } satisfies Record<TaskKind, string>,
  number: (number: number, of: number) => `Permutation ${number} of ${of}`,
  byHand: 'Press two letters to exchange their answers.',
  permutation: 'The permutation',
  ask: 'Letter that is asked',
  shuffle: 'Other order of examples',
  examples: (k: number) => `k = ${k} examples`,
  prompt: 'Prompt',
  fits: (n: number, of: number) => `${n} of ${of} known permutations fit the examples.`,
  noFit: 'No known permutation fits the examples.',
  isShown: 'The letter that is asked stands among the examples.',
  answer: 'Answer',
  right: 'right',
  none: '–',
  waiting: 'The model has not answered yet.',
  answeredAt: (step: string) => `The model answers at step ${step}.`,
  hashes: (count: string) => `SHA-256 of all ${count} parameters`,
  before: 'before reading',
  after: 'after reading',
  same: 'They are equal: reading changes no parameter.',
  different: 'They differ.',
  curve: {
    name: 'Accuracy by the number of examples',
    known: 'known, now',
    unseen: 'unseen, now',
    earlier: 'known, earlier',
    exact: 'Bayes’ rule',
    elimination: 'elimination',
    count: 'examples',
    none: 'The first evaluation has not ended yet: the chart begins with it.',
    at: (step: string) => `At step ${step}; pale: the evaluations before.`,
    repeated: (share: string) => `Unseen, shown before: ${share} right.`,
    summary: 'Accuracy on known and unseen permutations by the number of examples',
  },
};

export type InContextWords = typeof en;
