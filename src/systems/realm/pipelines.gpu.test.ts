import { expect, it } from 'vitest';
import { requestGpu } from '../../gpu/device.ts';
import { TrainingRun } from '../../run/training-run.ts';
import { generateBios } from '../../text/corpus/bios.ts';
import { resolvePreset } from '../presets.ts';
import type { RealmConfig } from './settings.ts';
import { realm } from './system.ts';

/** Compiling is what makes people wait for the first step: every pipeline takes some 75 ms on a software adapter. */
const limit = 40;

it(`a whole run of REALM, evaluation, lab and inspection included, compiles at most ${limit} pipelines`, async () => {
  const smoke = resolvePreset('smoke') as RealmConfig;
  const config: RealmConfig = {
    ...smoke,
    bios: { ...smoke.bios, people: 10 },
    ict: { ...smoke.ict, steps: 2 },
    warmup: { ...smoke.warmup, steps: 2 },
    joint: { ...smoke.joint, steps: 4, refreshEvery: 2, swapAfter: 1 },
    evaluation: { ...smoke.evaluation, every: 2 },
    // nobody waits for those that a card tries beside its table while a run trains
    gpu: { ...smoke.gpu, timedKernels: false },
  };
  const gpu = await requestGpu();
  const steps: Record<string, number> = {};
  const evaluated = new Set<string>();
  const run = await TrainingRun.open(
    gpu,
    realm,
    { runId: 'pipelines', config, corpus: generateBios({ ...config.bios, seed: config.seed }) },
    {
      onSteps: (phase, records) => {
        steps[phase] = (steps[phase] ?? 0) + records.length;
      },
      onEvaluation: ({ phase }) => evaluated.add(phase),
      onRefresh: () => {},
      onWarning: () => {},
      onKernels: () => {},
      onProgress: () => {},
      spawnIndexWorker: () => new Worker(new URL('../../worker/index.worker.ts', import.meta.url), { type: 'module' }),
    },
  );
  // the first phase has its pipelines before the first step
  expect(gpu.pipelines.requested).toBeGreaterThan(10);
  expect(gpu.pipelines.made).toBe(gpu.pipelines.requested);
  while (!run.finished) await run.advance();
  await run.settle();
  const masked = { masking: { strategy: 'salient', seed: 1 }, nullDocument: true, allowTrivial: true };
  const answers = [
    await run.ask('example', { index: 0 }, () => {}),
    await run.ask('lab', { sentence: { index: 1 }, ...masked }, () => {}),
    await run.ask('lab-summary', { sentences: 8 }, () => {}),
  ];
  // otherwise fewer pipelines would prove nothing
  expect(steps).toEqual({ ict: 2, warmup: 2, joint: 4 });
  expect([...evaluated]).toEqual(['ict', 'warmup', 'joint']);
  for (const answer of answers) expect(answer).not.toBeNull();
  expect(answers[1]).toMatchObject({ skipped: null, reading: expect.anything() });
  expect(gpu.pipelines.requested).toBeLessThanOrEqual(limit);
  await run.destroy();
  gpu.device.destroy();
});
