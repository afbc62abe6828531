/** Words of three pre-trainings, in English. */
import { type ArmMode, type Body, type FormatStart, formatStarts } from '../../../../models/pretraining.ts';
import { armMetric, arms } from '../../../../systems/pretraining/arms.ts';
import { formatMetric, lossMetric } from '../../../../systems/pretraining/format-metrics.ts';
import type { Definition } from '../../../i18n/definition.ts';

const names: Record<Body, string> = {
  decoder: 'Decoder',
  encoder: 'Encoder',
  encoderDecoder: 'Encoder–decoder',
  random: 'Random',
  vectors: 'Word vectors',
};

const modes: Record<ArmMode, string> = {
  frozen: 'The body stays as it was pre-trained; a head on the mean of its states is trained.',
  trained: 'A copy of the body is trained together with its head.',
};

const starts: Record<FormatStart, string> = { pretrained: 'pre-trained', random: 'from random' };

const startTexts: Record<FormatStart, string> = {
  pretrained: 'The encoder–decoder that began as it was pre-trained.',
  random: 'The encoder–decoder that began with random values.',
};

const ofForms = formatStarts.flatMap((start): [string, Definition][] => [
  [
    formatMetric(start, 'exact'),
    {
      name: `Form exact, ${starts[start]}`,
      text: `Share of test sentences for which greedy writing gives subject, verdict and end exactly. ${startTexts[start]}`,
    },
  ],
  [
    formatMetric(start, 'subject'),
    {
      name: `Subject, ${starts[start]}`,
      text: `Share of test sentences whose subject is the likeliest first word. ${startTexts[start]}`,
    },
  ],
  [
    formatMetric(start, 'verdict'),
    {
      name: `Verdict, ${starts[start]}`,
      text: `Share of test sentences whose verdict is the likeliest word behind the right subject; chance is one half. ${startTexts[start]}`,
    },
  ],
  [
    lossMetric(start),
    {
      name: `Loss of the form, ${starts[start]}`,
      text: `Cross-entropy in nats per token of a form. ${startTexts[start]}`,
    },
  ],
]);

export const pretraining = {
  phases: {
    decoder: {
      name: 'Decoder',
      plain: 'the next token',
      hint: 'Each token predicts the next from those before it.',
    },
    encoder: {
      name: 'Encoder',
      plain: 'masked tokens',
      hint: 'BERT’s corruption: 15% of the tokens are predicted from the whole text; of these 80% are read as [MASK], 10% as another token, 10% as they are.',
    },
    encoderDecoder: {
      name: 'Encoder–decoder',
      plain: 'spans that were taken out',
      hint: 'T5’s corruption: spans make way for sentinels; the decoder writes each sentinel with its span, then the end.',
    },
    vectors: {
      name: 'Word vectors',
      plain: 'neighbouring words',
      hint: 'Skip-gram on the same texts: each token predicts those at most vectors.window places away.',
    },
    classifier: {
      name: 'Classifiers',
      plain: 'praise or blame',
      hint: 'Heads on every body, frozen and trained, on the same few labelled sentences in every step; their losses are added up, and share no parameter that is trained.',
    },
    format: {
      name: 'Format',
      plain: 'sentences into a form',
      hint: 'Two encoder–decoders translate a sentence into its subject and a verdict, from the same few pairs: one begins as it was pre-trained, the other with random values.',
    },
  },
  metrics: {
    nextAccuracy: {
      name: 'Next token',
      text: 'Share of tokens of held-out texts, ends included, that the decoder finds likeliest behind the right tokens before them.',
    },
    maskedAccuracy: {
      name: 'Masked token',
      text: 'Share of the chosen tokens of held-out texts that the encoder finds likeliest. Which are chosen is the same in every evaluation; 10% of them are read as they are.',
    },
    spansExact: {
      name: 'Spans exact',
      text: 'Share of held-out texts for which greedy writing of the encoder–decoder gives all spans and the end exactly.',
    },
    spanTokens: {
      name: 'Tokens of spans',
      text: 'Share of the tokens that were taken out of held-out texts which are likeliest behind the right ones before them; sentinels and ends do not count.',
    },
    ...Object.fromEntries(
      arms.map((arm): [string, Definition] => [
        armMetric(arm),
        {
          name: `${names[arm.body]}, ${arm.mode}`,
          text: `Share of test sentences that are classified right; chance is one half. ${modes[arm.mode]}${
            arm.body === 'random' ? ' This body was not pre-trained.' : ''
          }`,
        },
      ]),
    ),
    armLoss: {
      name: 'Loss of an arm',
      text: 'Mean cross-entropy of the classifiers, in nats per sentence. The loss of the phase is the sum over all of them.',
    },
    tasks: {
      name: 'What each can do',
      text: 'On held-out texts: next token of the decoder, masked token of the encoder, exact spans of the encoder–decoder (dashed: their tokens). The tasks differ, so the lines are not to be compared with each other.',
    },
    frozen: { name: 'Classifiers, frozen', text: `Accuracy on the test sentences. ${modes.frozen}` },
    trained: { name: 'Classifiers, trained', text: `Accuracy on the test sentences. ${modes.trained}` },
    ...Object.fromEntries(ofForms),
    format: {
      name: 'Format',
      text: 'Verdict (solid) and subject (dashed) of the test sentences, pre-trained and from random values, each behind the right tokens before it.',
    },
  } as Readonly<Record<string, Definition>>,
};

export type PretrainingStrings = typeof pretraining;
