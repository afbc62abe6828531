import { describe, expect, it } from 'vitest';
import { Graph } from '../graph/graph.ts';
import { attention } from '../graph/ops/attention.ts';
import { sees } from '../graph/ops/attention-mask.ts';
import { attentionWeights } from '../graph/ops/attention-weights.ts';
import { runReference } from '../graph/reference.ts';
import { Prng } from '../util/prng.ts';
import { softmax } from '../util/softmax.ts';
import { allowBlankFilling, glmGraph } from './glm.ts';
import { inspectHeads } from './inspection.ts';
import { ParameterRegistry } from './registry.ts';
import { parameterFeeds } from './testing.ts';
import { glmFeedShape, glmFeeds, tinyGlm, workedGlm } from './testing-glm.ts';
import { type TransformerConfig, transformer } from './transformer.ts';

/** The worked example of GLM with its inspection build. */
function run(on: number[]) {
  const registry = new ParameterRegistry(2);
  const { graph, loss, inspection } = glmGraph(registry, tinyGlm, glmFeedShape, true);
  const feeds = { ...glmFeeds(), ...parameterFeeds(registry), 'heads.on': on };
  const values = runReference(graph, feeds);
  return { loss: values.value(loss).data[0]!, weights: inspection!.weights.map((w) => values.value(w)) };
}

describe('the inspection build in float64', () => {
  it('has the loss of the ordinary graph with all heads on, to the last bit, and another one without a head', () => {
    const registry = new ParameterRegistry(2);
    const { graph, loss } = glmGraph(registry, tinyGlm, glmFeedShape);
    const plain = runReference(graph, { ...glmFeeds(), ...parameterFeeds(registry) }).value(loss).data[0]!;
    expect(run([1, 1, 1, 1]).loss).toBe(plain);
    for (const off of [0, 1, 2, 3]) {
      expect(run([0, 1, 2, 3].map((head) => Number(head !== off))).loss).not.toBe(plain);
    }
  });

  it('declares no parameter that the ordinary graph lacks, and the ordinary graph no input of switches', () => {
    const namesOf = (inspects: boolean) => {
      const registry = new ParameterRegistry(2);
      const { graph } = glmGraph(registry, tinyGlm, glmFeedShape, inspects);
      return { parameters: registry.list().map(({ name }) => name), inputs: [...graph.inputs.keys()] };
    };
    const [plain, inspecting] = [namesOf(false), namesOf(true)];
    expect(inspecting.parameters).toEqual(plain.parameters);
    expect(inspecting.inputs.filter((name) => !plain.inputs.includes(name))).toEqual(['heads.on']);
  });

  it('has weights that sum to 1 over the keys that a token sees, and are 0 for all others', () => {
    const { weights } = run([1, 1, 1, 1]);
    const words = new Uint32Array(10);
    allowBlankFilling(words, 10, 0, { partA: workedGlm.partA, start: 0, end: 10 });
    expect(weights).toHaveLength(2);
    for (const { shape, data } of weights) {
      expect(shape).toEqual([2, 2, 10, 10]);
      for (let h = 0; h < 2; h++) {
        for (let i = 0; i < 10; i++) {
          const row = Array.from(data.subarray((h * 10 + i) * 10, (h * 10 + i + 1) * 10));
          expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
          row.forEach((weight, j) => {
            expect(weight > 0).toBe(sees({ queries: 10, keys: 10, words }, i, j));
          });
        }
      }
    }
  });

  it('takes nothing from a head that is off: its rows of the output projection may hold anything', () => {
    const registry = new ParameterRegistry(2);
    const { graph, loss } = glmGraph(registry, tinyGlm, glmFeedShape, true);
    const lossAt = (heads: number[], disturbed: number) => {
      const values = parameterFeeds(registry);
      const out = values['glm.encoder.1.attn.out.weight']!;
      // head h of a layer has the rows 4 h … 4 h + 3 of (8, 8)
      values['glm.encoder.1.attn.out.weight'] = out.map((x, i) => (Math.floor(i / 32) === disturbed ? 100 - x : x));
      return runReference(graph, { ...glmFeeds(), ...values, 'heads.on': heads }).value(loss).data[0]!;
    };
    expect(lossAt([1, 1, 1, 0], 1)).toBe(lossAt([1, 1, 1, 0], -1));
    expect(lossAt([1, 1, 1, 0], 0)).not.toBe(lossAt([1, 1, 1, 0], -1));
    expect(lossAt([1, 1, 1, 1], 1)).not.toBe(lossAt([1, 1, 1, 1], -1));
  });

  it('without any head in a layer passes the residual stream on: only the bias of the output is added', () => {
    const config: TransformerConfig = { width: 8, layers: 1, heads: 2, initialStd: 0.4 };
    const statesAt = (on: number[], x: Float64Array) => {
      const graph = new Graph();
      const registry = new ParameterRegistry(5);
      const inspection = inspectHeads(graph, config);
      const states = transformer({ graph, registry, prefix: '', inspection }, config, graph.input('x', [1, 3, 8]), {
        lengths: graph.input('lengths', [1], 'u32'),
      });
      const feeds = { x, lengths: [3], 'heads.on': on, ...parameterFeeds(registry) };
      return runReference(graph, feeds).value(states).data.slice(0, 8);
    };
    const prng = new Prng(3);
    const x = Float64Array.from({ length: 24 }, () => prng.normal());
    // what other tokens hold reaches the first one through heads alone
    const moved = x.map((value, i) => (i >= 8 ? value * ((i % 3) - 0.5) : value));
    expect(statesAt([0, 0], moved)).toEqual(statesAt([0, 0], x));
    expect(statesAt([1, 0], moved)).not.toEqual(statesAt([1, 0], x));
  });
});

describe('attentionWeights', () => {
  it('of one head are softmax(q kᵀ / √d), and with the values the plain attention', () => {
    const [t, d] = [5, 4];
    const graph = new Graph();
    const value = attention(graph, graph.input('qkv', [1, t, 3 * d]), graph.input('lengths', [1], 'u32'), 1, 'causal');
    const weights = attentionWeights(graph, value);
    const prng = new Prng(11);
    const qkv = Float64Array.from({ length: t * 3 * d }, () => prng.normal());
    const at = (token: number, part: number, c: number) => qkv[token * 3 * d + part * d + c]!;
    const found = runReference(graph, { qkv, lengths: [t] });
    for (let i = 0; i < t; i++) {
      const scores = Array.from({ length: i + 1 }, (_, j) => {
        let sum = 0;
        for (let c = 0; c < d; c++) sum += at(i, 0, c) * at(j, 1, c);
        return sum / Math.sqrt(d);
      });
      const expected = [...softmax(scores), ...new Array<number>(t - i - 1).fill(0)];
      expected.forEach((weight, j) => {
        expect(found.value(weights).data[i * t + j]).toBeCloseTo(weight, 12);
      });
      for (let c = 0; c < d; c++) {
        const mixed = expected.reduce((sum, weight, j) => sum + weight * at(j, 2, c), 0);
        expect(found.value(value).data[i * d + c]).toBeCloseTo(mixed, 12);
      }
    }
  });
});
