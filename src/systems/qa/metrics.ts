/** The metrics and curves of Open-QA. The page has longer definitions (src/ui/systems/qa/words). */
import type { CurveInfo, MetricInfo } from '../../run/records.ts';

const step = ['step'] as const;
const evaluation = ['evaluation'] as const;
const share = { at: evaluation, format: 'share' } as const;

const depths = [1, 5, 20] as const;

export const qaMetrics: readonly MetricInfo[] = [
  {
    id: 'exactMatch',
    name: 'Exact match',
    about: 'Share of questions about held-out subjects whose answer equals a gold answer after normalisation.',
    ...share,
    better: 'higher',
    label: 'EM',
  },
  {
    id: 'f1',
    name: 'F1',
    about: 'Mean overlap in words with the nearest gold answer.',
    ...share,
    better: 'higher',
    label: 'F1',
  },
  ...depths.map(
    (k): MetricInfo => ({
      id: `recallAt${k}`,
      name: `Recall at ${k}`,
      about: `Share of questions about held-out subjects with a right block among the first ${k}.`,
      ...share,
      better: 'higher',
      label: `R@${k}`,
    }),
  ),
  ...depths.map(
    (k): MetricInfo => ({
      id: `lexicalRecallAt${k}`,
      name: `Recall at ${k} of BM25`,
      about: 'The same, ranked by BM25.',
      ...share,
      ...(k === 1 && { label: 'BM25 R@1' }),
    }),
  ),
  {
    id: 'answerRead',
    name: 'Answer among the spans',
    about: 'Share of questions of which a correct span is read.',
    at: ['step', 'evaluation'],
    format: 'share',
    label: 'answer read',
  },
  {
    id: 'readerLoss',
    name: 'Loss of the reader',
    about: 'Mean of −log p(y|x) over the spans that are read, nats. A question without a correct span counts as 0.',
    at: step,
    format: 'number',
    better: 'lower',
  },
  {
    id: 'retrieverLoss',
    name: 'Loss of the retriever',
    about: 'Mean of −log Σ p(z|x) over the documents that contain an answer, nats. A question without one counts as 0.',
    at: step,
    format: 'number',
    better: 'lower',
  },
];

export const qaCurves: readonly CurveInfo[] = [
  { id: 'loss', lines: [{ metric: 'loss', at: 'step' }] },
  {
    id: 'exactMatch',
    lines: [
      { metric: 'exactMatch', at: 'evaluation', tone: 'ink' },
      { metric: 'f1', at: 'evaluation', tone: 'likelihood' },
      { metric: 'answerRead', at: 'evaluation', tone: 'prior', dashed: true },
    ],
    range: [0, 1],
  },
  {
    id: 'recall',
    lines: [
      { metric: 'recallAt1', at: 'evaluation', tone: 'pull' },
      { metric: 'recallAt5', at: 'evaluation', tone: 'push' },
      { metric: 'lexicalRecallAt1', at: 'evaluation', tone: 'pull', dashed: true },
      { metric: 'lexicalRecallAt5', at: 'evaluation', tone: 'push', dashed: true },
    ],
    range: [0, 1],
  },
  { id: 'readerLoss', lines: [{ metric: 'readerLoss', at: 'step' }] },
  { id: 'retrieverLoss', lines: [{ metric: 'retrieverLoss', at: 'step' }] },
];
