import { beforeAll, describe, expect, it } from 'vitest';
import type { Gpu } from '../gpu/device.ts';
import { sharedGpu } from '../gpu/testing/shared-gpu.ts';
import { Prng } from '../util/prng.ts';
import { AdamW, type AdamWSettings } from './adamw.ts';
import { compile } from './compile.ts';
import { Graph } from './graph.ts';
import { weightedSum } from './ops/elementwise.ts';
import { linear } from './ops/linear.ts';
import { type ParameterSpec, ParameterStore } from './parameters.ts';
import { runReference } from './reference.ts';

const settings: AdamWSettings = { beta1: 0.9, beta2: 0.98, epsilon: 1e-6, weightDecay: 0.1, clipNorm: 0.5 };
const rates: Record<string, number> = { 'fast.w': 0.05, 'fast.b': 0.05, 'slow.w': 0.01, 'frozen.w': 0 };
/** Factors of the weight decay by group. */
const factors = [1, 30];

function network() {
  const prng = new Prng(5);
  const draw = (n: number) => Float32Array.from({ length: n }, () => prng.normal());
  const specs: ParameterSpec[] = [
    { name: 'fast.b', shape: [5], initial: draw(5), decay: false },
    { name: 'fast.w', shape: [3, 5], initial: draw(15), decay: true },
    { name: 'frozen.w', shape: [5, 5], initial: draw(25), decay: true },
    { name: 'slow.w', shape: [5, 2], initial: draw(10), decay: true },
    { name: 'unused.w', shape: [70], initial: draw(70), decay: true },
  ];
  const graph = new Graph();
  const x = graph.input('x', [4, 3]);
  const hidden = linear(graph, x, graph.parameter('fast.w', [3, 5]), {
    bias: graph.parameter('fast.b', [5]),
    activation: 'gelu',
  });
  const middle = linear(graph, hidden, graph.parameter('frozen.w', [5, 5]));
  const out = linear(graph, middle, graph.parameter('slow.w', [5, 2]));
  const loss = weightedSum(graph, out, graph.input('weights', [4, 2]));
  return { specs, graph, loss, feeds: { x: draw(12), weights: draw(8) } };
}

describe('AdamW on the GPU', () => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await sharedGpu();
  });

  it('follows Loshchilov and Hutter’s algorithm in float64, with clipping, groups with a weight decay of their own, and frozen parameters', async () => {
    const { specs, graph, loss, feeds } = network();
    const store = new ParameterStore(gpu.device, specs);
    const optimiser = new AdamW(settings, ['fast.', 'slow.']);
    const request = { graph, store, outputs: { loss }, loss, optimiser };
    const compiled = await compile(gpu.device, gpu.pipelines, request);
    compiled.floats('x').set(feeds.x);
    compiled.floats('weights').set(feeds.weights);

    const values: Record<string, Float64Array> = {};
    for (const { name, initial } of specs) values[name] = Float64Array.from(initial);
    const moments = Object.fromEntries(
      specs.map(({ name, initial }) => [
        name,
        { m: new Float64Array(initial.length), v: new Float64Array(initial.length) },
      ]),
    );
    for (let t = 1; t <= 5; t++) {
      optimiser.fillScalars(compiled.floats('optimiser.scalars'), t, [0.05, 0.01], factors);
      const result = await compiled.run();
      const run = runReference(graph, { ...feeds, ...values }, loss);
      const trained = ['fast.b', 'fast.w', 'slow.w'];
      const gradients = Object.fromEntries(
        trained.map((name) => [name, run.gradient(graph.parameters.get(name)!).data]),
      );
      const norm = Math.sqrt(trained.reduce((sum, name) => sum + gradients[name]!.reduce((s, g) => s + g * g, 0), 0));
      expect(norm).toBeGreaterThan(settings.clipNorm);
      expect(Math.abs(result.gradientNorm![0]! / norm - 1)).toBeLessThan(1e-4);
      for (const name of trained) {
        const { m, v } = moments[name]!;
        const factor = factors[optimiser.groupOf(name)]!;
        const decay = specs.find((spec) => spec.name === name)!.decay ? factor * settings.weightDecay : 0;
        gradients[name]!.forEach((raw, i) => {
          const g = (raw * settings.clipNorm) / norm;
          m[i] = settings.beta1 * m[i]! + (1 - settings.beta1) * g;
          v[i] = settings.beta2 * v[i]! + (1 - settings.beta2) * g * g;
          const step =
            m[i]! / (1 - settings.beta1 ** t) / (Math.sqrt(v[i]! / (1 - settings.beta2 ** t)) + settings.epsilon);
          values[name]![i]! -= rates[name]! * (step + decay * values[name]![i]!);
        });
      }
    }
    const packed = await store.read('values');
    for (const { name } of specs) {
      store.unpack(packed, name).forEach((value, i) => {
        expect(Math.abs(value - values[name]![i]!), `${name}[${i}]`).toBeLessThan(2e-4);
      });
    }
    compiled.destroy();
    store.destroy();
  });

  it('changes no parameter if the gradient is not finite', async () => {
    const { specs, graph, loss, feeds } = network();
    const store = new ParameterStore(gpu.device, specs);
    const optimiser = new AdamW(settings, ['fast.', 'slow.']);
    const request = { graph, store, outputs: { loss }, loss, optimiser };
    const compiled = await compile(gpu.device, gpu.pipelines, request);
    compiled.floats('x').set(feeds.x);
    compiled.floats('weights').fill(Number.POSITIVE_INFINITY);
    optimiser.fillScalars(compiled.floats('optimiser.scalars'), 1, [0.05, 0.01]);
    const before = await store.read('values');
    const { gradientNorm } = await compiled.run();
    expect(Number.isFinite(gradientNorm![0]!)).toBe(false);
    expect(await store.read('values')).toEqual(before);
    compiled.destroy();
    store.destroy();
  });

  it('makes one submit a step, and in steady state no buffer and no bind group', async () => {
    const { specs, graph, loss } = network();
    const store = new ParameterStore(gpu.device, specs);
    const optimiser = new AdamW(settings, ['fast.', 'slow.']);
    const request = { graph, store, outputs: { loss }, loss, optimiser };
    const compiled = await compile(gpu.device, gpu.pipelines, request);
    await Promise.all([compiled.run(), compiled.run()]); // the staging ring grows to two
    const counts = { submits: 0, buffers: 0, bindGroups: 0, pipelines: 0 };
    const { device } = gpu;
    const counted = <T extends object>(object: T, method: keyof T & string, key: keyof typeof counts) => {
      const original = (object[method] as (...args: unknown[]) => unknown).bind(object);
      Object.defineProperty(object, method, {
        configurable: true,
        value: (...args: unknown[]) => {
          counts[key]++;
          return original(...args);
        },
      });
    };
    counted(device.queue, 'submit', 'submits');
    counted(device, 'createBuffer', 'buffers');
    counted(device, 'createBindGroup', 'bindGroups');
    counted(device, 'createComputePipeline', 'pipelines');
    counted(device, 'createComputePipelineAsync', 'pipelines');
    for (let i = 0; i < 5; i++) await Promise.all([compiled.run(), compiled.run()]);
    expect(counts).toEqual({ submits: 10, buffers: 0, bindGroups: 0, pipelines: 0 });
    compiled.destroy();
    store.destroy();
  });
});
