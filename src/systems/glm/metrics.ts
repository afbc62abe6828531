/** The metrics and curves of GLM. The page has longer definitions (src/ui/systems/glm/words). */
import type { CurveInfo, MetricInfo } from '../../run/records.ts';

/** Blanks are measured apart by their length in tokens: 1, 2, and 3 to 5. */
export const blankSizes = ['1', '2', '3to5'] as const;
export type BlankSize = (typeof blankSizes)[number];

const evaluation = ['evaluation'] as const;

const sizeNames: Record<BlankSize, string> = { '1': '1', '2': '2', '3to5': '3–5' };

export const glmMetrics: readonly MetricInfo[] = [
  ...blankSizes.map(
    (size): MetricInfo => ({
      id: `blanksOf${size}`,
      name: `Blanks of ${sizeNames[size]}`,
      about: `Share of blanks of ${sizeNames[size]} tokens in held-out texts that greedy filling gets exactly right.`,
      at: evaluation,
      format: 'share',
      better: 'higher',
      label: `blanks of ${sizeNames[size]}`,
    }),
  ),
  ...blankSizes.map(
    (size): MetricInfo => ({
      id: `bigramOf${size}`,
      name: `Blanks of ${sizeNames[size]} by bigrams`,
      about: 'The same blanks, filled by counts of neighbouring tokens; the length is given.',
      at: evaluation,
      format: 'share',
      ...(size === '1' && { label: 'bigrams' }),
    }),
  ),
  {
    id: 'heldOutAccuracy',
    name: 'Blanks filled',
    about: 'Share of all these blanks that are right.',
    at: evaluation,
    format: 'share',
    better: 'higher',
  },
  {
    id: 'heldOutLogLikelihood',
    name: 'Log-likelihood of a blank',
    about: 'Mean of log p(blank | the rest of the text), nats.',
    at: evaluation,
    format: 'number',
    better: 'higher',
  },
  {
    id: 'tokenLoss',
    name: 'Held-out loss, [MASK]',
    about: 'The objective on held-out texts with short spans, nats per token; of a causal LM over all tokens.',
    at: evaluation,
    format: 'number',
    better: 'lower',
    label: 'held-out loss',
  },
  {
    id: 'sentenceLoss',
    name: 'Held-out loss, [sMASK]',
    about: 'The objective on held-out texts with whole sentences taken out, nats per token.',
    at: evaluation,
    format: 'number',
    better: 'lower',
  },
  {
    id: 'documentLoss',
    name: 'Held-out loss, [gMASK]',
    about: 'The objective on held-out texts with one long span taken out, nats per token.',
    at: evaluation,
    format: 'number',
    better: 'lower',
  },
  {
    id: 'blanksUnended',
    name: 'Right, but not ended',
    about: 'Share of blanks that greedy filling gets right but does not end; they do not count as right.',
    at: evaluation,
    format: 'share',
  },
  {
    id: 'titleCopied',
    name: 'Names copied',
    about: 'Share of held-out titles that stand in the opening that is written from them.',
    at: evaluation,
    format: 'share',
    better: 'higher',
    label: 'names copied',
  },
  {
    id: 'titleWording',
    name: 'Wording of the corpus',
    about: 'Share of these openings that a sentence of the corpus equals, but for title and value.',
    at: evaluation,
    format: 'share',
    better: 'higher',
    label: 'wording',
  },
  {
    id: 'titleTrue',
    name: 'Value right',
    about: 'Share of these openings that articles of the subject state.',
    at: evaluation,
    format: 'share',
    label: 'value right',
  },
  {
    id: 'titleChance',
    name: 'Value right by chance',
    about: 'The share of all subjects of which the value is stated, mean over the same openings.',
    at: evaluation,
    format: 'share',
    label: 'by chance',
  },
  {
    id: 'titleGain',
    name: 'Right title − wrong title',
    about: 'Mean of log p(opening | its title) − log p(opening | another title), nats.',
    at: evaluation,
    format: 'number',
    better: 'higher',
    label: 'right − wrong title',
  },
  {
    id: 'titleDistinct',
    name: 'Different openings',
    about: 'How many of these openings differ when the title is left out.',
    at: evaluation,
    format: 'count',
  },
  {
    id: 'titleEnded',
    name: 'Openings ended',
    about: 'Share of these openings that end with [eop] and are not cut.',
    at: evaluation,
    format: 'share',
    better: 'higher',
  },
  {
    id: 'clozeAccuracy',
    name: 'Sentences classified',
    about: 'Share of the test sentences that get the right label, by the pattern that is trained or by the head.',
    at: evaluation,
    format: 'share',
    better: 'higher',
    label: 'classified',
  },
  {
    id: 'clozeSecond',
    name: 'Sentences classified, second pattern',
    about: 'The same by a pattern that is not trained: Σ log p of the words of each label.',
    at: evaluation,
    format: 'share',
    better: 'higher',
  },
  {
    id: 'supervised',
    name: 'Supervised tokens',
    about: 'Tokens that were predicted in training so far.',
    at: ['step'],
    format: 'count',
  },
];

export const glmCurves: readonly CurveInfo[] = [
  { id: 'loss', lines: [{ metric: 'loss', at: 'step' }] },
  {
    id: 'blanks',
    lines: [
      { metric: 'blanksOf1', at: 'evaluation', tone: 'ink' },
      { metric: 'blanksOf2', at: 'evaluation', tone: 'pull' },
      { metric: 'blanksOf3to5', at: 'evaluation', tone: 'likelihood' },
      { metric: 'bigramOf1', at: 'evaluation', tone: 'prior', dashed: true },
    ],
    range: [0, 1],
  },
  {
    id: 'titles',
    lines: [
      { metric: 'titleCopied', at: 'evaluation', tone: 'ink' },
      { metric: 'titleWording', at: 'evaluation', tone: 'pull' },
      { metric: 'titleTrue', at: 'evaluation', tone: 'likelihood' },
      { metric: 'titleChance', at: 'evaluation', tone: 'prior', dashed: true },
    ],
    range: [0, 1],
  },
  { id: 'titleGain', lines: [{ metric: 'titleGain', at: 'evaluation' }] },
  {
    id: 'clozeAccuracy',
    lines: [
      { metric: 'clozeAccuracy', at: 'evaluation', tone: 'ink' },
      { metric: 'clozeSecond', at: 'evaluation', dashed: true },
    ],
    range: [0, 1],
  },
  { id: 'tokenLoss', lines: [{ metric: 'tokenLoss', at: 'evaluation' }] },
  { id: 'sentenceLoss', lines: [{ metric: 'sentenceLoss', at: 'evaluation' }] },
  { id: 'documentLoss', lines: [{ metric: 'documentLoss', at: 'evaluation' }] },
];
