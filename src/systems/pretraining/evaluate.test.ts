/** The evaluation over plans whose answers are known: which prediction belongs to which token of which text, also in a last batch that is not full. */
import { expect, it } from 'vitest';
import { ParameterRegistry } from '../../models/registry.ts';
import { tiniestLanguageModel } from '../../models/testing.ts';
import type { PlanInputs } from '../../run/system.ts';
import { knownPlans, scoresFor } from '../../run/testing/known-plans.ts';
import { resolvePreset } from '../presets.ts';
import { evaluatePhase } from './evaluate.ts';
import type { PretrainingParts } from './parts.ts';
import type { PretrainingConfig } from './settings.ts';

const length = 24;
const size = 16;
const end = 8;
const config = resolvePreset<PretrainingConfig>('pretraining-smoke', {
  model: { batch: 2, length },
  encoder: { share: 0.2 },
  evaluation: { sentences: 70 },
});

/** The token, or the label, that a plan finds likeliest at each place of an output. */
type Answer = (inputs: PlanInputs, output: string) => ArrayLike<number>;

const metricsOf = (
  phase: string,
  heldOut: number[][],
  answer: Answer,
  test: { text: string; label: number; subject?: string }[] = [],
) => {
  const parts = {
    config,
    registry: new ParameterRegistry(1),
    body: { ...tiniestLanguageModel, vocabularySize: size, maxLength: length },
    vocabulary: { size, cls: 2, mask: 4, end, words: [5, 6, 7], sentinel: (i: number) => end + 1 + i, piece: String },
    // the sentence is empty; a form is its three words
    tokenizer: { special: { cls: 2 }, encode: (text: string) => ({ ids: text ? [5, 6, 7] : [5, 6] }) },
    texts: { training: [], heldOut },
    labelled: { training: [], test },
    formatted: [],
    engine: { frozen: knownPlans((inputs, name, shape) => scoresFor(shape, answer(inputs, name))) },
  };
  return evaluatePhase(parts as unknown as PretrainingParts, phase);
};

it('of the decoder: each token against the next one, and the last against the end', async () => {
  // it expects 5 6 7 8 to follow each other: right are 6, 7 and the end of the first text, and 7 of the third
  const texts = [
    [2, 5, 6, 7],
    [2, 5, 5],
    [2, 6, 7, 5, 5],
  ];
  const metrics = await metricsOf('decoder', texts, (inputs) => inputs.integers('ids').map((id) => id + 1));
  expect(metrics).toEqual({ nextAccuracy: 4 / 12 });
});

it('of the decoder: a text that fills the length has no end', async () => {
  const full = [2, ...Array.from({ length: length - 1 }, () => 5)];
  const metrics = await metricsOf('decoder', [full, [2, 5]], (inputs) => inputs.integers('ids').map(() => end));
  // what follows [CLS] in the first text, and the word and the end of the second
  expect(metrics).toEqual({ nextAccuracy: 1 / (length - 1 + 2) });
});

it('of the encoder: the chosen tokens alone, each in its own text', async () => {
  const textOf = (token: number, tokens: number) => [2, ...Array.from({ length: tokens - 1 }, () => token)];
  // .2 of 10, 10 and 20 tokens; it expects 5 in the first row of a batch and 6 in the second: the third text is in the first row
  const texts = [textOf(5, 10), textOf(6, 10), textOf(7, 20)];
  const metrics = await metricsOf('encoder', texts, (inputs) =>
    inputs.integers('at').map((at) => 5 + Math.floor(at / length)),
  );
  expect(metrics).toEqual({ maskedAccuracy: 4 / 8 });
});

it('of the encoder–decoder: a text is exact if everything is; tokens are those that were taken out', async () => {
  const texts = [0, 1, 2].map(() => [2, 5, 6, 7, 5, 6, 7, 5]);
  const writes = (isRight: (token: number, row: number) => boolean) =>
    metricsOf('encoderDecoder', texts, (inputs) => {
      const targets = inputs.integers('targets');
      return targets.map((token, at) => (isRight(token, Math.floor(at / (targets.length / 2))) ? token : 0));
    });
  expect(await writes(() => true)).toEqual({ spansExact: 1, spanTokens: 1 });
  expect(await writes((token) => token < end)).toEqual({ spansExact: 0, spanTokens: 1 });
  expect(await writes((token) => token >= end)).toEqual({ spansExact: 0, spanTokens: 0 });
  // the second row of a batch: one text of three
  const one = await writes((_, row) => row === 1);
  expect(one.spansExact).toBeCloseTo(1 / 3, 12);
  expect(one.spanTokens).toBeCloseTo(1 / 3, 12);
});

it('of the classifiers: each arm by its own scores, over more than a batch', async () => {
  const test = Array.from({ length: 70 }, (_, i) => ({ text: '', label: Number(i >= 40) }));
  const metrics = await metricsOf(
    'classifier',
    [],
    (inputs, arm) => {
      if (arm === 'decoderFrozen') return inputs.integers('targets');
      return inputs.integers('targets').map((label) => (arm === 'vectorsTrained' ? 1 - label : 0));
    },
    test,
  );
  const { decoderFrozen, vectorsTrained, ...others } = metrics;
  expect([decoderFrozen, vectorsTrained]).toEqual([1, 0]);
  expect(Object.values(others)).toEqual(Array.from({ length: 8 }, () => 40 / 70));
});

it('of the format: each model by its own logits, a form by all of its tokens, over more than a batch', async () => {
  const test = Array.from({ length: 70 }, () => ({ text: '', label: 0, subject: 'plot' }));
  const metrics = await metricsOf(
    'format',
    [],
    (inputs, model) => {
      const targets = inputs.integers('targets');
      // four places a form: subject, colon, verdict, end
      if (model === 'pretrained') return targets.map((token, at) => (at % 4 === 0 ? 0 : token));
      return targets.map((token, at) => (at % 4 === 2 && at < 4 * 6 ? 0 : token));
    },
    test,
  );
  expect(metrics).toEqual({
    ...{ pretrainedExact: 0, pretrainedSubject: 0, pretrainedVerdict: 1 },
    // six of each batch, and the last has six
    ...{ randomExact: 58 / 70, randomSubject: 1, randomVerdict: 58 / 70 },
  });
});
