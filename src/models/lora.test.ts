import { describe, expect, it } from 'vitest';
import { Graph } from '../graph/graph.ts';
import { weightedSum } from '../graph/ops/elementwise.ts';
import { runReference } from '../graph/reference.ts';
import { Prng } from '../util/prng.ts';
import { type AdapterChoice, mergeAdapters, type NamedParameters } from './lora.ts';
import { ParameterRegistry } from './registry.ts';
import { numericGradient } from './testing.ts';
import { dense, type TransformerConfig, transformer } from './transformer.ts';

const config: TransformerConfig = { width: 8, layers: 2, heads: 2, initialStd: 0.4, mask: 'causal' };
const rank = 3;
/** Adapters for all of the first layer, and for the outputs of the second. */
const adapter: AdapterChoice = (layer) =>
  layer.startsWith('encoder.0.') || layer.endsWith('.out') ? { rank, alpha: 2 * rank } : undefined;
const adapted = ['0.attn.qkv', '0.attn.out', '0.ffn.in', '0.ffn.out', '1.attn.out', '1.ffn.out'];
const [rows, length] = [2, 3];

function model(choice?: AdapterChoice) {
  const graph = new Graph();
  const registry = new ParameterRegistry(7);
  const x = graph.input('x', [rows, length, config.width]);
  const lengths = graph.input('lengths', [rows], 'u32');
  const states = transformer({ graph, registry, prefix: 'lm.', adapter: choice }, config, x, { lengths });
  const prng = new Prng(3);
  const values = Float64Array.from({ length: rows * length * config.width }, () => prng.normal());
  return { graph, registry, states, inputs: { x: values, lengths: [3, 2] } };
}

const parametersOf = (registry: ParameterRegistry): NamedParameters =>
  Object.fromEntries(registry.list().map(({ name, shape, initial }) => [name, { shape, data: initial }]));
const dataOf = (parameters: NamedParameters) =>
  Object.fromEntries(Object.entries(parameters).map(([name, { data }]) => [name, data]));

/** Parameters as after training: B is not zero. */
function trained(registry: ParameterRegistry): NamedParameters {
  const prng = new Prng(11);
  return Object.fromEntries(
    Object.entries(parametersOf(registry)).map(([name, { shape, data }]) => [
      name,
      { shape, data: name.endsWith('.b') ? data.map(() => 0.3 * prng.normal()) : data },
    ]),
  );
}

describe('low-rank adapters', () => {
  it('are where the scope puts them, A normal, B zero, and change nothing at first', () => {
    const plain = model();
    const { graph, registry, states, inputs } = model(adapter);
    const parameters = parametersOf(registry);
    const names = Object.keys(parameters).filter((name) => name.startsWith('lm.lora.'));
    expect(names.sort()).toEqual(adapted.flatMap((n) => [`lm.lora.encoder.${n}.a`, `lm.lora.encoder.${n}.b`]).sort());
    expect(parameters['lm.lora.encoder.0.ffn.in.a']!.shape).toEqual([8, rank]);
    expect(parameters['lm.lora.encoder.0.ffn.in.b']!.shape).toEqual([rank, 32]);
    for (const name of names) {
      const some = parameters[name]!.data.some((x) => x !== 0);
      expect(some, name).toBe(name.endsWith('.a'));
    }
    const expected = runReference(plain.graph, { ...inputs, ...dataOf(parametersOf(plain.registry)) });
    expect(runReference(graph, { ...inputs, ...dataOf(parameters) }).value(states).data).toEqual(
      expected.value(plain.states).data,
    );
  });

  it('compute W x + (α / r) B A x, worked by hand', () => {
    const graph = new Graph();
    const registry = new ParameterRegistry(1);
    const scope = { graph, registry, prefix: '', adapter: () => ({ rank: 1, alpha: 3 }) };
    const y = dense(scope, 'layer', graph.input('x', [1, 2]), 2, { std: 1 });
    const feeds = {
      x: [1, 2],
      'layer.weight': [1, 0, 0, 1],
      'layer.bias': [0.5, 0],
      'lora.layer.a': [2, 1],
      'lora.layer.b': [1, -1],
    };
    // x A = 4, (α / r) · 4 · B = (12, −12), x W + b = (1.5, 2)
    expect([...runReference(graph, feeds).value(y).data]).toEqual([13.5, -10]);
  });

  it('give the same after they were merged', () => {
    const { graph, registry, states, inputs } = model(adapter);
    const parameters = trained(registry);
    const kept = structuredClone(parameters);
    const merged = mergeAdapters(parameters, 'lm.', adapter);
    expect(parameters).toEqual(kept);
    const plain = model();
    expect(Object.keys(merged).sort()).toEqual(Object.keys(parametersOf(plain.registry)).sort());
    const apart = runReference(graph, { ...inputs, ...dataOf(parameters) }).value(states).data;
    const together = runReference(plain.graph, { ...inputs, ...dataOf(merged) }).value(plain.states).data;
    const before = runReference(plain.graph, { ...inputs, ...dataOf(parametersOf(plain.registry)) });
    let change = 0;
    apart.forEach((value, i) => {
      // merged weights are rounded to f32
      expect(Math.abs(value - together[i]!)).toBeLessThan(2e-6);
      change = Math.max(change, Math.abs(value - before.value(plain.states).data[i]!));
    });
    expect(change).toBeGreaterThan(0.1);
  });

  it('have the gradients of finite differences', () => {
    const { graph, registry, states, inputs } = model(adapter);
    const feeds: Record<string, Float64Array> = {};
    const given = { ...inputs, ...dataOf(trained(registry)) };
    for (const [name, values] of Object.entries(given)) feeds[name] = Float64Array.from(values);
    const weights = Float64Array.from({ length: states.shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(i));
    const loss = weightedSum(graph, states, graph.input('weights', states.shape));
    const all = { ...feeds, weights };
    const run = runReference(graph, all, loss);
    const prng = new Prng(8);
    for (const [name, tensor] of graph.parameters) {
      const i = prng.int(feeds[name]!.length);
      const numeric = numericGradient(feeds[name]!, i, () => runReference(graph, all).value(loss).data[0]!);
      expect(Math.abs(numeric - run.gradient(tensor).data[i]!), name).toBeLessThan(1e-8);
    }
  });
});
