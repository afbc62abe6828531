import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gpu, requestGpu } from '../../gpu/device.ts';
import { ParameterRegistry } from '../../models/registry.ts';
import type { CheckpointFiles } from '../../run/records.ts';
import { readSafetensors } from '../../run/safetensors.ts';
import { openRun, toEnd } from '../../run/testing/open-run.ts';
import { referencePlans } from '../../run/testing/reference-plans.ts';
import { generatePairs } from '../../text/corpus/pairs.ts';
import { resolvePreset } from '../presets.ts';
import { align } from './align.ts';
import { characterTokenizer } from './parts.ts';
import type { Alignment } from './probes.ts';
import type { Seq2SeqRunConfig } from './settings.ts';
import { seq2seq } from './system.ts';

const tiny = (attention: 'dot' | 'none') =>
  resolvePreset<Seq2SeqRunConfig>('seq2seq-smoke', {
    gpu: { halfPrecision: false, timedKernels: false },
    seq2seq: { steps: 6, batch: 4, width: 8, attention },
    evaluation: { every: 4, pairs: 2 },
  });

describe('a sequence-to-sequence run', { timeout: 120_000 }, () => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await requestGpu();
  });
  afterAll(() => gpu?.device.destroy());

  const open = (config: Seq2SeqRunConfig, checkpoint?: CheckpointFiles) =>
    openRun(gpu, seq2seq, { config, corpus: generatePairs({ ...config.pairs, seed: config.seed }), checkpoint });

  it('that is saved and resumed repeats the uninterrupted one bit for bit', async () => {
    const whole = await open(tiny('dot'));
    await toEnd(whole.run);
    expect(whole.evaluations.map(({ step }) => step)).toEqual([4, 6]);
    const first = await open(tiny('dot'));
    for (let i = 0; i < 3; i++) await first.run.advance();
    const checkpoint = await first.run.checkpoint();
    await first.run.destroy();
    const resumed = await open(tiny('dot'), checkpoint);
    await toEnd(resumed.run);
    expect([...first.steps, ...resumed.steps]).toEqual(whole.steps);
    expect(resumed.evaluations).toEqual(whole.evaluations);
    expect((await resumed.run.checkpoint()).weights).toEqual((await whole.run.checkpoint()).weights);
    const { metrics } = whole.evaluations.at(-1)!;
    // a tiny model is near a uniform guess of 25 tokens
    expect(Math.abs(metrics.heldOutLoss! - Math.log(25))).toBeLessThan(1);
    expect(metrics.alignedNear).toBeGreaterThan(metrics.alignedMass!);
    expect(metrics.exactOf12).toBeNull();
    await whole.run.destroy();
    await resumed.run.destroy();
  });

  it.each(['dot', 'none'] as const)(
    'writes and aligns one source as float64 does, attention: %s',
    async (attention) => {
      const config = tiny(attention);
      const { run } = await open(config);
      await run.advance();
      const told = (await run.ask('align', { source: ' ABA ' }, () => {})) as Alignment;
      const { tensors } = readSafetensors((await run.checkpoint()).weights);
      const values = Object.fromEntries([...tensors].map(([name, { data }]) => [name, data]));
      const tokenizer = characterTokenizer('reversal');
      const model = { vocabularySize: tokenizer.vocabularySize, width: 8, attention };
      const parts = { config, model, tokenizer, registry: new ParameterRegistry(1) };
      const truth = await align(parts, referencePlans(values), 'aba');
      expect({ ...told, probabilities: [], weights: [] }).toEqual({ ...truth, probabilities: [], weights: [] });
      expect(told.source).toEqual(['a', 'b', 'a']);
      expect(told.target).toBe('aba');
      expect(told.probabilities).toHaveLength(told.output.length + Number(told.isEnded));
      truth.probabilities.forEach((p, i) => void expect(Math.abs(told.probabilities[i]! - p)).toBeLessThan(2e-5));
      if (attention === 'none') expect(told.weights).toBeNull();
      else {
        expect(told.weights).toHaveLength(told.probabilities.length);
        truth.weights!.forEach((row, i) => {
          row.forEach((weight, j) => void expect(Math.abs(told.weights![i]![j]! - weight)).toBeLessThan(2e-5));
        });
      }
      for (const source of ['', 'aaaaa', 'xyz']) {
        await expect(run.ask('align', { source }, () => {})).rejects.toMatchObject({ code: 'bad-option' });
      }
      await run.destroy();
    },
  );
});
