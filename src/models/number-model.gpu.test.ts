import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Gpu, requestGpu } from '../gpu/device.ts';
import { compile } from '../graph/compile.ts';
import { ParameterStore } from '../graph/parameters.ts';
import { runReference } from '../graph/reference.ts';
import { numberModelGraph } from './number-model.ts';
import { ParameterRegistry } from './registry.ts';
import { numberModelFeeds, tinyNumberModel } from './testing.ts';

let gpu: Gpu;
beforeAll(async () => {
  gpu = await requestGpu();
});
afterAll(() => gpu?.device.destroy());

it('the model of numbers agrees on the GPU with float64 in its values and in every gradient', async () => {
  const registry = new ParameterRegistry(2);
  const { graph, loss, predictions } = numberModelGraph(registry, tinyNumberModel, 3, 5);
  const store = new ParameterStore(gpu.device, registry.list());
  const request = { graph, store, outputs: { loss, predictions }, loss };
  const compiled = await compile(gpu.device, gpu.pipelines, request);
  const feeds = numberModelFeeds(tinyNumberModel, 3, 5, 6);
  for (const name of ['kinds', 'lengths']) compiled.integers(name).set(feeds[name]!);
  for (const name of ['values', 'targets', 'weights']) compiled.floats(name).set(feeds[name]!);
  const result = await compiled.run();
  const gradients = await store.read('gradients');
  const parameters = Object.fromEntries(registry.list().map(({ name, initial }) => [name, initial]));
  const truth = runReference(graph, { ...feeds, ...parameters }, loss);
  expect(Math.abs(result.loss![0]! - truth.value(loss).data[0]!)).toBeLessThan(1e-5);
  truth.value(predictions).data.forEach((expected, i) => {
    expect(Math.abs(result.predictions![i]! - expected), `predictions[${i}]`).toBeLessThan(2e-5);
  });
  for (const [name, tensor] of graph.parameters) {
    const expected = truth.gradient(tensor).data;
    const scale = expected.reduce((top, x) => Math.max(top, Math.abs(x)), 1e-2);
    store.unpack(gradients, name).forEach((value, i) => {
      expect(Math.abs(value - expected[i]!) / scale, `∂${name}[${i}]`).toBeLessThan(1e-4);
    });
  }
  compiled.destroy();
  store.destroy();
});
