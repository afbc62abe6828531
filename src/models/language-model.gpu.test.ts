import { beforeAll, describe, expect, it } from 'vitest';
import type { Gpu } from '../gpu/device.ts';
import { sharedGpu } from '../gpu/testing/shared-gpu.ts';
import { AdamW } from '../graph/adamw.ts';
import { compile } from '../graph/compile.ts';
import { ParameterStore } from '../graph/parameters.ts';
import { expectAsReference } from './expect-as-reference.ts';
import { languageModelGraph } from './language-model.ts';
import { ParameterRegistry } from './registry.ts';
import { languageModelFeeds, plainAdam, tinyLanguageModel } from './testing.ts';

const config = tinyLanguageModel;

describe('the language model on the GPU', () => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await sharedGpu();
  });

  const feeds = languageModelFeeds(config, 3, 9, 6);

  const start = async (optimiser: AdamW) => {
    const registry = new ParameterRegistry(2);
    const { graph, loss } = languageModelGraph(registry, config, 3, 9);
    const store = new ParameterStore(gpu.device, registry.list());
    const compiled = await compile(gpu.device, gpu.pipelines, { graph, store, outputs: { loss }, loss, optimiser });
    for (const name of ['ids', 'lengths', 'targets']) compiled.integers(name).set(feeds[name]!);
    compiled.floats('weights').set(feeds.weights!);
    return { store, compiled };
  };

  it('agrees with float64 in its values and in every gradient', async () => {
    const registry = new ParameterRegistry(2);
    const { graph, loss, likelihood } = languageModelGraph(registry, config, 3, 9);
    await expectAsReference(gpu, { registry, graph, loss, outputs: { likelihood }, feeds });
  });

  it('takes at most 60 dispatches a step, with the update', async () => {
    const { compiled, store } = await start(new AdamW(plainAdam, ['lm.']));
    expect(compiled.statistics.dispatches).toBeLessThanOrEqual(60);
    compiled.destroy();
    store.destroy();
  });

  it('can memorise a batch', async () => {
    const optimiser = new AdamW(plainAdam, ['lm.']);
    const { compiled, store } = await start(optimiser);
    const losses: number[] = [];
    for (let step = 1; step <= 120; step++) {
      optimiser.fillScalars(compiled.floats('optimiser.scalars'), step, [1e-2]);
      losses.push((await compiled.run()).loss![0]!);
    }
    expect(losses[0]).toBeGreaterThan(2);
    expect(losses.at(-1)).toBeLessThan(0.1);
    compiled.destroy();
    store.destroy();
  });
});
