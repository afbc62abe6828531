import { expect, it } from 'vitest';
import { sharedGpu } from '../../gpu/testing/shared-gpu.ts';
import type { Evaluation, ExampleResults } from '../../run/records.ts';
import { summaryOf } from '../../run/summary.ts';
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

const hooks = {
  onSteps() {},
  onRefresh() {},
  onWarning() {},
  onKernels() {},
  onProgress() {},
  spawnIndexWorker: () => new Worker(new URL('../../worker/index.worker.ts', import.meta.url), { type: 'module' }),
};

it('measures the same whether or not steps go on meanwhile', async () => {
  const gpu = await sharedGpu();
  const train = async (beforeStep: (evaluated: Evaluation[], run: TrainingRun) => Promise<void>) => {
    const evaluated: Evaluation[] = [];
    let stepsMeanwhile = 0;
    const run = await TrainingRun.open(
      gpu,
      realm,
      { runId: 'evaluated', config, corpus: generateBios({ ...config.bios, seed: config.seed }) },
      {
        ...hooks,
        onEvaluation(evaluation) {
          if (run.moment.step > evaluation.step || run.moment.phase !== evaluation.phase) stepsMeanwhile++;
          evaluated.push(evaluation);
        },
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
});

it('measures all examples at the start and at the end of each phase, and they add up to the metrics', async () => {
  const gpu = await sharedGpu();
  const train = async (change: Partial<RealmConfig>, evaluateAll = true) => {
    const evaluated: Evaluation[] = [];
    const results: ExampleResults[] = [];
    const losses: number[] = [];
    let measuring: [done: number, total: number] = [0, 1];
    const changed: RealmConfig = { ...config, ...change };
    const run = await TrainingRun.open(
      gpu,
      evaluateAll ? realm : withoutAll,
      { runId: 'whole', config: changed, corpus: generateBios({ ...config.bios, seed: 1 }) },
      {
        ...hooks,
        onSteps: (_, records) => losses.push(...records.map(({ metrics }) => metrics.loss!)),
        onEvaluation: (evaluation) => evaluated.push(evaluation),
        onResults: (all) => results.push(all),
        onMeasuring: (_, done, total) => {
          measuring = [done, total];
        },
      },
    );
    while (!run.finished) await run.advance();
    await run.settle();
    await run.destroy();
    return { evaluated, results, losses, measuring };
  };
  const withoutAll: typeof realm = {
    ...realm,
    open: async (context) => ({ ...(await realm.open(context)), evaluateAll: undefined }),
  };

  // so many that the curves take all of them, too
  const whole = await train({ evaluation: { ...config.evaluation, examples: 1000, questions: 1000 } });
  const moments = whole.results.map(({ phase, step }) => `${phase} ${step}`);
  expect(moments).toEqual(['ict 0', 'ict 4', 'warmup 4', 'joint 20']);
  // 10 people, of whom 2 are held out, with 4 facts told twice
  expect(whole.results.map(({ questions, sentences }) => [questions.length, sentences.length])).toEqual([
    [40, 0],
    [40, 0],
    [40, 16],
    [40, 16],
  ]);
  expect(whole.measuring).toEqual([whole.measuring[1], whole.measuring[1]]);
  for (const results of whole.results.slice(1)) {
    const { metrics } = whole.evaluated.find(({ phase, step }) => phase === results.phase && step === results.step)!;
    const rows = summaryOf(results).filter(({ part }) => part === 'all');
    expect(rows.length).toBe(results.sentences.length > 0 ? 9 : 6);
    for (const { metric, value } of rows) expect(metrics[metric], metric).toBeCloseTo(value, 10);
  }

  // fewer for the curves, another way of masking, trivial retrieval and another seed: the same examples
  const other = await train({
    seed: 2,
    masking: { ...config.masking, strategy: 'uniform' },
    realm: { ...config.realm, allowTrivial: true },
  });
  const ids = ({ results }: typeof whole) =>
    results.map(({ questions, sentences }) => [questions, sentences].map((some) => some.map(({ id }) => id)));
  expect(ids(other)).toEqual(ids(whole));
  // and the steps do not depend on whether anything is measured
  const unmeasured = await train({}, false);
  expect(unmeasured.results).toEqual([]);
  expect(unmeasured.losses).toEqual(whole.losses);
});
