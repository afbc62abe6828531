import { expect, it } from 'vitest';
import { sharedGpu } from '../../gpu/testing/shared-gpu.ts';
import type { CheckpointFiles, StepRecord } from '../../run/records.ts';
import { readSafetensors } from '../../run/safetensors.ts';
import { TrainingRun } from '../../run/training-run.ts';
import { generateBios } from '../../text/corpus/bios.ts';
import { resolvePreset } from '../presets.ts';
import type { RealmProbes } from './probes.ts';
import type { RealmConfig } from './settings.ts';
import { realm } from './system.ts';

const faithful = resolvePreset<RealmConfig>('bios-faithful');
const smoke = resolvePreset<RealmConfig>('smoke');
/** All switches of the preset at the size of `smoke`. */
const small: RealmConfig = {
  ...faithful,
  bios: { ...smoke.bios, people: 12 },
  retriever: { ...faithful.retriever, width: 32, heads: 2, projection: 32 },
  reader: { ...faithful.reader, width: 32, heads: 2 },
  ict: { ...faithful.ict, steps: 20, batch: 16 },
  warmup: { ...faithful.warmup, steps: 20, batch: 16 },
  joint: { ...smoke.joint, steps: 8, refreshEvery: 4, swapAfter: 2 },
  evaluation: { ...smoke.evaluation, every: 100 },
};
const all = small.ict.steps + small.warmup.steps + small.joint.steps;

/** One device for all runs: each kernel is compiled once. */
const gpu = sharedGpu();

async function open(checkpoint?: CheckpointFiles, config: RealmConfig = small) {
  const losses: Record<string, number[]> = {};
  const run = await TrainingRun.open(
    await gpu,
    realm,
    { runId: 'faithful', config, corpus: generateBios({ ...config.bios, seed: config.seed }), checkpoint },
    {
      onSteps: (phase: string, records: StepRecord[]) =>
        void (losses[phase] ??= []).push(...records.map(({ metrics }) => metrics.loss!)),
      onEvaluation() {},
      onRefresh() {},
      onWarning() {},
      onKernels() {},
      onProgress() {},
      spawnIndexWorker: () => new Worker(new URL('../../worker/index.worker.ts', import.meta.url), { type: 'module' }),
    },
  );
  const advance = async (steps: number) => {
    for (let i = 0; i < steps; i++) await run.advance();
    await run.settle();
  };
  const tensors = async () => readSafetensors((await run.checkpoint()).weights).tensors;
  return { run, losses, advance, tensors };
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b) / values.length;

it('bios-faithful trains every part that its switches add, and goes on from a checkpoint bit for bit, dropout included', async () => {
  const whole = await open();
  const before = await whole.tensors();
  const middles: CheckpointFiles[] = [];
  // within each phase
  const stops = [7, small.ict.steps + 9, all - 4];
  for (const [i, stop] of stops.entries()) {
    await whole.advance(stop - (stops[i - 1] ?? 0));
    middles.push(await whole.run.checkpoint());
  }
  await whole.advance(all - stops.at(-1)!);
  const after = await whole.tensors();
  for (const phase of ['ict', 'warmup'] as const) {
    const losses = whole.losses[phase]!;
    expect(mean(losses.slice(-5)), `${phase} ${losses}`).toBeLessThan(mean(losses.slice(0, 5)));
  }

  for (const name of [
    'retriever.shared.segments',
    'retriever.shared.embeddingNorm.gain',
    'retriever.shared.pooler.weight',
    'reader.embeddingNorm.bias',
    'reader.output.transform.weight',
    'reader.output.norm.gain',
    'reader.encoder.1.norm2.gain',
  ]) {
    expect(after.get(name)?.data, name).toBeDefined();
    expect(after.get(name)!.data, name).not.toEqual(before.get(name)!.data);
  }
  expect([...after.keys()].filter((name) => name.includes('finalNorm'))).toEqual([]);

  for (const [i, middle] of middles.entries()) {
    const resumed = await open(middle);
    await resumed.advance(all - stops[i]!);
    const again = await resumed.tensors();
    for (const [name, { data }] of after) expect(again.get(name)!.data, `${name} from ${stops[i]}`).toEqual(data);
    await resumed.run.destroy();
  }
  await whole.run.destroy();
});

it('a question about an example is answered without dropout, and r(z) is the posterior per token minus p(z|x)', async () => {
  const { run, advance } = await open(undefined, {
    ...small,
    // words are cut into pieces, so that most answers have several tokens
    tokenizer: { kind: 'bpe', vocabularySize: 256 },
    lengths: { query: 40, document: 56 },
    masking: { ...small.masking, maxTokens: 4 },
    // a large initial spread, so that candidates differ without much training
    retriever: { ...small.retriever, initialStd: 0.3 },
    reader: { ...small.reader, initialStd: 0.3 },
    ict: { ...small.ict, steps: 1 },
    warmup: { ...small.warmup, steps: 1 },
  });
  await advance(4);
  const ask = async (index: number) =>
    (await run.ask('example', { index }, () => {})) as RealmProbes['example']['answer'];
  let severalTokens = 0;
  for (let index = 0; index < 12; index++) {
    const example = (await ask(index))!;
    expect(await ask(index)).toEqual(example);
    const logs = example.candidates.map(({ likelihood }) => Math.log(likelihood));
    expect(logs.every(Number.isFinite)).toBe(true);
    let sum = 0;
    let asProduct = 0;
    for (const { posterior, prior, likelihood, gradient } of example.candidates) {
      expect(Math.abs(posterior - prior - gradient)).toBeLessThan(1e-5);
      sum += gradient;
      asProduct = Math.max(
        asProduct,
        Math.abs((likelihood * prior) / Math.exp(example.logMarginal) - prior - gradient),
      );
    }
    expect(Math.abs(sum)).toBeLessThan(1e-5);
    // with several tokens it is not the posterior of the whole answer
    if (asProduct > 1e-2) severalTokens++;
  }
  expect(severalTokens).toBeGreaterThan(0);
  await run.destroy();
});
