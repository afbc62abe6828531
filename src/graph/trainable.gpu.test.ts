import { beforeAll, describe, expect, it } from 'vitest';
import type { Gpu } from '../gpu/device.ts';
import { sharedGpu } from '../gpu/testing/shared-gpu.ts';
import { Prng } from '../util/prng.ts';
import { AdamW } from './adamw.ts';
import { type CompileRequest, compile } from './compile.ts';
import { elementsOf, Graph } from './graph.ts';
import { weightedSum } from './ops/elementwise.ts';
import { layerNorm } from './ops/layer-norm.ts';
import { linear } from './ops/linear.ts';
import { ParameterStore } from './parameters.ts';

/** below (a linear layer with GELU) → middle (LayerNorm, then a linear layer) → above (a linear layer) → loss. */
function network() {
  const graph = new Graph();
  const at = (name: string, ...shape: number[]) => graph.parameter(name, shape);
  const below = linear(graph, graph.input('x', [5, 4]), at('below.weight', 4, 8), {
    bias: at('below.bias', 8),
    activation: 'gelu',
  });
  const normed = layerNorm(graph, below, at('middle.norm.gain', 8), at('middle.norm.bias', 8));
  const middle = linear(graph, normed, at('middle.weight', 8, 8), { bias: at('middle.bias', 8), residual: below });
  const above = linear(graph, middle, at('above.weight', 8, 4), { bias: at('above.bias', 4) });
  return { graph, middle, loss: weightedSum(graph, above, graph.input('weights', [5, 4])) };
}

describe('parameters that do not train', () => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await sharedGpu();
  });

  const run = async (options: Partial<CompileRequest>) => {
    const { graph, middle, loss } = network();
    const prng = new Prng(4);
    const draw = (n: number) => Float32Array.from({ length: n }, () => prng.normal());
    const specs = [...graph.parameters].map(([name, { shape }]) => ({
      name,
      shape,
      initial: draw(elementsOf(shape)),
      decay: false,
    }));
    const store = new ParameterStore(gpu.device, specs);
    const { gradients } = options;
    const request = { graph, store, outputs: { loss }, loss, ...options, ...(gradients && { gradients: { middle } }) };
    const compiled = await compile(gpu.device, gpu.pipelines, request);
    compiled.floats('x').set(draw(20));
    compiled.floats('weights').set(draw(20));
    const result = await compiled.run();
    const packed = await store.read('gradients');
    const { dispatches } = compiled.statistics;
    compiled.destroy();
    store.destroy();
    return {
      dispatches,
      result,
      gradient: (name: string) => store.unpack(packed, name),
      names: specs.map((s) => s.name),
    };
  };

  it.each([
    ['above.'],
    ['middle.'],
    ['middle.norm.gain'],
    ['middle.norm.bias'],
    ['below.bias'],
    ['below.weight', 'above.bias'],
  ])('have no gradient, and the others the same as before: %s %s', async (...trainable) => {
    const all = await run({});
    const some = await run({ trainable });
    expect(some.dispatches).toBeLessThan(all.dispatches);
    expect(some.result.loss).toEqual(all.result.loss);
    for (const name of all.names) {
      const trains = trainable.some((prefix) => name.startsWith(prefix));
      const expected = all.gradient(name);
      expect(expected.some((g) => g !== 0)).toBe(true);
      expect(some.gradient(name), name).toEqual(trains ? expected : expected.map(() => 0));
    }
  });

  it('cost nothing below the last layer that trains', async () => {
    const { dispatches: forward } = await run({ loss: undefined });
    const { dispatches } = await run({ trainable: ['above.'] });
    // ∂loss, then the gradient of the weight, which also computes that of the bias
    expect(dispatches).toBe(forward + 2);
  });

  it('are by default those that the optimiser does not update', async () => {
    const settings = { beta1: 0.9, beta2: 0.98, epsilon: 1e-6, weightDecay: 0, clipNorm: 1 };
    const { dispatches: both } = await run({ optimiser: new AdamW(settings, ['above.', 'middle.']) });
    const { dispatches: one } = await run({ optimiser: new AdamW(settings, ['above.']) });
    expect(one).toBeLessThan(both);
  });

  it('do not stop a gradient that is read back', async () => {
    const all = await run({ gradients: {} });
    const none = await run({ trainable: [], gradients: {} });
    expect(none.result.middle).toEqual(all.result.middle);
    expect(none.dispatches).toBeLessThan(all.dispatches);
    expect(none.names.every((name) => none.gradient(name).every((g) => g === 0))).toBe(true);
  });
});
