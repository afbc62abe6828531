import { expect, it } from 'vitest';
import { requestGpu } from '../../gpu/device.ts';
import type { Evaluation } from '../../run/records.ts';
import { TrainingRun } from '../../run/training-run.ts';
import { generateBios } from '../../text/corpus/bios.ts';
import { tinyConfig } from '../../worker/testing/tiny-run.ts';
import type { RealmConfig } from './settings.ts';
import { realm } from './system.ts';

const config: RealmConfig = {
  ...tinyConfig,
  // a swap falls due two steps after each evaluation has begun
  joint: { ...tinyConfig.joint, steps: 20, refreshEvery: 6, swapAfter: 2 },
  evaluation: { ...tinyConfig.evaluation, every: 6 },
};

it('measures the same whether or not steps go on meanwhile', { timeout: 240_000 }, async () => {
  const gpu = await requestGpu();
  const train = async (beforeStep: (evaluated: Evaluation[], run: TrainingRun) => Promise<void>) => {
    const evaluated: Evaluation[] = [];
    let stepsMeanwhile = 0;
    const run = await TrainingRun.open(
      gpu,
      realm,
      { runId: 'evaluated', config, corpus: generateBios({ ...config.bios, seed: config.seed }) },
      {
        onSteps() {},
        onEvaluation(evaluation) {
          if (run.moment.step > evaluation.step || run.moment.phase !== evaluation.phase) stepsMeanwhile++;
          evaluated.push(evaluation);
        },
        onRefresh() {},
        onWarning() {},
        onKernels() {},
        onProgress() {},
        spawnIndexWorker: () =>
          new Worker(new URL('../../worker/index.worker.ts', import.meta.url), { type: 'module' }),
      },
    );
    while (!run.finished) {
      await beforeStep(evaluated, run);
      await run.advance();
    }
    await run.destroy();
    return { evaluated, stepsMeanwhile };
  };

  const beside = await train(async () => {});
  // evaluations of ict 4, warmup 4, joint 6, 12, 18 and 20
  let steps = 0;
  const alone = await train(async (evaluated, run) => {
    // at the border of two phases an evaluation lets a step go first, unless the run stands still
    await run.settle();
    const due = [4, 8, 14, 20, 26].filter((step) => step <= steps).length;
    while (evaluated.length < due) await new Promise((resolve) => setTimeout(resolve, 5));
    steps++;
  });
  expect(alone.evaluated).toHaveLength(6);
  expect(beside.stepsMeanwhile).toBeGreaterThan(2);
  expect(beside.evaluated).toEqual(alone.evaluated);
  gpu.device.destroy();
});
