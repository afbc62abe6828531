/** The metrics and curves of REALM. The page has longer definitions (src/ui/systems/realm/words). */
import type { CurveInfo, MetricInfo } from '../../run/records.ts';

const both = ['step', 'evaluation'] as const;
const evaluation = ['evaluation'] as const;

export const realmMetrics: readonly MetricInfo[] = [
  {
    id: 'realmLoss',
    name: 'Loss of REALM',
    about: 'Where joint training also minimises ICT: −log p(y|x), mean over the batch, nats.',
    at: ['step'],
    format: 'number',
  },
  {
    id: 'ictLoss',
    name: 'Loss of ICT',
    about: 'Where joint training also minimises ICT: −log of the in-batch softmax, mean over the queries, nats.',
    at: ['step'],
    format: 'number',
  },
  {
    id: 'examples',
    name: 'Held-out examples',
    about: 'Held-out examples that were measured: those with candidates.',
    at: evaluation,
    format: 'count',
  },
  {
    id: 'heldOutAccuracy',
    name: 'Held-out accuracy',
    about: 'Share of held-out examples whose masked tokens are all the argmax of the marginal.',
    at: evaluation,
    format: 'share',
    better: 'higher',
    label: 'held-out accuracy',
  },
  {
    id: 'heldOutLogLikelihood',
    name: 'Held-out log-likelihood',
    about: 'Mean over held-out examples of log p(y|x), nats.',
    at: evaluation,
    format: 'number',
    better: 'higher',
    label: 'log-likelihood',
  },
  {
    id: 'retrievalUtility',
    name: 'Retrieval utility',
    about: 'Mean of log p(y|x) − log p(y|∅,x), nats: of the batch, and of held-out examples.',
    at: both,
    format: 'number',
    better: 'higher',
    digits: 2,
    label: 'RU',
  },
  {
    id: 'recallAt1',
    name: 'Recall at 1',
    about: 'Share of zero-shot questions whose best block holds the answer.',
    at: evaluation,
    format: 'share',
    better: 'higher',
    needs: 'questions',
    label: 'R@1',
  },
  {
    id: 'recallAt5',
    name: 'Recall at 5',
    about: 'Share of zero-shot questions with a right block among the best five.',
    at: evaluation,
    format: 'share',
    better: 'higher',
    needs: 'questions',
    label: 'R@5',
  },
  {
    id: 'lexicalRecallAt1',
    name: 'Recall at 1 of BM25',
    about: 'The same questions and blocks, ranked by BM25: the same at every step.',
    at: evaluation,
    format: 'share',
    needs: 'questions',
    label: 'BM25 R@1',
  },
  {
    id: 'lexicalRecallAt5',
    name: 'Recall at 5 of BM25',
    about: 'The same questions and blocks, ranked by BM25: the same at every step.',
    at: evaluation,
    format: 'share',
    needs: 'questions',
  },
  {
    id: 'nullProbability',
    name: 'Probability of the null document',
    about: 'Mean of p(null|x).',
    at: both,
    format: 'share',
    label: 'p(null)',
  },
  {
    id: 'entropy',
    name: 'Entropy of retrieval',
    about: 'Mean entropy of p(z|x), nats.',
    at: both,
    format: 'number',
  },
  {
    id: 'answerableShare',
    name: 'Answerable share',
    about: 'Share of held-out x whose answer stands in a candidate other than the source.',
    at: evaluation,
    format: 'share',
    label: 'answerable',
  },
  {
    id: 'indexRecall',
    name: 'Recall of the index',
    about: 'Recall@8 of the index against exact search over the same embeddings.',
    at: evaluation,
    format: 'share',
    better: 'higher',
    label: 'index recall',
  },
  {
    id: 'freshRecall',
    name: 'Recall against fresh embeddings',
    about: 'Share of the fresh exact top 8 that the serving index returns: staleness and approximation together.',
    at: evaluation,
    format: 'share',
    better: 'higher',
    label: 'fresh recall',
  },
  {
    id: 'indexAge',
    name: 'Index age',
    about: 'Steps since the snapshot behind the serving index was taken.',
    at: both,
    format: 'count',
  },
];

export const realmCurves: readonly CurveInfo[] = [
  { id: 'loss', lines: [{ metric: 'loss', at: 'step', tone: 'ink' }] },
  {
    id: 'lossParts',
    lines: [
      { metric: 'realmLoss', at: 'step', tone: 'pull' },
      { metric: 'ictLoss', at: 'step', tone: 'likelihood', dashed: true },
    ],
  },
  {
    id: 'retrievalUtility',
    lines: [
      { metric: 'retrievalUtility', at: 'step', tone: 'pull' },
      { metric: 'retrievalUtility', at: 'evaluation', tone: 'prior' },
    ],
  },
  { id: 'nullProbability', lines: [{ metric: 'nullProbability', at: 'step', tone: 'push' }], range: [0, 1] },
  {
    id: 'recall',
    lines: [
      { metric: 'recallAt1', at: 'evaluation', tone: 'pull' },
      { metric: 'recallAt5', at: 'evaluation', tone: 'likelihood', dashed: true },
    ],
    range: [0, 1],
  },
  {
    id: 'heldOutAccuracy',
    lines: [{ metric: 'heldOutAccuracy', at: 'evaluation', tone: 'prior' }],
    range: [0, 1],
  },
];
