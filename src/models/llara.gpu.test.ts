import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gpu, requestGpu } from '../gpu/device.ts';
import { compile } from '../graph/compile.ts';
import type { Graph, Tensor } from '../graph/graph.ts';
import { ParameterStore } from '../graph/parameters.ts';
import { runReference } from '../graph/reference.ts';
import { contrastGraph, jointGraph } from './llara.ts';
import { ParameterRegistry } from './registry.ts';
import { parameterFeeds } from './testing.ts';
import { contrastFeeds, jointFeeds, paperPrompt, releasePrompt, tinyLlara, tinyTexts } from './testing-llara.ts';

describe('LLaRA on the GPU', () => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await requestGpu();
  });
  afterAll(() => gpu?.device.destroy());

  const expectAsReference = async (
    { graph, loss, outputs }: { graph: Graph; loss: Tensor; outputs: Record<string, Tensor> },
    registry: ParameterRegistry,
    feeds: Record<string, Float32Array | Uint32Array>,
  ) => {
    const values = parameterFeeds(registry);
    // B of an adapter is not zero, as after training: otherwise A would have no gradient
    for (const name of Object.keys(values)) {
      if (name.endsWith('.b')) values[name] = values[name]!.map((_, i) => 0.2 * Math.sin(i));
    }
    const specs = registry.list().map((spec) => ({ ...spec, initial: values[spec.name]! }));
    const store = new ParameterStore(gpu.device, specs);
    const compiled = await compile(gpu.device, gpu.pipelines, { graph, store, outputs: { loss, ...outputs }, loss });
    for (const [name, { dtype }] of graph.inputs) {
      if (dtype === 'u32') compiled.integers(name).set(feeds[name]!);
      else compiled.floats(name).set(feeds[name]!);
    }
    const result = await compiled.run();
    const gradients = await store.read('gradients');
    const truth = runReference(graph, { ...feeds, ...values }, loss);
    expect(Math.abs(result.loss![0]! - truth.value(loss).data[0]!)).toBeLessThan(1e-5);
    for (const [name, tensor] of Object.entries(outputs)) {
      truth.value(tensor).data.forEach((expected, i) => {
        expect(Math.abs(result[name]![i]! - expected), `${name}[${i}]`).toBeLessThan(2e-5);
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
  };

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
    await expectAsReference({ ...joint, outputs }, registry, jointFeeds(joint.graph, config, tinyTexts(3, 5)));
  });

  it('agrees with float64 in fine-tuning with adapters, and in every gradient', async () => {
    const config = tinyLlara(releasePrompt);
    const registry = new ParameterRegistry(6);
    const shape = { batch: 3, passages: 5, lengths: { query: 8, passage: 8 }, temperature: 0.5 };
    const { graph, loss, scores } = contrastGraph(registry, config, shape, () => ({ rank: 2, alpha: 4 }));
    await expectAsReference({ graph, loss, outputs: { scores } }, registry, contrastFeeds(graph, config, 3));
  });
});
