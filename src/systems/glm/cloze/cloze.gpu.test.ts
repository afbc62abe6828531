import { beforeAll, describe, expect, it } from 'vitest';
import type { Gpu } from '../../../gpu/device.ts';
import { sharedGpu } from '../../../gpu/testing/shared-gpu.ts';
import { runReference } from '../../../graph/reference.ts';
import { glmClassifierGraph } from '../../../models/glm-classifier.ts';
import { ParameterRegistry } from '../../../models/registry.ts';
import type { CheckpointFiles, Evaluation, StepRecord } from '../../../run/records.ts';
import { readSafetensors } from '../../../run/safetensors.ts';
import { TrainingRun } from '../../../run/training-run.ts';
import type { LabelledSentence } from '../../../text/corpus/labelled.ts';
import { generateReviews } from '../../../text/corpus/reviews.ts';
import { tokenizerFromJSON } from '../../../text/tokenizer/tokenizer.ts';
import { resolvePreset } from '../../presets.ts';
import { modelOf } from '../parts.ts';
import { fillRows } from '../rows.ts';
import type { GlmRunConfig } from '../settings.ts';
import { glm } from '../system.ts';
import { glmVocabulary } from '../vocabulary.ts';
import { clozeQuestion, headRow } from './cloze-rows.ts';
import { clozeTasks } from './patterns.ts';

const labelledSentence = (text: string, label: string, split: 'train' | 'test', i: number): LabelledSentence => ({
  ...{ id: `${split} ${i}`, task: 'sentiment', template: text, text, label, split },
});
const labelled = {
  tasks: [{ id: 'sentiment', labels: ['positive', 'negative'] }],
  sentences: [
    labelledSentence('I found the hotel lovely.', 'positive', 'train', 1),
    labelledSentence('The long play was a dull one.', 'negative', 'train', 2),
    labelledSentence('To me the view was superb.', 'positive', 'test', 1),
    labelledSentence('This book was awful.', 'negative', 'test', 2),
  ],
};

/** So few steps and texts that it takes a second; the batch of the cloze phase is both training sentences. */
const tinyConfig = (form: 'cloze' | 'head') =>
  resolvePreset<GlmRunConfig>('glm-cloze', {
    gpu: { halfPrecision: false, timedKernels: false },
    tokenizer: { vocabularySize: 2000 },
    glm: { steps: 2, batch: 2, width: 16, layers: 1, heads: 2 },
    cloze: { steps: 3, labels: 2, form },
    evaluation: { every: 10, texts: 2 },
  });

describe('the cloze phase', () => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await sharedGpu();
  });

  const openRun = async (config: GlmRunConfig, checkpoint?: CheckpointFiles) => {
    const steps: (StepRecord & { phase: string })[] = [];
    const evaluations: Evaluation[] = [];
    const corpus = { ...generateReviews({ kinds: 'both', texts: 60, seed: config.seed }), labelled };
    const run = await TrainingRun.open(
      gpu,
      glm as never,
      { runId: 'cloze', config, corpus, checkpoint },
      {
        onSteps: (phase, records) => void steps.push(...records.map((record) => ({ ...record, phase }))),
        onEvaluation: (evaluation) => void evaluations.push(evaluation),
        ...{ onRefresh() {}, onWarning() {}, onKernels() {}, onProgress() {} },
        spawnIndexWorker() {
          throw new Error('GLM has no index workers.');
        },
      },
    );
    return { run, steps, evaluations };
  };

  it.each(['cloze', 'head'] as const)(
    '%s: its loss is that of float64, and a resumed run repeats bit for bit',
    async (form) => {
      const config = tinyConfig(form);
      const whole = await openRun(config);
      for (let i = 0; i < 2; i++) await whole.run.advance();
      const checkpoint = await whole.run.checkpoint();
      while (!whole.run.finished) await whole.run.advance();
      const tuned = whole.steps.filter(({ phase }) => phase === 'cloze');
      expect(tuned).toHaveLength(3);

      const tokenizer = tokenizerFromJSON(JSON.parse(checkpoint.tokenizer));
      const vocabulary = glmVocabulary(tokenizer, false);
      const shape = { rows: 2, length: 40, labels: 2 };
      const { graph, loss } = glmClassifierGraph(new ParameterRegistry(1), modelOf(config, vocabulary), shape, form);
      const feeds: Record<string, Uint32Array | Float32Array> = {};
      for (const [name, { shape: size, dtype }] of graph.inputs) {
        const count = size.reduce((a, b) => a * b, 1);
        feeds[name] = dtype === 'u32' ? new Uint32Array(count) : new Float32Array(count);
      }
      const reading = {
        tokenizer,
        vocabulary,
        maxLength: config.glm.length,
        objective: config.glm.objective,
        mode: 'token' as const,
      };
      const { labels, patterns } = clozeTasks.sentiment;
      const rows = labelled.sentences
        .slice(0, 2)
        .map(({ text }, i) =>
          form === 'head' ? headRow(text, i, reading) : clozeQuestion(text, patterns[0]!, labels, i, reading),
        );
      const inputs = { integers: (name: string) => feeds[name], floats: (name: string) => feeds[name] };
      fillRows(inputs as never, rows, shape, shape.labels);
      if (form === 'cloze')
        (feeds.words as Uint32Array).set(['good', 'bad'].map((word) => tokenizer.encode(word).ids[0]!));
      const { tensors } = readSafetensors(checkpoint.weights);
      const values = Object.fromEntries([...tensors].map(([name, { data }]) => [name, data]));
      const truth = runReference(graph, { ...feeds, ...values }).value(loss).data[0]!;
      expect(Math.abs(tuned[0]!.metrics.loss! - truth)).toBeLessThan(2e-5);

      const resumed = await openRun(config, checkpoint);
      while (!resumed.run.finished) await resumed.run.advance();
      expect(resumed.steps).toEqual(tuned);
      expect((await resumed.run.checkpoint()).weights).toEqual((await whole.run.checkpoint()).weights);

      // a run that got steps of this phase when it was resumed is the same one
      const before = await openRun({ ...config, cloze: { ...config.cloze, steps: 0 } });
      while (!before.run.finished) await before.run.advance();
      const added = await openRun(config, await before.run.checkpoint());
      while (!added.run.finished) await added.run.advance();
      expect(added.steps).toEqual(tuned);
      for (const { run } of [before, added]) await run.destroy();

      const measured = whole.evaluations.map(({ metrics }) => metrics);
      for (const { clozeAccuracy, clozeSecond } of measured) {
        expect([0, 0.5, 1]).toContain(clozeAccuracy);
        if (form === 'cloze') expect([0, 0.5, 1]).toContain(clozeSecond);
      }
      // after blank filling (zero-shot), and at the end
      expect(whole.evaluations.map(({ phase }) => phase)).toEqual(['glm', 'cloze']);
      await whole.run.destroy();
      await resumed.run.destroy();
    },
  );
});
