/** The proof of a case's kernels, for tests: value and gradients as in the float64 reference, and the same bits twice. */
import { expect } from 'vitest';
import type { Gpu } from '../../gpu/device.ts';
import { compile } from '../compile.ts';
import { KernelChoices } from '../kernel-choices.ts';
import { ParameterStore } from '../parameters.ts';
import { runReference } from '../reference.ts';
import type { OpCase } from './case-builder.ts';
import { withLoss } from './cases.ts';

/** @param choose the kernel of a job; without it every op takes its default kernel */
export async function expectAsReference(
  gpu: Gpu,
  opCase: OpCase,
  seed: number,
  choose?: (job: string) => string | undefined,
): Promise<void> {
  const { graph, feeds, value, loss } = withLoss(opCase, seed);
  const specs = [...graph.parameters].map(([name, tensor]) => ({
    name,
    shape: tensor.shape,
    initial: feeds[name] as Float32Array,
    decay: false,
  }));
  const store = new ParameterStore(gpu.device, specs);
  const kernels = choose && new KernelChoices(gpu, { recorded: choose });
  const outputs = { value, loss };
  const compiled = await compile(gpu.device, gpu.pipelines, { graph, kernels, store, outputs, loss });
  for (const [name, tensor] of graph.inputs) {
    if (tensor.dtype === 'u32') compiled.integers(name).set(feeds[name]!);
    else compiled.floats(name).set(feeds[name]!);
  }
  gpu.device.pushErrorScope('validation');
  const first = await compiled.run();
  const gradients = await store.read('gradients');
  const second = await compiled.run();
  expect(await gpu.device.popErrorScope()).toBeNull();

  const truth = runReference(graph, feeds, loss);
  expectClose(first.value!, truth.value(value).data, 'value');
  expectClose(first.loss!, truth.value(loss).data, 'loss');
  expect(second.value).toEqual(first.value);
  for (const [name, tensor] of graph.parameters) {
    expectClose(store.unpack(gradients, name), truth.gradient(tensor).data, `∂${name}`);
  }
  expect(await store.read('gradients'), 'the same gradients to the last bit').toEqual(gradients);
  compiled.destroy();
  store.destroy();
}

/** Tolerance of float32 with short sums: 2e-5, relative to the largest magnitude in the tensor or to 1, whichever is larger. */
function expectClose(actual: Float32Array, truth: Float64Array, what: string): void {
  expect(actual.length, what).toBe(truth.length);
  const scale = truth.reduce((top, x) => (Math.abs(x) < 1e29 ? Math.max(top, Math.abs(x)) : top), 1);
  truth.forEach((expected, i) => {
    if (Math.abs(expected) >= 1e29) expect(actual[i]).toBeLessThan(-1e29);
    else
      expect(Math.abs(actual[i]! - expected) / scale, `${what}[${i}]: ${actual[i]} against ${expected}`).toBeLessThan(
        2e-5,
      );
  });
}
