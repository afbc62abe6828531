import { expect, it } from 'vitest';
import { sharedGpu } from '../gpu/testing/shared-gpu.ts';
import { Graph } from '../graph/graph.ts';
import { weightedSum } from '../graph/ops/elementwise.ts';
import { ParameterRegistry } from '../models/registry.ts';
import { Engine } from './engine.ts';
import type { Phase } from './system.ts';

it('frozen plans use the parameters as they were after the steps before `freeze`', async () => {
  const gpu = await sharedGpu();
  const registry = new ParameterRegistry(1);
  const build = () => {
    const graph = new Graph();
    const w = registry.parameter(graph, 'table.w', [4], { kind: 'normal', std: 1 });
    return { graph, loss: weightedSum(graph, w, graph.input('weights', [4])) };
  };
  build(); // declares the parameter
  const optimiser = { beta1: 0.9, beta2: 0.98, epsilon: 1e-6, weightDecay: 0, clipNorm: 1 };
  const settings = { halfPrecision: false, timed: false, onChange() {} };
  const engine = new Engine(gpu, registry, { optimiser, groups: ['table.'] }, settings);
  const phase: Phase = {
    id: 'fall',
    steps: 3,
    program: () => ({ ...build(), outputs: {} }),
    rates: () => ({ 'table.': 0.1 }),
    draw: async () => 0,
    fill(inputs) {
      inputs.floats('weights').fill(1);
    },
  };
  const training = await engine.training(phase, 0);
  const measure = () => {
    const { graph, loss } = build();
    return { graph, outputs: { loss } };
  };
  const plans = [await engine.plan('sum', measure), await engine.frozen.plan('sum', measure)];
  for (const plan of plans) plan.floats('weights').fill(1);
  const step = async (t: number) => {
    phase.fill(training, 0, 0);
    engine.fillOptimiser(training, t, phase.rates(t));
    return (await training.run()).loss![0]!;
  };
  const sums = () => Promise.all(plans.map(async (plan) => (await plan.run()).loss![0]!));

  const before = await step(1);
  engine.freeze();
  const between = await step(2);
  const after = await step(3);
  expect(after).toBeLessThan(between);
  expect(between).toBeLessThan(before);
  const [newest, frozen] = await sums();
  expect(frozen).toBe(between);
  expect(newest).toBeLessThan(after);
  engine.freeze();
  expect(await sums()).toEqual([newest, newest]);

  const open = engine.frozen.plan('sum', measure);
  await engine.destroy();
  await expect((await open).run()).rejects.toMatchObject({ code: 'cancelled' });
});
