import { beforeAll, expect, it } from 'vitest';
import type { Gpu } from '../gpu/device.ts';
import { sharedGpu } from '../gpu/testing/shared-gpu.ts';
import { compile } from '../graph/compile.ts';
import { maskWords } from '../graph/ops/attention-mask.ts';
import { ParameterStore } from '../graph/parameters.ts';
import { runReference } from '../graph/reference.ts';
import { StateStore } from '../graph/state.ts';
import { expectAsReference } from './expect-as-reference.ts';
import { encodingGraph } from './generation.ts';
import { allowBlankFilling, glmDecoder, glmGraph } from './glm.ts';
import { ParameterRegistry } from './registry.ts';
import { parameterFeeds } from './testing.ts';
import { glmFeedShape, glmFeeds, tinyGlm, workedGlm } from './testing-glm.ts';

let gpu: Gpu;
beforeAll(async () => {
  gpu = await sharedGpu();
});

it('agrees with float64 in its loss and in every gradient; with a key/value cache in every logit of B', async () => {
  const registry = new ParameterRegistry(2);
  const { graph, loss, logits } = glmGraph(registry, tinyGlm, glmFeedShape);
  const feeds = glmFeeds();
  await expectAsReference(gpu, { registry, graph, loss, feeds });

  const values = parameterFeeds(registry);
  const truth = runReference(graph, { ...feeds, ...values });
  const specs = registry.list().map((spec) => ({ ...spec, initial: values[spec.name]! }));
  const store = new ParameterStore(gpu.device, specs);
  const states = new StateStore(gpu.device);
  const capacity = 40;
  const plan = (length: number) => {
    const { graph, logits } = encodingGraph(glmDecoder(registry, tinyGlm, capacity), 1, length);
    return compile(gpu.device, gpu.pipelines, { graph, store, states, outputs: { logits } });
  };
  const { partA } = workedGlm;
  const [whole, next] = [await plan(partA), await plan(1)];
  const advance = async (run: typeof whole, start: number, end: number) => {
    for (const name of ['ids', 'first', 'second'] as const) run.integers(name).set(workedGlm[name].slice(start, end));
    run.integers('starts')[0] = start;
    expect(run.integers('mask')).toHaveLength((end - start) * maskWords(capacity));
    run.integers('mask').fill(0);
    allowBlankFilling(run.integers('mask'), capacity, 0, { partA, start, end });
    return (await run.run()).logits!;
  };
  await advance(whole, 0, partA);
  const v = tinyGlm.vocabularySize;
  for (let t = partA; t < 10; t++) {
    const found = await advance(next, t, t + 1);
    found.forEach((value, c) => {
      const expected = truth.value(logits).data[(t - partA) * v + c]!;
      expect(Math.abs(value - expected), `token ${t}`).toBeLessThan(2e-5);
    });
  }
  for (const made of [whole, next]) made.destroy();
  states.destroy();
  store.destroy();
});
