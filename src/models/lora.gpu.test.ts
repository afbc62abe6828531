import { beforeAll, describe, expect, it } from 'vitest';
import type { Gpu } from '../gpu/device.ts';
import { sharedGpu } from '../gpu/testing/shared-gpu.ts';
import { AdamW } from '../graph/adamw.ts';
import { type CompileRequest, compile } from '../graph/compile.ts';
import { ParameterStore } from '../graph/parameters.ts';
import { runReference } from '../graph/reference.ts';
import { languageModelGraph } from './language-model.ts';
import { ParameterRegistry } from './registry.ts';
import { languageModelFeeds, parameterFeeds, plainAdam, tinyLanguageModel } from './testing.ts';

const config = tinyLanguageModel;
const adapter = () => ({ rank: 4, alpha: 8 });

describe('a language model of which only the adapters train, on the GPU', () => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await sharedGpu();
  });

  const start = async (options: Partial<CompileRequest>) => {
    const registry = new ParameterRegistry(2);
    const { graph, loss } = languageModelGraph(registry, config, 3, 9, adapter);
    // B is not zero, as after training: otherwise A would have no gradient
    const opened = parameterFeeds(registry);
    const specs = registry.list().map((spec) => ({
      ...spec,
      initial: spec.name.endsWith('.b') ? spec.initial.map((_, i) => 0.2 * Math.sin(i)) : opened[spec.name]!,
    }));
    const store = new ParameterStore(gpu.device, specs);
    const compiled = await compile(gpu.device, gpu.pipelines, { graph, store, outputs: { loss }, loss, ...options });
    const feeds = languageModelFeeds(config, 3, 9, 6);
    for (const name of ['ids', 'lengths', 'targets']) compiled.integers(name).set(feeds[name]!);
    compiled.floats('weights').set(feeds.weights!);
    const values = Object.fromEntries(specs.map(({ name, initial }) => [name, initial]));
    return { graph, loss, store, compiled, feeds: { ...feeds, ...values } };
  };

  it('agrees with float64 in the adapters’ gradients, and computes no others', async () => {
    const all = await start({});
    const { graph, loss, store, compiled, feeds } = await start({ trainable: ['lm.lora.'] });
    expect(compiled.statistics.dispatches).toBeLessThan(all.compiled.statistics.dispatches);
    const result = await compiled.run();
    const gradients = await store.read('gradients');
    const truth = runReference(graph, feeds, loss);
    expect(Math.abs(result.loss![0]! - truth.value(loss).data[0]!)).toBeLessThan(1e-5);
    for (const [name, tensor] of graph.parameters) {
      const expected = truth.gradient(tensor).data;
      const scale = expected.reduce((top, x) => Math.max(top, Math.abs(x)), 1e-2);
      const trains = name.startsWith('lm.lora.');
      store.unpack(gradients, name).forEach((value, i) => {
        expect(Math.abs(value - (trains ? expected[i]! : 0)) / scale, `∂${name}[${i}]`).toBeLessThan(1e-4);
      });
    }
    for (const made of [all, { store, compiled }]) {
      made.compiled.destroy();
      made.store.destroy();
    }
  });

  it('lowers the loss and changes no other parameter', async () => {
    const optimiser = new AdamW(plainAdam, ['lm.lora.']);
    const { compiled, store, feeds } = await start({ optimiser });
    const losses: number[] = [];
    for (let step = 1; step <= 60; step++) {
      optimiser.fillScalars(compiled.floats('optimiser.scalars'), step, [1e-2]);
      losses.push((await compiled.run()).loss![0]!);
    }
    expect(losses.at(-1)).toBeLessThan(losses[0]! - 0.5);
    const values = await store.read('values');
    for (const { spec } of store.slices.values()) {
      const same = store.unpack(values, spec.name).every((x, i) => x === feeds[spec.name]![i]);
      expect(same, spec.name).toBe(!spec.name.startsWith('lm.lora.'));
    }
    compiled.destroy();
    store.destroy();
  });
});
