/** Presets of sequence to sequence: layers over the defaults of its settings. */
import type { PartialConfig } from '../../run/settings.ts';
import type { Preset } from '../../run/system.ts';
import type { Seq2SeqRunConfig } from './settings.ts';

type Layer = PartialConfig<Seq2SeqRunConfig>;

const smoke: Layer = {
  pairs: { longest: 4 },
  seq2seq: { steps: 30, batch: 16, width: 16, warmupSteps: 5 },
  evaluation: { every: 15, pairs: 4 },
};

const transformer: Layer = {
  seq2seq: { model: 'transformer', steps: 500, learningRate: 1e-3 },
  evaluation: { every: 50 },
};

export const seq2seqPresets: readonly Preset[] = [
  {
    name: 'seq2seq',
    title: 'Reversal',
    about: 'An encoder and a decoder learn to write a sequence backwards; attention finds where to look.',
    layer: {},
  },
  {
    name: 'seq2seq-dates',
    title: 'Dates',
    about: 'Dates in four written forms become ISO 8601; the measured ones were never seen.',
    layer: { pairs: { task: 'dates' }, seq2seq: { steps: 250 }, evaluation: { every: 25, pairs: 128 } },
  },
  {
    name: 'seq2seq-sums',
    title: 'Sums',
    about: 'The sum of two numbers below 100, written digit by digit.',
    layer: { pairs: { task: 'sums' }, seq2seq: { steps: 1500 }, evaluation: { every: 150, pairs: 128 } },
  },
  {
    name: 'seq2seq-transformer',
    title: 'Reversal by a transformer',
    about: 'A transformer learns to write a sequence backwards; its cross attention finds where to look.',
    layer: transformer,
  },
  {
    name: 'seq2seq-smoke',
    title: 'Reversal, smoke',
    about: 'The same with a tiny model, in seconds: it does not learn to reverse.',
    layer: smoke,
  },
];
