import { beforeAll, describe, expect, it } from 'vitest';
import type { Gpu } from '../gpu/device.ts';
import { sharedGpu } from '../gpu/testing/shared-gpu.ts';
import { compile } from '../graph/compile.ts';
import { ParameterStore } from '../graph/parameters.ts';
import { runReference } from '../graph/reference.ts';
import { realmGraph } from './realm.ts';
import { ParameterRegistry } from './registry.ts';
import { parameterFeeds, realmFeeds, type TinyOptions, tinyBert, tinyModel } from './testing.ts';

const options: [string, TinyOptions][] = [
  ['as in the paper', {}],
  [
    'separate embedders, direct path, copy head, token shift',
    { separate: true, directPath: true, copyHead: true, tokenShift: true },
  ],
  ['BERT', tinyBert],
  ['BERT with dropout, two layers', { ...tinyBert, dropout: 0.3, layers: 2 }],
  ['dropout beside a direct path', { dropout: 0.3, directPath: true, copyHead: true, tokenShift: true }],
];

describe('the whole REALM model on the GPU', () => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await sharedGpu();
  });

  for (const [name, tiny] of options) {
    it(`agrees with float64, and r(z) with p(z|y,x) − p(z|x): ${name}`, async () => {
      const [b, k] = [3, 4];
      const model = tinyModel(tiny);
      const registry = new ParameterRegistry(3);
      const built = realmGraph(registry, model, b, k, 'sequence', undefined, 'training');
      const values = parameterFeeds(registry);
      const store = new ParameterStore(
        gpu.device,
        registry.list().map((spec) => ({ ...spec, initial: values[spec.name]! })),
      );
      const { graph, loss, scores, logPrior, likelihood, logMarginal } = built;
      const compiled = await compile(gpu.device, gpu.pipelines, {
        graph,
        store,
        outputs: { loss, logPrior, likelihood, logMarginal },
        loss,
        gradients: { scores },
      });
      const feeds = realmFeeds(graph, model, b, k, 11);
      for (const [key, tensor] of graph.inputs) {
        if (tensor.dtype === 'u32') compiled.integers(key).set(feeds[key]!);
        else compiled.floats(key).set(feeds[key]!);
      }
      const result = await compiled.run();
      const gradients = await store.read('gradients');
      const truth = runReference(graph, { ...feeds, ...values }, loss);

      expect(Math.abs(result.loss![0]! - truth.value(loss).data[0]!)).toBeLessThan(1e-5);
      for (const [key, tensor] of graph.parameters) {
        const expected = truth.gradient(tensor).data;
        const scale = expected.reduce((top, x) => Math.max(top, Math.abs(x)), 1e-2);
        store.unpack(gradients, key).forEach((value, i) => {
          expect(Math.abs(value - expected[i]!) / scale, `∂${key}[${i}]`).toBeLessThan(1e-4);
        });
      }
      for (let example = 0; example < b; example++) {
        let sum = 0;
        for (let z = 0; z < k; z++) {
          const at = example * k + z;
          const r = -b * result.scores![at]!;
          sum += r;
          const prior = Math.exp(truth.value(logPrior).data[at]!);
          const count = feeds.counts![example]!;
          let like = 0;
          for (let j = 0; j < count; j++) like += truth.value(likelihood).data[at * model.masks + j]!;
          const posterior = prior * Math.exp(like - truth.value(logMarginal).data[example]!);
          expect(Math.abs(r - (posterior - prior))).toBeLessThan(1e-5 * Math.max(posterior, prior));
        }
        expect(Math.abs(sum)).toBeLessThan(1e-6);
      }
      compiled.destroy();
      store.destroy();
    });
  }
});
