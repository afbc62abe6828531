/** The metrics and curves of sequence to sequence. The page has longer definitions (src/ui/systems/seq2seq/words). */
import type { CurveInfo, MetricInfo } from '../../run/records.ts';

const evaluation = ['evaluation'] as const;

/** Lengths of a reversed sequence that are measured apart. */
export const measuredLengths = [2, 4, 6, 8, 10, 12] as const;
export type MeasuredLength = (typeof measuredLengths)[number];

/** Those that charts and reports show. */
const shownLengths: readonly number[] = [4, 8, 12];

export const exactOf = (length: MeasuredLength) => `exactOf${length}` as const;

export const seq2seqMetrics: readonly MetricInfo[] = [
  {
    id: 'exact',
    name: 'Exactly right',
    about: 'Share of held-out inputs whose whole output is right, end included.',
    at: evaluation,
    format: 'share',
    better: 'higher',
    label: 'exact',
  },
  ...measuredLengths.map(
    (length): MetricInfo => ({
      id: exactOf(length),
      name: `Exactly right at length ${length}`,
      about: `The same, ${length} symbols.`,
      at: evaluation,
      format: 'share',
      better: 'higher',
      ...(shownLengths.includes(length) && { label: `at ${length}` }),
    }),
  ),
  {
    id: 'alignedArgmax',
    name: 'Looks at the right symbol',
    about: 'Share of output symbols with the largest attention weight on the symbol they copy.',
    at: evaluation,
    format: 'share',
    better: 'higher',
    label: 'aligned',
  },
  {
    id: 'alignedMass',
    name: 'Weight of the right symbol',
    about: 'Mean attention weight of the symbol that is copied.',
    at: evaluation,
    format: 'share',
    better: 'higher',
  },
  {
    id: 'alignedNear',
    name: 'Weight within ± 1',
    about: 'The same with its two neighbours.',
    at: evaluation,
    format: 'share',
    better: 'higher',
  },
  {
    id: 'alignedHead',
    name: 'Right symbol, best head',
    about: 'Looks at the right symbol: the head that does so most often.',
    at: evaluation,
    format: 'share',
    better: 'higher',
  },
  {
    id: 'heldOutLoss',
    name: 'Held-out loss',
    about: 'Mean of −log p of a target token, nats.',
    at: evaluation,
    format: 'number',
    better: 'lower',
  },
];

export const seq2seqCurves: readonly CurveInfo[] = [
  { id: 'loss', lines: [{ metric: 'loss', at: 'step' }] },
  { id: 'exact', lines: [{ metric: 'exact', at: 'evaluation', tone: 'ink' }], range: [0, 1] },
  {
    id: 'exactByLength',
    lines: [
      { metric: exactOf(4), at: 'evaluation', tone: 'pull' },
      { metric: exactOf(8), at: 'evaluation', tone: 'prior' },
      { metric: exactOf(12), at: 'evaluation', tone: 'push' },
    ],
    range: [0, 1],
  },
  {
    id: 'aligned',
    lines: [
      { metric: 'alignedArgmax', at: 'evaluation', tone: 'ink' },
      { metric: 'alignedMass', at: 'evaluation', tone: 'likelihood' },
      { metric: 'alignedNear', at: 'evaluation', tone: 'likelihood', dashed: true },
    ],
    range: [0, 1],
  },
];
