import { beforeAll, describe, it } from 'vitest';
import type { Gpu } from '../gpu/device.ts';
import { sharedGpu } from '../gpu/testing/shared-gpu.ts';
import { elementsOf, Graph, type Tensor } from '../graph/graph.ts';
import { allowKeys, maskWords } from '../graph/ops/attention-mask.ts';
import { weightedSum } from '../graph/ops/elementwise.ts';
import { embed } from '../graph/ops/embed.ts';
import { innerProduct } from '../graph/ops/inner-product.ts';
import { logLikelihood } from '../graph/ops/log-softmax.ts';
import { Prng } from '../util/prng.ts';
import { expectAsReference } from './expect-as-reference.ts';
import { ParameterRegistry } from './registry.ts';
import { transformer } from './transformer.ts';

const [v, d, heads] = [13, 8, 2];
const config = { width: d, layers: 1, heads, initialStd: 0.4 };

interface Model {
  graph: Graph;
  registry: ParameterRegistry;
  loss: Tensor;
  feeds: Record<string, ArrayLike<number>>;
}

function start(seed: number) {
  const graph = new Graph();
  const registry = new ParameterRegistry(seed);
  const table = (name: string, rows: number) =>
    registry.parameter(graph, name, [rows, d], { kind: 'normal', std: 0.4 });
  const feeds: Model['feeds'] = {};
  const prng = new Prng(seed);
  const integers = (name: string, shape: number[], draw: (i: number) => number) => {
    feeds[name] = Uint32Array.from({ length: elementsOf(shape) }, (_, i) => draw(i));
    return graph.input(name, shape, 'u32');
  };
  /** Loss over all tokens, the output tied to the embeddings. */
  const lossOf = (states: Tensor, tokens: Tensor) => {
    const n = elementsOf(states.shape) / d;
    const targets = integers('targets', [n], () => prng.int(v));
    const likelihood = logLikelihood(graph, innerProduct(graph, states, tokens), targets);
    feeds.weights = Float32Array.from({ length: n }, () => prng.uniform() / n);
    return weightedSum(graph, likelihood, graph.input('weights', [n]), -1);
  };
  return { graph, registry, table, feeds, prng, integers, lossOf };
}

/** As GLM: A sees all of A, B sees A and is causal; positions are the sum of two tables. */
function blankFilling(): Model {
  const { graph, registry, table, feeds, prng, integers, lossOf } = start(3);
  const [r, t] = [3, 11];
  const ids = integers('ids', [r, t], () => 1 + prng.int(v - 1));
  const tokens = table('tokens', v);
  const first = { ids: integers('first', [r, t], () => prng.int(7)), table: table('positions', 7) };
  const second = { ids: integers('second', [r, t], () => prng.int(5)), table: table('spans', 5) };
  const mask = integers('mask', [r, t, maskWords(t)], () => 0);
  for (let query = 0; query < r * t; query++) {
    const lengthOfA = 4 + Math.floor(query / t);
    allowKeys(feeds.mask as Uint32Array, t, query, 0, Math.max(lengthOfA, (query % t) + 1));
  }
  const lengths = integers('lengths', [r], (i) => t - i);
  const x = embed(graph, ids, tokens, { tables: [first, second] });
  const states = transformer({ graph, registry, prefix: '' }, config, x, { mask, lengths });
  return { graph, registry, feeds, loss: lossOf(states, tokens) };
}

describe('models with masks and positions as data, on the GPU', () => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await sharedGpu();
  });

  it('agree with float64 in the loss and in every gradient: blank filling', async () => {
    await expectAsReference(gpu, blankFilling());
  });
});
