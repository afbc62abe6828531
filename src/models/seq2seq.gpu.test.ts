import { beforeAll, describe, expect, it } from 'vitest';
import type { Gpu } from '../gpu/device.ts';
import { sharedGpu } from '../gpu/testing/shared-gpu.ts';
import { AdamW } from '../graph/adamw.ts';
import { compile } from '../graph/compile.ts';
import { ParameterStore } from '../graph/parameters.ts';
import { runReference } from '../graph/reference.ts';
import { ParameterRegistry } from './registry.ts';
import { seq2seqGraph, seq2seqPrefix } from './seq2seq.ts';
import { plainAdam } from './testing.ts';
import { pairFeeds, tinySeq2Seq } from './testing-seq2seq.ts';

describe('sequence to sequence on the GPU', () => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await sharedGpu();
  });

  const shape = { rows: 5, source: 4, target: 3 };

  it.each(['dot', 'none'] as const)('agrees with float64 in values and gradients, attention: %s', async (attention) => {
    const config = { ...tinySeq2Seq, attention };
    const registry = new ParameterRegistry(2);
    const { graph, loss, logits, alignment } = seq2seqGraph(registry, config, shape);
    const store = new ParameterStore(gpu.device, registry.list());
    const read = { logits, ...(alignment && { alignment }) };
    const compiled = await compile(gpu.device, gpu.pipelines, { graph, store, outputs: { loss, ...read }, loss });
    const feeds = pairFeeds(config, shape, 6);
    for (const [name, values] of Object.entries(feeds)) {
      if (name === 'weights') compiled.floats(name).set(values);
      else compiled.integers(name).set(values);
    }
    const result = await compiled.run();
    const gradients = await store.read('gradients');
    const values = Object.fromEntries(registry.list().map(({ name, initial }) => [name, initial]));
    const truth = runReference(graph, { ...feeds, ...values }, loss);
    for (const [name, tensor] of Object.entries(read)) {
      truth.value(tensor).data.forEach((expected, i) => {
        expect(Math.abs(result[name]![i]! - expected), `${name}[${i}]`).toBeLessThan(2e-5);
      });
    }
    for (const [name, tensor] of graph.parameters) {
      const expected = truth.gradient(tensor).data;
      const scale = expected.reduce((top, x) => Math.max(top, Math.abs(x)), 1e-2);
      store.unpack(gradients, name).forEach((value, i) => {
        expect(Math.abs(value - expected[i]!) / scale, `∂${name}[${i}]`).toBeLessThan(1e-4);
      });
    }
    compiled.destroy();
    store.destroy();
  });

  it('takes two dispatches for each step of a GRU, and at most 80 for all else', async () => {
    const registry = new ParameterRegistry(2);
    const { graph, loss } = seq2seqGraph(registry, tinySeq2Seq, shape);
    const store = new ParameterStore(gpu.device, registry.list());
    const optimiser = new AdamW(plainAdam, [seq2seqPrefix]);
    const compiled = await compile(gpu.device, gpu.pipelines, { graph, store, outputs: { loss }, loss, optimiser });
    expect(compiled.statistics.dispatches).toBeLessThanOrEqual(2 * (2 * shape.source + shape.target) + 80);
    compiled.destroy();
    store.destroy();
  });
});
