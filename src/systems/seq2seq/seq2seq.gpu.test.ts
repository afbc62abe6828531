import { beforeAll, describe, expect, it } from 'vitest';
import type { Gpu } from '../../gpu/device.ts';
import { sharedGpu } from '../../gpu/testing/shared-gpu.ts';
import { ParameterRegistry } from '../../models/registry.ts';
import { sinusoid } from '../../models/sinusoids.ts';
import type { CheckpointFiles } from '../../run/records.ts';
import { readSafetensors } from '../../run/safetensors.ts';
import { openRun, toEnd } from '../../run/testing/open-run.ts';
import { referencePlans } from '../../run/testing/reference-plans.ts';
import { generatePairs } from '../../text/corpus/pairs.ts';
import { resolvePreset } from '../presets.ts';
import { align } from './align.ts';
import { modelOf, positionsName } from './models.ts';
import { characterTokenizer } from './parts.ts';
import type { Alignment, Reordered } from './probes.ts';
import { reorder } from './reorder.ts';
import type { Seq2SeqRunConfig } from './settings.ts';
import { seq2seq } from './system.ts';

type Seq2Seq = Partial<Seq2SeqRunConfig['seq2seq']>;

const transformer: Seq2Seq = { model: 'transformer', layers: 2, heads: 2 };

const tiny = (seq2seq: Seq2Seq) =>
  resolvePreset<Seq2SeqRunConfig>('seq2seq-smoke', {
    gpu: { halfPrecision: false, timedKernels: false },
    seq2seq: { steps: 6, batch: 4, width: 8, ...seq2seq },
    evaluation: { every: 4, pairs: 2 },
  });

describe('a sequence-to-sequence run', () => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await sharedGpu();
  });

  const open = (config: Seq2SeqRunConfig, checkpoint?: CheckpointFiles) =>
    openRun(gpu, seq2seq, { config, corpus: generatePairs({ ...config.pairs, seed: config.seed }), checkpoint });

  it.each([{}, transformer])(
    'that is saved and resumed repeats the uninterrupted one bit for bit: %o',
    async (seq2seq) => {
      const config = tiny(seq2seq);
      const whole = await open(config);
      await toEnd(whole.run);
      expect(whole.evaluations.map(({ step }) => step)).toEqual([4, 6]);
      const first = await open(config);
      for (let i = 0; i < 3; i++) await first.run.advance();
      const checkpoint = await first.run.checkpoint();
      await first.run.destroy();
      const resumed = await open(config, checkpoint);
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
    },
  );

  it.each<[Seq2Seq, heads: number]>([
    [{ attention: 'dot' }, 1],
    [{ attention: 'none' }, 0],
    [{ ...transformer, positions: 'sinusoids' }, 4],
  ])('writes and aligns one source as float64 does: %o', async (seq2seq, heads) => {
    const config = tiny(seq2seq);
    const { run } = await open(config);
    await run.advance();
    const told = (await run.ask('align', { source: ' ABA ' }, () => {})) as Alignment;
    const { tensors } = readSafetensors((await run.checkpoint()).weights);
    const values = Object.fromEntries([...tensors].map(([name, { data }]) => [name, data]));
    const tokenizer = characterTokenizer('reversal');
    const model = modelOf(config, tokenizer.vocabularySize);
    const parts = { config, model, tokenizer, registry: new ParameterRegistry(1) };
    const truth = await align(parts, referencePlans(values), 'aba');
    expect({ ...told, probabilities: [], weights: [] }).toEqual({ ...truth, probabilities: [], weights: [] });
    expect(told.source).toEqual(['a', 'b', 'a']);
    expect(told.target).toBe('aba');
    expect(told.probabilities).toHaveLength(told.output.length + Number(told.isEnded));
    truth.probabilities.forEach((p, i) => void expect(Math.abs(told.probabilities[i]! - p)).toBeLessThan(2e-5));
    if (heads === 0) expect(told.weights).toBeNull();
    else {
      expect(told.weights).toHaveLength(heads);
      const [found, expected] = [told.weights!.flat(2), truth.weights!.flat(2)];
      expect(found).toHaveLength(heads * told.probabilities.length * told.source.length);
      expected.forEach((weight, i) => void expect(Math.abs(found[i]! - weight)).toBeLessThan(2e-5));
    }
    const asked = { source: 'abcd', order: [3, 0, 1, 2] };
    if (model.kind === 'gru') {
      await expect(run.ask('reorder', asked, () => {})).rejects.toMatchObject({ code: 'bad-option' });
    } else {
      const { table, outputs } = (await run.ask('reorder', asked, () => {})) as Reordered;
      expect(outputs).toEqual(await reorder(parts, referencePlans(values), asked));
      // a step was taken, in which these were not trained
      expect(table.flat()).toEqual([...values[positionsName]!]);
      const codes = table.map((row, p) => row.map((_, c) => Math.fround(Math.SQRT2 * 0.08 * sinusoid(p, c, 8))));
      expect(table).toEqual(codes);
    }
    for (const source of ['', 'aaaaa', 'xyz']) {
      await expect(run.ask('align', { source }, () => {})).rejects.toMatchObject({ code: 'bad-option' });
    }
    await run.destroy();
  });
});
