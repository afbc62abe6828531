import { expect, it } from 'vitest';
import { compileInTurn, compilePipelines, type DispatchRequest } from './plan.ts';
import type { PipelineCache, ShaderRequest } from './shader.ts';

const dispatches = ['a', 'b', 'c'].map(
  (name): DispatchRequest => ({ kernel: { name } as DispatchRequest['kernel'], bindings: {}, threads: 1 }),
);

/** Pipelines that a test makes, one by one. */
function slowPipelines() {
  const requested: string[] = [];
  const making: (() => void)[] = [];
  const get = ({ kernel }: ShaderRequest) => {
    requested.push(kernel.name);
    return new Promise<GPUComputePipeline>((resolve) => making.push(() => resolve({} as GPUComputePipeline)));
  };
  const make = async () => {
    making.shift()!();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { requested, make, cache: { get } as unknown as PipelineCache };
}

it('pipelines of a plan are requested at once; those that nobody waits for one after the other', async () => {
  const needed = slowPipelines();
  void compilePipelines(needed.cache, dispatches);
  expect(needed.requested).toEqual(['a', 'b', 'c']);
  const { requested, make, cache } = slowPipelines();
  const ahead = compileInTurn(cache, dispatches, () => true);
  expect(requested).toEqual(['a']);
  await make();
  expect(requested).toEqual(['a', 'b']);
  await make();
  await make();
  await ahead;
  expect(requested).toEqual(['a', 'b', 'c']);
});

it('none is requested once nobody wants them any more', async () => {
  const { requested, make, cache } = slowPipelines();
  let isWanted = true;
  const ahead = compileInTurn(cache, dispatches, () => isWanted);
  isWanted = false;
  await make();
  await ahead;
  expect(requested).toEqual(['a']);
});
