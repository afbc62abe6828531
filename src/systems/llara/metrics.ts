/** The metrics and curves of LLaRA. The page has longer definitions (src/ui/systems/llara/words). */
import type { CurveInfo, MetricInfo } from '../../run/records.ts';

const step = ['step'] as const;

/** Measures of a ranking: the end of a metric's id, its name, and what it says. */
export const rankingMeasures = [
  ['RecallAt1', 'Recall at 1', 'Share of questions with a right block at rank 1.'],
  ['RecallAt5', 'Recall at 5', 'Share of questions with a right block among the first 5.'],
  ['RecallAt20', 'Recall at 20', 'Share of questions with a right block among the first 20.'],
  ['MrrAt10', 'MRR@10', 'Mean of 1 / rank of the first right block, 0 below rank 10.'],
  ['NdcgAt10', 'nDCG@10', 'Discounted gain of the right blocks among the first 10, 1 for the best ranking.'],
] as const;

export type RankingMeasure = (typeof rankingMeasures)[number][0];

/**
 * What is measured: the retriever, BM25 and a REALM retriever that stands beside the run, over all questions and over those about held-out subjects.
 * The beginning of a metric's id.
 */
export const rankingParts = [
  ['', '', ''],
  ['heldOut', ', held-out subjects', ' Questions about held-out subjects alone.'],
  ['lexical', ' of BM25', ' Ranked by BM25.'],
  ['heldOutLexical', ' of BM25, held-out subjects', ' Ranked by BM25, questions about held-out subjects alone.'],
  ['realm', ' of REALM', ' Ranked by the saved REALM retriever beside the run.'],
  ['heldOutRealm', ' of REALM, held-out subjects', ' The same, questions about held-out subjects alone.'],
] as const;

export type RankingPart = (typeof rankingParts)[number][0];

/** `recallAt1`, `heldOutMrrAt10`, … */
export const rankingMetric = (part: RankingPart, measure: RankingMeasure): string =>
  part === '' ? measure[0]!.toLowerCase() + measure.slice(1) : part + measure;

const labels: Readonly<Record<string, string>> = {
  recallAt1: 'R@1',
  recallAt5: 'R@5',
  mrrAt10: 'MRR',
  heldOutRecallAt1: 'held R@1',
  heldOutRecallAt5: 'held R@5',
  lexicalRecallAt1: 'BM25 R@1',
  realmRecallAt1: 'REALM R@1',
  realmRecallAt5: 'REALM R@5',
  realmMrrAt10: 'REALM MRR',
};

export const llaraMetrics: readonly MetricInfo[] = [
  ...rankingParts.flatMap(([part, partName, partAbout]) =>
    rankingMeasures.map(([measure, name, about]): MetricInfo => {
      const id = rankingMetric(part, measure);
      return {
        ...{ id, name: name + partName, about: about + partAbout, at: ['evaluation'], format: 'share' },
        ...((part === '' || part === 'heldOut') && { better: 'higher' as const }),
        needs: part.endsWith('ealm') ? 'beside' : 'questions',
        ...(labels[id] && { label: labels[id] }),
      };
    }),
  ),
  {
    id: 'meanCosine',
    name: 'Mean cosine',
    about: 'Mean cosine of the embeddings of two blocks; near 1 the embeddings have collapsed.',
    at: ['evaluation'],
    format: 'number',
    label: 'cosine',
  },
  {
    id: 'topTokens',
    name: 'Likeliest tokens in the text',
    about:
      'Of the likeliest tokens by the SELF prompt, as many as EBAE asks for but at most ten, the share that it asks for.',
    at: ['evaluation'],
    format: 'share',
    better: 'higher',
    label: 'top tokens',
  },
  {
    id: 'lmLoss',
    name: 'Loss of the language model',
    about: 'Mean of −log p(next token), nats.',
    at: step,
    format: 'number',
    better: 'lower',
  },
  {
    id: 'selfLoss',
    name: 'EBAE',
    about: 'Mean of −log p(token of the text | SELF), nats.',
    at: step,
    format: 'number',
    better: 'lower',
  },
  {
    id: 'selfFloor',
    name: 'EBAE of a constant guess',
    about: 'Entropy of the targets of EBAE, nats: where the loss stays if nothing of the text is learnt.',
    at: step,
    format: 'number',
  },
  {
    id: 'nextLoss',
    name: 'EBAR',
    about: 'Mean of −log p(token of the next sentence | NEXT), nats.',
    at: step,
    format: 'number',
    better: 'lower',
  },
  {
    id: 'nextFloor',
    name: 'EBAR of a constant guess',
    about: 'The same for EBAR.',
    at: step,
    format: 'number',
  },
  {
    id: 'contrastLoss',
    name: 'Contrastive loss',
    about: 'Mean of −log p(right passage) among the passages of the batch, nats.',
    at: step,
    format: 'number',
    better: 'lower',
  },
  {
    id: 'chanceLoss',
    name: 'Contrastive loss by chance',
    about: 'Mean of ln(number of candidates): the loss if all embeddings are equal.',
    at: step,
    format: 'number',
  },
];

export const llaraCurves: readonly CurveInfo[] = [
  { id: 'loss', lines: [{ metric: 'loss', at: 'step' }] },
  {
    id: 'recall',
    lines: [
      { metric: 'recallAt1', at: 'evaluation', tone: 'pull' },
      { metric: 'heldOutRecallAt1', at: 'evaluation', tone: 'push' },
      { metric: 'lexicalRecallAt1', at: 'evaluation', tone: 'pull', dashed: true },
      { metric: 'heldOutLexicalRecallAt1', at: 'evaluation', tone: 'push', dashed: true },
      { metric: 'realmRecallAt1', at: 'evaluation', tone: 'likelihood', dashed: true, ifMeasured: true },
    ],
    range: [0, 1],
  },
  {
    id: 'bags',
    lines: [
      { metric: 'selfLoss', at: 'step', tone: 'pull' },
      { metric: 'selfFloor', at: 'step', tone: 'pull', dashed: true },
      { metric: 'nextLoss', at: 'step', tone: 'push' },
      { metric: 'nextFloor', at: 'step', tone: 'push', dashed: true },
    ],
  },
  {
    id: 'contrast',
    lines: [
      { metric: 'contrastLoss', at: 'step', tone: 'likelihood' },
      { metric: 'chanceLoss', at: 'step', tone: 'likelihood', dashed: true },
    ],
  },
  {
    id: 'gauges',
    lines: [
      { metric: 'meanCosine', at: 'evaluation', tone: 'ink' },
      { metric: 'topTokens', at: 'evaluation', tone: 'prior' },
    ],
    range: [0, 1],
  },
];
