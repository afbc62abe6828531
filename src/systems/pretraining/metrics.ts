/** The metrics and curves of three pre-trainings. The page has longer definitions (src/ui/systems/pretraining/words). */
import { type ArmMode, type Body, type FormatStart, formatStarts } from '../../models/pretraining.ts';
import type { CurveInfo, MetricInfo, Tone } from '../../run/records.ts';
import { armMetric, armModes, arms, bodies } from './arms.ts';
import { formatMetric, lossMetric } from './format-metrics.ts';

const share = (id: string, name: string, about: string, label?: string): MetricInfo => ({
  ...{ id, name, about, at: ['evaluation'], format: 'share', better: 'higher' },
  ...(label && { label }),
});

const names: Record<Body, string> = {
  decoder: 'decoder',
  encoder: 'encoder',
  encoderDecoder: 'encoder–decoder',
  random: 'random',
  vectors: 'word vectors',
};

const startNames: Record<FormatStart, string> = { pretrained: 'pre-trained', random: 'from random' };

export const pretrainingMetrics: readonly MetricInfo[] = [
  share('nextAccuracy', 'Next token', 'Share of tokens of held-out texts that the decoder finds likeliest.', 'next'),
  share(
    'maskedAccuracy',
    'Masked token',
    'Share of chosen tokens of held-out texts that the encoder finds likeliest.',
    'masked',
  ),
  share(
    'spansExact',
    'Spans exact',
    'Share of held-out texts whose spans the encoder–decoder writes exactly.',
    'spans',
  ),
  share('spanTokens', 'Tokens of spans', 'Share of their tokens that are likeliest behind the right ones.', 'tokens'),
  ...arms.map((arm) =>
    share(
      armMetric(arm),
      `${names[arm.body]}, ${arm.mode}`,
      `Share of test sentences classified right: ${names[arm.body]}, ${arm.mode}.`,
      `${names[arm.body]} ${arm.mode}`,
    ),
  ),
  {
    id: 'armLoss',
    name: 'Loss of an arm',
    about: 'Mean cross-entropy of the classifiers, nats per sentence.',
    at: ['step'],
    format: 'number',
  },
  ...formatStarts.flatMap((start) => [
    share(
      formatMetric(start, 'exact'),
      `Form exact, ${startNames[start]}`,
      `Share of test sentences whose form is exactly right: ${startNames[start]}.`,
      `exact, ${startNames[start]}`,
    ),
    share(
      formatMetric(start, 'subject'),
      `Subject, ${startNames[start]}`,
      `Share of test sentences whose subject is right: ${startNames[start]}.`,
      `subject, ${startNames[start]}`,
    ),
    share(
      formatMetric(start, 'verdict'),
      `Verdict, ${startNames[start]}`,
      `Share of test sentences whose verdict is right behind the right subject: ${startNames[start]}.`,
      `verdict, ${startNames[start]}`,
    ),
    {
      id: lossMetric(start),
      name: `Loss of the form, ${startNames[start]}`,
      about: `Cross-entropy of the pairs, nats per token: ${startNames[start]}.`,
      at: ['step'],
      format: 'number',
    } satisfies MetricInfo,
  ]),
];

const tones: Record<Body, Tone> = {
  decoder: 'pull',
  encoder: 'push',
  encoderDecoder: 'likelihood',
  random: 'ink',
  vectors: 'prior',
};

const startTones: Record<FormatStart, Tone> = { pretrained: 'likelihood', random: 'ink' };

const accuracies = (id: string, mode: ArmMode): CurveInfo => ({
  id,
  lines: bodies.map((body) => ({ metric: armMetric({ body, mode }), at: 'evaluation', tone: tones[body] })),
  range: [0, 1],
});

export const pretrainingCurves: readonly CurveInfo[] = [
  { id: 'loss', lines: [{ metric: 'loss', at: 'step' }] },
  {
    id: 'tasks',
    lines: [
      { metric: 'nextAccuracy', at: 'evaluation', tone: 'pull' },
      { metric: 'maskedAccuracy', at: 'evaluation', tone: 'push' },
      { metric: 'spansExact', at: 'evaluation', tone: 'likelihood' },
      { metric: 'spanTokens', at: 'evaluation', tone: 'likelihood', dashed: true },
    ],
    range: [0, 1],
  },
  ...armModes.map((mode) => accuracies(mode, mode)),
  {
    id: 'format',
    lines: formatStarts.flatMap((start) => [
      { metric: formatMetric(start, 'verdict'), at: 'evaluation', tone: startTones[start] },
      { metric: formatMetric(start, 'subject'), at: 'evaluation', tone: startTones[start], dashed: true },
    ]),
    range: [0, 1],
  },
];
