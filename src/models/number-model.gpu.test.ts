import { beforeAll, it } from 'vitest';
import type { Gpu } from '../gpu/device.ts';
import { sharedGpu } from '../gpu/testing/shared-gpu.ts';
import { expectAsReference } from './expect-as-reference.ts';
import { numberModelGraph } from './number-model.ts';
import { ParameterRegistry } from './registry.ts';
import { numberModelFeeds, tinyNumberModel } from './testing.ts';

let gpu: Gpu;
beforeAll(async () => {
  gpu = await sharedGpu();
});

it('the model of numbers agrees on the GPU with float64 in its values and in every gradient', async () => {
  const registry = new ParameterRegistry(2);
  const { graph, loss, predictions } = numberModelGraph(registry, tinyNumberModel, 3, 5);
  const feeds = numberModelFeeds(tinyNumberModel, 3, 5, 6);
  await expectAsReference(gpu, { registry, graph, loss, outputs: { predictions }, feeds });
});
