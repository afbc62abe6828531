import { beforeAll, describe, expect, it } from 'vitest';
import type { Gpu } from '../../gpu/device.ts';
import { sharedGpu } from '../../gpu/testing/shared-gpu.ts';
import { runReference } from '../../graph/reference.ts';
import { numberModelGraph } from '../../models/number-model.ts';
import { ParameterRegistry } from '../../models/registry.ts';
import { readSafetensors } from '../../run/safetensors.ts';
import { openRun, toEnd } from '../../run/testing/open-run.ts';
import { generateTasks } from '../../text/corpus/tasks.ts';
import { resolvePreset } from '../presets.ts';
import { metricAt } from './metrics.ts';
import type { PointsAnswer } from './probes.ts';
import { drawVector, type Point, relativeError, scaled, type Vector } from './regression.ts';
import { type ErrorsByPairs, regressionPrompts } from './regression-evaluate.ts';
import { fillRegression, knownFunctions, numberModelOf, regressionLength } from './regression-parts.ts';
import type { InContextConfig } from './settings.ts';
import { inContext } from './system.ts';

const tiny = resolvePreset<InContextConfig>('in-context-regression-smoke', {
  gpu: { halfPrecision: false, timedKernels: false },
  tasks: { known: 3, unseen: 1 },
  context: { steps: 2, batch: 4, functions: 'known' },
  evaluation: { every: 2, prompts: 6 },
});

describe('a run of linear regression in the context', () => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await sharedGpu();
  });

  it('measures the errors and gives the answers of float64, and reading changes no parameter', async () => {
    const corpus = generateTasks({ ...tiny.tasks, seed: tiny.seed });
    const { run, evaluations } = await openRun(gpu, inContext, { config: tiny, corpus });
    await toEnd(run);
    const { tensors } = readSafetensors((await run.checkpoint()).weights);
    const values = Object.fromEntries([...tensors].map(([name, { data }]) => [name, data]));
    /** The model's numbers at all positions of some prompts, in float64. */
    const truthOf = (prompts: Parameters<typeof fillRegression>[1]) => {
      const { graph, predictions } = numberModelGraph(
        new ParameterRegistry(1),
        numberModelOf(tiny),
        prompts.length,
        regressionLength,
      );
      const feeds: Record<string, Float32Array> = {};
      const input = (name: string) =>
        (feeds[name] = new Float32Array(graph.inputs.get(name)!.shape.reduce((a, b) => a * b)));
      fillRegression({ floats: input, integers: input as never }, prompts);
      return runReference(graph, { ...values, ...feeds }).value(predictions).data;
    };

    const known = knownFunctions(tiny)!;
    const fresh = regressionPrompts(6, drawVector);
    const { metrics } = evaluations.at(-1)!;
    for (const [part, prompts] of [
      ['error', fresh],
      ['wide', fresh.map((prompt) => scaled(prompt, 2, 1))],
      ['taught', regressionPrompts(6, (_, i) => known[i % 3]!)],
    ] as const) {
      const truth = truthOf(prompts);
      for (const k of [0, 3, 8]) {
        const mean = relativeError(
          prompts.map((_, r) => truth[r * regressionLength + 2 * k]!),
          prompts.map(({ examples, y }) => examples[k]?.[2] ?? y!),
        );
        expect(Math.abs(metrics[metricAt(part, k)]! - mean) / mean, metricAt(part, k)).toBeLessThan(1e-4);
      }
    }
    expect(metrics.leastAt2).toBeLessThan(1e-12);
    expect(metrics.leastAt1).toBeLessThan(metrics.leastAt0!);

    const points: Point[] = [
      [1, 0.5, 2],
      [-1, 1, -3],
    ];
    const asked: Vector[] = [
      [0.5, 1],
      [-2, 1],
    ];
    const answer = (await run.ask('points', { points, asked }, () => {})) as PointsAnswer;
    const exact = truthOf(asked.map((x) => ({ examples: points, x })));
    answer.predictions.forEach((value, r) => {
      expect(Math.abs(value - exact[r * regressionLength + 4]!)).toBeLessThan(1e-5);
    });
    expect(answer.hashBefore).toMatch(/^[0-9a-f]{64}$/);
    expect(answer.hashAfter).toBe(answer.hashBefore);

    const errors = (await run.ask('errors', { xScale: 2, wScale: 1 }, () => {})) as ErrorsByPairs;
    errors.model.forEach((value, k) => void expect(value).toBeCloseTo(metrics[`wideAt${k}`]!, 6));
    errors.leastSquares.forEach((value, k) => void expect(value).toBeCloseTo(metrics[`leastAt${k}`]!, 12));
    const nine = Array.from({ length: 9 }, (): Point => [1, 1, 1]);
    await expect(run.ask('points', { points: nine, asked }, () => {})).rejects.toMatchObject({ code: 'bad-option' });
    await run.destroy();
  });
});
