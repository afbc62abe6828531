import { beforeAll, expect, it } from 'vitest';
import type { Gpu } from '../gpu/device.ts';
import { sharedGpu } from '../gpu/testing/shared-gpu.ts';
import { type CompiledGraph, compile } from '../graph/compile.ts';
import type { Graph, Tensor } from '../graph/graph.ts';
import { weightedSum } from '../graph/ops/elementwise.ts';
import { ParameterStore } from '../graph/parameters.ts';
import { runReference } from '../graph/reference.ts';
import { glmGraph } from './glm.ts';
import type { HeadInspection } from './inspection.ts';
import { languageModelGraph } from './language-model.ts';
import { type QaShape, qaGraph, qaSpanGraph } from './qa.ts';
import { type ModelConfig, realmGraph, retrieverInspectionGraph, warmupGraph } from './realm.ts';
import { ParameterRegistry } from './registry.ts';
import { languageModelFeeds, parameterFeeds, realmFeeds, tinyLanguageModel, tinyModel } from './testing.ts';
import { glmFeedShape, glmFeeds, tinyGlm } from './testing-glm.ts';
import { qaFeeds } from './testing-qa.ts';

let gpu: Gpu;
beforeAll(async () => {
  gpu = await sharedGpu();
});

/** The retriever's loss, and one of its sides; without inspection the prior of REALM's own graph. */
function retriever(
  model: ModelConfig,
  side: 'query' | 'document',
): (registry: ParameterRegistry, inspects: boolean) => Built {
  return (registry, inspects) => {
    if (inspects) {
      const { inspection, ...built } = retrieverInspectionGraph(registry, model, 2, 3);
      return { ...built, inspection: inspection[side] };
    }
    const { graph, logPrior } = realmGraph(registry, model, 2, 3, 'sequence');
    return { graph, loss: weightedSum(graph, logPrior, graph.input('shares', [2, 3]), -1) };
  };
}

/** Two queries with three documents each, of which the second row lacks one. */
function retrieverFeeds(model: ModelConfig): Feeds {
  const { graph } = realmGraph(new ParameterRegistry(1), model, 2, 3, 'sequence');
  const shares = [0.5, 0, 0, 0, 0.5, 0];
  return { ...realmFeeds(graph, model, 2, 3, 4), valid: [1, 1, 1, 1, 1, 0], shares };
}

interface Built {
  graph: Graph;
  loss: Tensor;
  inspection?: HeadInspection | undefined;
}
type Feeds = Record<string, ArrayLike<number>>;

const tinyReader = tinyModel({ copyHead: true });
/** Two layers, and an embedder for each side: a head that is off is off in both. */
const tinyRetriever = tinyModel({ layers: 2, separate: true });
const qaShape: QaShape = {
  ...{ batch: 2, candidates: 2, length: 10, maxSpan: 3, spanWidth: 5 },
  ...{ form: 'code', retriever: 'learned' },
};

/** A mask of bits, a causal one, and one of lengths. */
const models: [name: string, build: (registry: ParameterRegistry, inspects: boolean) => Built, feeds: Feeds][] = [
  ['GLM', (registry, inspects) => glmGraph(registry, tinyGlm, glmFeedShape, inspects), glmFeeds()],
  [
    'a language model',
    (registry, inspects) => languageModelGraph(registry, tinyLanguageModel, 3, 9, undefined, inspects),
    languageModelFeeds(tinyLanguageModel, 3, 9, 5),
  ],
  ['a reader', (registry, inspects) => warmupGraph(registry, tinyReader, 2, undefined, inspects), readerFeeds()],
  [
    'the reader of Open-QA',
    (registry, inspects) => qaSpanGraph(registry, tinyReader, qaShape.batch * 2, qaShape, inspects),
    spanFeeds(),
  ],
  ['a retriever in its queries', retriever(tinyRetriever, 'query'), retrieverFeeds(tinyRetriever)],
  ['a retriever in its documents', retriever(tinyRetriever, 'document'), retrieverFeeds(tinyRetriever)],
];

/** Questions with two documents each. Only the second of the first has a weight; the last document has no span at all. */
function spanFeeds(): Feeds {
  const { graph } = qaGraph(new ParameterRegistry(1), tinyReader, qaShape, 3);
  const feeds = qaFeeds(graph, tinyReader, qaShape, 3, 4);
  const marks = feeds['read.marks']!;
  marks.fill(0, (3 / 4) * marks.length);
  const joined = Object.entries(feeds).filter(([name]) => name.startsWith('joined.'));
  return { ...Object.fromEntries(joined), 'read.marks': marks, readerWeights: [0, 1, 0, 0] };
}

/** Two examples with one document each. */
function readerFeeds(): Feeds {
  const { graph } = realmGraph(new ParameterRegistry(1), tinyReader, 2, 1, 'sequence');
  const feeds = realmFeeds(graph, tinyReader, 2, 1, 4);
  const joined = Object.entries(feeds).filter(([name]) => name.startsWith('joined.'));
  return { ...Object.fromEntries(joined), tokenWeights: [0.5, 0, 0.5, 0] };
}

it.each(models)(
  '%s: loss and weights are those of float64, with all heads on and with one off',
  async (_, build, feeds) => {
    const registry = new ParameterRegistry(2);
    const plain = build(registry, false);
    const { graph, loss, inspection } = build(registry, true);
    const values = parameterFeeds(registry);
    const store = new ParameterStore(
      gpu.device,
      registry.list().map((spec) => ({ ...spec, initial: values[spec.name]! })),
    );
    const { weights, on } = inspection!;
    const outputs = { loss, ...Object.fromEntries(weights.map((tensor, layer) => [`weights ${layer}`, tensor])) };
    const inspecting = await compile(gpu.device, gpu.pipelines, { graph, store, outputs });
    const ordinary = await compile(gpu.device, gpu.pipelines, {
      graph: plain.graph,
      store,
      outputs: { loss: plain.loss },
    });
    const fill = (plan: CompiledGraph, of: Graph, given: Feeds) => {
      for (const [name, { dtype }] of of.inputs) {
        if (dtype === 'u32') plan.integers(name).set(given[name]!);
        else plan.floats(name).set(given[name]!);
      }
    };
    fill(ordinary, plain.graph, feeds);
    const ordinaryLoss = (await ordinary.run()).loss![0]!;
    const [layers, heads] = on.shape as [number, number];
    const all = new Array<number>(layers * heads).fill(1);
    for (const switches of [all, all.map((_on, i) => Number(i !== 1))]) {
      const given = { ...feeds, 'heads.on': switches };
      fill(inspecting, graph, given);
      const found = await inspecting.run();
      const truth = runReference(graph, { ...given, ...values });
      if (switches === all) expect(found.loss![0]).toBe(ordinaryLoss);
      else expect(found.loss![0]).not.toBe(ordinaryLoss);
      expect(Math.abs(found.loss![0]! - truth.value(loss).data[0]!)).toBeLessThan(1e-5);
      weights.forEach((tensor, layer) => {
        const expected = truth.value(tensor).data;
        expect(expected.some((weight) => weight > 0.1)).toBe(true);
        found[`weights ${layer}`]!.forEach((weight, i) => {
          expect(Math.abs(weight - expected[i]!), `layer ${layer}, weight ${i}`).toBeLessThan(2e-5);
        });
      });
    }
    inspecting.destroy();
    ordinary.destroy();
    store.destroy();
  },
);
