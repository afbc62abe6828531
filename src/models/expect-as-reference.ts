import { expect } from 'vitest';
import type { Gpu } from '../gpu/device.ts';
import { compile } from '../graph/compile.ts';
import type { Graph, Tensor } from '../graph/graph.ts';
import { ParameterStore } from '../graph/parameters.ts';
import { runReference } from '../graph/reference.ts';
import type { ParameterRegistry } from './registry.ts';
import { parameterFeeds } from './testing.ts';

interface Model {
  registry: ParameterRegistry;
  graph: Graph;
  loss: Tensor;
  /** What is compared beside the loss. */
  outputs?: Readonly<Record<string, Tensor>>;
  /** Values of the inputs. */
  feeds: Readonly<Record<string, ArrayLike<number>>>;
  /** Values of the parameters; absent: those of `parameterFeeds`. */
  values?: Readonly<Record<string, Float32Array>>;
}

/** A model on the GPU has the loss, the outputs and the gradient of every parameter that it has in float64, and no gradient is zero everywhere. */
export async function expectAsReference(gpu: Gpu, model: Model): Promise<void> {
  const { registry, graph, loss, outputs = {}, feeds, values = parameterFeeds(registry) } = model;
  const specs = registry.list().map((spec) => ({ ...spec, initial: values[spec.name]! }));
  const store = new ParameterStore(gpu.device, specs);
  const compiled = await compile(gpu.device, gpu.pipelines, { graph, store, outputs: { loss, ...outputs }, loss });
  for (const [name, { dtype }] of graph.inputs) {
    if (dtype === 'u32') compiled.integers(name).set(feeds[name]!);
    else compiled.floats(name).set(feeds[name]!);
  }
  const result = await compiled.run();
  const gradients = await store.read('gradients');
  const truth = runReference(graph, { ...feeds, ...values }, loss);
  expect(Math.abs(result.loss![0]! - truth.value(loss).data[0]!), 'loss').toBeLessThan(1e-5);
  for (const [name, tensor] of Object.entries(outputs)) {
    truth.value(tensor).data.forEach((expected, i) => {
      expect(Math.abs(result[name]![i]! - expected), `${name}[${i}]`).toBeLessThan(2e-5);
    });
  }
  expect(graph.parameters.size).toBeGreaterThan(0);
  for (const [name, tensor] of graph.parameters) {
    const expected = truth.gradient(tensor).data;
    const scale = expected.reduce((top, x) => Math.max(top, Math.abs(x)), 1e-2);
    expect(
      expected.some((x) => x !== 0),
      name,
    ).toBe(true);
    store.unpack(gradients, name).forEach((value, i) => {
      expect(Math.abs(value - expected[i]!) / scale, `∂${name}[${i}]`).toBeLessThan(1e-4);
    });
  }
  compiled.destroy();
  store.destroy();
}
