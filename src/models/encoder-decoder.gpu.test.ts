import { beforeAll, expect, it } from 'vitest';
import type { Gpu } from '../gpu/device.ts';
import { sharedGpu } from '../gpu/testing/shared-gpu.ts';
import { encoderDecoderGraph } from './encoder-decoder.ts';
import { expectAsReference } from './expect-as-reference.ts';
import { ParameterRegistry } from './registry.ts';
import { tinyEncoderDecoder as config, pairFeeds } from './testing-seq2seq.ts';

let gpu: Gpu;
beforeAll(async () => {
  gpu = await sharedGpu();
});

it('agrees with float64 in logits, weights of every head, and gradients', async () => {
  const shape = { rows: 3, source: 5, target: 3 };
  const registry = new ParameterRegistry(2);
  const { graph, loss, logits, weights } = encoderDecoderGraph(registry, config, shape, 'm.');
  const read = { logits, ...Object.fromEntries(weights.map((tensor, layer) => [`weights ${layer}`, tensor])) };
  expect(weights).toHaveLength(config.layers);
  await expectAsReference(gpu, { registry, graph, loss, outputs: read, feeds: pairFeeds(config, shape, 6) });
});
