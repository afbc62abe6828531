/** The metrics and curves of in-context learning. The page has longer definitions (src/ui/systems/in-context/words). */
import type { CurveInfo, CurveLine, MetricInfo } from '../../run/records.ts';
import type { InContextConfig } from './settings.ts';
import { exampleCounts, pairCounts } from './symbols.ts';

/** What is measured after k examples, for each k. The beginning of a metric's id, its name, and what it says. */
const byExamples = [
  ['accuracy', 'Accuracy', 'Share of right answers on the permutations of evaluation.tasks'],
  ['exact', 'Accuracy of the exact posterior', 'What no predictor that knows the known permutations can exceed'],
  ['unseen', 'Accuracy, unseen', 'Share of right answers on permutations that were never trained on'],
  ['elimination', 'Accuracy of elimination', 'What a guess among the answers that are left reaches'],
] as const;

/** The same of linear regression, after k pairs: squared errors over the variance of y. */
const byPairs = [
  ['error', 'Squared error', 'On functions that are new'],
  ['least', 'Squared error of least squares', 'On the same prompts'],
  ['wide', 'Squared error, x doubled', 'On the same prompts with x at twice its scale'],
  ['taught', 'Squared error, functions of training', 'With context.functions=known'],
] as const;

export type ByExamples = (typeof byExamples)[number][0];
export type ByPairs = (typeof byPairs)[number][0];

/** `accuracyAt0`, … */
export const metricAt = (part: ByExamples | ByPairs, k: number): string => `${part}At${k}`;

/** Numbers of examples that the charts of a run show; the lab shows all. */
const drawn = [0, 1, 3, 7] as const;
const drawnPairs = [0, 1, 2, 3, 8] as const;

export const inContextMetrics: readonly MetricInfo[] = [
  ...byExamples.flatMap(([part, name, about]) =>
    exampleCounts.map(
      (k): MetricInfo => ({
        ...{ id: metricAt(part, k), name: `${name}, k = ${k}`, about: `${about}, after ${k} examples.` },
        ...{ at: ['evaluation'], format: 'share' },
        ...(part === 'accuracy' && { better: 'higher' as const }),
        ...((part === 'accuracy' || part === 'unseen') &&
          drawn.some((one) => one === k) && { label: `${part === 'unseen' ? 'unseen ' : ''}k=${k}` }),
      }),
    ),
  ),
  ...byPairs.flatMap(([part, name, about]) =>
    pairCounts.map(
      (k): MetricInfo => ({
        ...{ id: metricAt(part, k), name: `${name}, k = ${k}`, about: `${about}, after ${k} pairs.` },
        ...{ at: ['evaluation'], format: 'number' },
        ...(part === 'error' && { better: 'lower' as const }),
        ...(part !== 'least' && drawnPairs.some((one) => one === k) && { label: `${part} k=${k}` }),
      }),
    ),
  ),
  {
    id: 'repeated',
    name: 'Accuracy, unseen, shown before',
    about: 'Share of right answers where the letter that is asked stands among the examples, unseen permutations.',
    at: ['evaluation'],
    format: 'share',
    label: 'shown before',
  },
  {
    id: 'exactLoss',
    name: 'Loss of the exact posterior',
    about: 'The least expected loss, nats: Bayes’ rule over the known permutations, and letters in random order.',
    at: ['step'],
    format: 'number',
  },
];

const lines = (part: ByExamples | ByPairs, rest: Partial<CurveLine>, counts: readonly number[] = drawn): CurveLine[] =>
  counts.map((k) => ({ metric: metricAt(part, k), at: 'evaluation', ...rest }));

/** Errors of the model, and dashed those of least squares. */
const errors = (id: string, part: ByPairs, tone: CurveLine['tone']): CurveInfo => ({
  id,
  lines: [...lines(part, { tone }, drawnPairs), ...lines('least', { tone, dashed: true }, drawnPairs)],
});

export const inContextCurves: readonly CurveInfo[] = [
  {
    id: 'loss',
    lines: [
      { metric: 'loss', at: 'step' },
      { metric: 'exactLoss', at: 'step', dashed: true },
    ],
  },
  {
    id: 'accuracyByExamples',
    lines: [...lines('accuracy', { tone: 'pull' }), ...lines('exact', { tone: 'pull', dashed: true })],
    range: [0, 1],
  },
  {
    id: 'unseenByExamples',
    lines: [
      ...lines('unseen', { tone: 'push' }),
      ...lines('elimination', { tone: 'push', dashed: true }),
      { metric: 'repeated', at: 'evaluation', tone: 'likelihood' },
    ],
    range: [0, 1],
  },
  errors('errorByPairs', 'error', 'pull'),
  errors('wideByPairs', 'wide', 'push'),
  errors('taughtByPairs', 'taught', 'likelihood'),
];

/** Whether runs of a configuration have a curve. */
export function hasInContextCurve({ id }: Pick<CurveInfo, 'id'>, { context }: InContextConfig): boolean {
  if (id === 'taughtByPairs' && context.functions === 'new') return false;
  return id === 'loss' || id.endsWith('ByPairs') === (context.task === 'regression');
}
