import { beforeAll, describe, it } from 'vitest';
import type { Gpu } from '../gpu/device.ts';
import { sharedGpu } from '../gpu/testing/shared-gpu.ts';
import { expectAsReference } from './expect-as-reference.ts';
import { contrastGraph, jointGraph } from './llara.ts';
import { ParameterRegistry } from './registry.ts';
import { parameterFeeds } from './testing.ts';
import { contrastFeeds, jointFeeds, paperPrompt, releasePrompt, tinyLlara, tinyTexts } from './testing-llara.ts';

describe('LLaRA on the GPU', () => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await sharedGpu();
  });

  /** B of an adapter is not zero, as after training: otherwise A would have no gradient. */
  const valuesOf = (registry: ParameterRegistry) =>
    Object.fromEntries(
      Object.entries(parameterFeeds(registry)).map(([name, values]) => [
        name,
        name.endsWith('.b') ? values.map((_, i) => 0.2 * Math.sin(i)) : values,
      ]),
    );

  it.each([
    ['paper', paperPrompt],
    ['release', releasePrompt],
  ] as const)('agrees with float64 in the joint pass and in every gradient: %s', async (_name, prompt) => {
    const config = tinyLlara(prompt);
    const registry = new ParameterRegistry(4);
    const length = 4 + 2 * (prompt.words + prompt.slots);
    const joint = jointGraph(registry, config, { rows: 3, length, targets: 4, lmPositions: 2 });
    const { selfLoss, nextLoss, selfLogits, nextLogits } = joint;
    const outputs = { selfLoss, nextLoss, lmLoss: joint.lmLoss!, selfLogits, nextLogits };
    const feeds = jointFeeds(joint.graph, config, tinyTexts(3, 5));
    await expectAsReference(gpu, { ...joint, registry, outputs, feeds, values: valuesOf(registry) });
  });

  it('agrees with float64 in fine-tuning with adapters, and in every gradient', async () => {
    const config = tinyLlara(releasePrompt);
    const registry = new ParameterRegistry(6);
    const shape = { batch: 3, passages: 5, lengths: { query: 8, passage: 8 }, temperature: 0.5 };
    const { graph, loss, scores } = contrastGraph(registry, config, shape, () => ({ rank: 2, alpha: 4 }));
    const feeds = contrastFeeds(graph, config, 3);
    await expectAsReference(gpu, { registry, graph, loss, outputs: { scores }, feeds, values: valuesOf(registry) });
  });
});
