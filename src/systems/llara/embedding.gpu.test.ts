import { beforeAll, describe, expect, it } from 'vitest';
import type { Gpu } from '../../gpu/device.ts';
import { sharedGpu } from '../../gpu/testing/shared-gpu.ts';
import { ParameterStore } from '../../graph/parameters.ts';
import { runReference } from '../../graph/reference.ts';
import { createEmbedder } from '../../index/embedder.ts';
import { embedTextsGraph } from '../../models/llara.ts';
import type { PromptSettings } from '../../models/llara-prompt.ts';
import type { AdapterChoice } from '../../models/lora.ts';
import { ParameterRegistry } from '../../models/registry.ts';
import { parameterFeeds } from '../../models/testing.ts';
import { paperPrompt, releasePrompt, textFeeds, tinyLlara, tinyTexts, zeroFeeds } from '../../models/testing-llara.ts';
import type { Plans } from '../../run/engine.ts';
import { LlaraEmbedder, passageRows } from './embedding.ts';

const adapted: AdapterChoice = () => ({ rank: 2, alpha: 3 });
const cases: [string, PromptSettings, AdapterChoice | undefined][] = [
  ['the prompt of the paper', paperPrompt, undefined],
  ['that of the release', releasePrompt, undefined],
  ['adapters', releasePrompt, adapted],
];

describe('passages in the index workers', () => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await sharedGpu();
  });

  it.each(cases)('are embedded as in float64: %s', async (_, prompt, adapter) => {
    const model = tinyLlara(prompt);
    const registry = new ParameterRegistry(3);
    const texts = tinyTexts(9, 7);
    const { graph, embeddings } = embedTextsGraph(registry, model, texts.length, model.lm.maxLength, adapter);
    const values = parameterFeeds(registry);
    // B of an adapter is not zero, as after training
    for (const name of Object.keys(values)) {
      if (name.endsWith('.b')) values[name] = values[name]!.map((_, i) => 0.2 * Math.sin(i));
    }
    const feeds = zeroFeeds(graph);
    textFeeds(feeds, 'texts', model, texts, 'self');
    const expected = runReference(graph, { ...feeds, ...values }).value(embeddings).data;

    const specs = registry.list().map((spec) => ({ ...spec, initial: values[spec.name]! }));
    const store = new ParameterStore(gpu.device, specs);
    const lengths = { query: model.lm.maxLength, passage: model.lm.maxLength };
    const parts = { registry, model, prompts: model.prompts, adapter, lengths };
    const { document, query } = new LlaraEmbedder({ store } as Plans, parts).snapshots(await store.read('values'));
    expect(query).toBe(document);
    const embedder = await createEmbedder(document, 'wasm');
    const found = await embedder.embed(passageRows(texts, model.prompts));
    expect(found.length).toBe(expected.length);
    found.forEach((value, i) => {
      expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-5);
    });
    await embedder.destroy();
    store.destroy();
  });
});
