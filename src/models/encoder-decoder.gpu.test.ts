import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Gpu, requestGpu } from '../gpu/device.ts';
import { compile } from '../graph/compile.ts';
import { ParameterStore } from '../graph/parameters.ts';
import { runReference } from '../graph/reference.ts';
import { encoderDecoderGraph } from './encoder-decoder.ts';
import { ParameterRegistry } from './registry.ts';
import { parameterFeeds } from './testing.ts';
import { tinyEncoderDecoder as config, pairFeeds } from './testing-seq2seq.ts';

let gpu: Gpu;
beforeAll(async () => {
  gpu = await requestGpu();
});
afterAll(() => gpu?.device.destroy());

it('agrees with float64 in logits, weights of every head, and gradients', async () => {
  const shape = { rows: 3, source: 5, target: 3 };
  const registry = new ParameterRegistry(2);
  const { graph, loss, logits, weights } = encoderDecoderGraph(registry, config, shape, 'm.');
  const values = parameterFeeds(registry);
  const specs = registry.list().map((spec) => ({ ...spec, initial: values[spec.name]! }));
  const store = new ParameterStore(gpu.device, specs);
  const read = { logits, ...Object.fromEntries(weights.map((tensor, layer) => [`weights ${layer}`, tensor])) };
  const compiled = await compile(gpu.device, gpu.pipelines, { graph, store, outputs: { loss, ...read }, loss });
  const feeds = pairFeeds(config, shape, 6);
  for (const [name, data] of Object.entries(feeds)) {
    if (name === 'weights') compiled.floats(name).set(data);
    else compiled.integers(name).set(data);
  }
  const found = await compiled.run();
  const gradients = await store.read('gradients');
  const truth = runReference(graph, { ...feeds, ...values }, loss);
  expect(weights).toHaveLength(config.layers);
  for (const [name, tensor] of Object.entries(read)) {
    truth.value(tensor).data.forEach((expected, i) => {
      expect(Math.abs(found[name]![i]! - expected), `${name}[${i}]`).toBeLessThan(2e-5);
    });
  }
  for (const [name, tensor] of graph.parameters) {
    const expected = truth.gradient(tensor).data;
    const scale = expected.reduce((top, x) => Math.max(top, Math.abs(x)), 1e-2);
    expect(
      expected.some((x) => x !== 0),
      name,
    ).toBe(true);
    store.unpack(gradients, name).forEach((value, i) => {
      expect(Math.abs(value - expected[i]!) / scale, `∂${name}[${i}]`).toBeLessThan(1e-4);
    });
  }
  compiled.destroy();
  store.destroy();
});
