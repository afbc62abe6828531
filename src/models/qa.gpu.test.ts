import { beforeAll, describe, it } from 'vitest';
import type { Gpu } from '../gpu/device.ts';
import { sharedGpu } from '../gpu/testing/shared-gpu.ts';
import { expectAsReference } from './expect-as-reference.ts';
import { type QaShape, qaGraph } from './qa.ts';
import { ParameterRegistry } from './registry.ts';
import { tinyModel } from './testing.ts';
import { qaFeeds } from './testing-qa.ts';

describe('Open-QA on the GPU', () => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await sharedGpu();
  });

  for (const form of ['paper', 'code'] as const) {
    for (const retriever of ['learned', 'bm25'] as const) {
      it(`agrees with float64: form of the ${form}, ${retriever}`, async () => {
        const n = 6;
        const shape: QaShape = { batch: 3, candidates: 2, length: 10, maxSpan: 3, spanWidth: 8, form, retriever };
        const model = tinyModel({ tokenShift: true, directPath: true });
        const registry = new ParameterRegistry(3);
        const { graph, loss, spans, scores, readerLoss } = qaGraph(registry, model, shape, n);
        const feeds = qaFeeds(graph, model, shape, n, 11);
        await expectAsReference(gpu, { registry, graph, loss, outputs: { spans, scores, readerLoss }, feeds });
      });
    }
  }
});
