import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gpu, requestGpu } from '../gpu/device.ts';
import { compile } from '../graph/compile.ts';
import { ParameterStore } from '../graph/parameters.ts';
import { runReference } from '../graph/reference.ts';
import { type QaShape, qaGraph } from './qa.ts';
import { ParameterRegistry } from './registry.ts';
import { parameterFeeds, tinyModel } from './testing.ts';
import { qaFeeds } from './testing-qa.ts';

describe('Open-QA on the GPU', () => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await requestGpu();
  });
  afterAll(() => gpu?.device.destroy());

  for (const form of ['paper', 'code'] as const) {
    for (const retriever of ['learned', 'bm25'] as const) {
      it(`agrees with float64: form of the ${form}, ${retriever}`, async () => {
        const n = 6;
        const shape: QaShape = { batch: 3, candidates: 2, length: 10, maxSpan: 3, spanWidth: 8, form, retriever };
        const model = tinyModel({ tokenShift: true, directPath: true });
        const registry = new ParameterRegistry(3);
        const { graph, loss, spans, scores, readerLoss } = qaGraph(registry, model, shape, n);
        const values = parameterFeeds(registry);
        const specs = registry.list().map((spec) => ({ ...spec, initial: values[spec.name]! }));
        const store = new ParameterStore(gpu.device, specs);
        const outputs = { loss, spans, scores, readerLoss };
        const compiled = await compile(gpu.device, gpu.pipelines, { graph, store, outputs, loss });
        const feeds = qaFeeds(graph, model, shape, n, 11);
        for (const [key, tensor] of graph.inputs) {
          if (tensor.dtype === 'u32') compiled.integers(key).set(feeds[key]!);
          else compiled.floats(key).set(feeds[key]!);
        }
        const result = await compiled.run();
        const gradients = await store.read('gradients');
        const truth = runReference(graph, { ...feeds, ...values }, loss);
        for (const [name, tensor] of Object.entries({ loss, spans, scores })) {
          truth.value(tensor).data.forEach((value, i) => {
            expect(Math.abs(result[name]![i]! - value), `${name}[${i}]`).toBeLessThan(2e-5);
          });
        }
        for (const [key, tensor] of graph.parameters) {
          const expected = truth.gradient(tensor).data;
          const scale = expected.reduce((top, x) => Math.max(top, Math.abs(x)), 1e-2);
          store.unpack(gradients, key).forEach((value, i) => {
            expect(Math.abs(value - expected[i]!) / scale, `∂${key}[${i}]`).toBeLessThan(1e-4);
          });
        }
        compiled.destroy();
        store.destroy();
      });
    }
  }
});
