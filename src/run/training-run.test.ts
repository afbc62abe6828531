import { expect, it, vi } from 'vitest';
import type { Gpu } from '../gpu/device.ts';
import { Graph } from '../graph/graph.ts';
import { ParameterRegistry } from '../models/registry.ts';
import { resolvePreset } from '../systems/presets.ts';
import { systemOf } from '../systems/registry.ts';
import { generateBios } from '../text/corpus/bios.ts';
import type { Corpus } from '../text/corpus/corpus.ts';
import type { RunConfig } from './records.ts';
import type { OpenSystem, System } from './system.ts';
import { genericScript } from './testing/script.ts';
import { ScriptedDevice, scriptedSystem } from './testing/scripted-system.ts';
import { type RunHooks, TrainingRun } from './training-run.ts';

/** A device that counts its buffers. */
function countingGpu() {
  vi.stubGlobal('GPUBufferUsage', {});
  let open = 0;
  const createBuffer = () => {
    open++;
    return { destroy: () => open--, getMappedRange: () => new ArrayBuffer(4096), unmap() {} };
  };
  const limits = { maxBufferSize: 1e9, maxStorageBufferBindingSize: 1e9 };
  const device = { createBuffer, limits, queue: { writeBuffer() {} } };
  return { gpu: { device, software: true } as unknown as Gpu, buffers: () => open };
}

it('leaves no buffer behind where a system fails after it has made its engine', async () => {
  const { gpu, buffers } = countingGpu();
  const config = resolvePreset('bigram');
  let made = 0;
  const system: System = {
    ...systemOf(config),
    async open({ createEngine }) {
      const registry = new ParameterRegistry(1);
      registry.parameter(new Graph(), 'w', [4, 4], { kind: 'zeros' });
      const optimiser = { beta1: 0.9, beta2: 0.98, epsilon: 1e-6, weightDecay: 0, clipNorm: 1 };
      createEngine(registry, { optimiser, groups: ['w'] });
      made = buffers();
      throw new Error('no examples');
    },
  };
  const opening = TrainingRun.open(gpu, system, { runId: 'a', config, corpus: {} as Corpus }, {} as RunHooks);
  await expect(opening).rejects.toThrow('no examples');
  expect([made > 0, buffers()]).toEqual([true, 0]);
});

it('refuses a system that opens other phases than it describes', async () => {
  const config = resolvePreset('bigram');
  const close = vi.fn();
  const open = { phases: [{ id: 'tally', steps: 40 }], engine: { destroy: async () => {} }, close };
  const system: System = { ...systemOf(config), open: async () => open as unknown as OpenSystem };
  const opening = TrainingRun.open({} as Gpu, system, { runId: 'a', config, corpus: {} as Corpus }, {} as RunHooks);
  await expect(opening).rejects.toThrow('describes the phases table (40 steps), but opens tally (40 steps)');
  expect(close).toHaveBeenCalledOnce();
});

it('is finished only when its last evaluation has succeeded', async () => {
  const config = resolvePreset<RunConfig & { table: { steps: number } }>('bigram', { table: { steps: 3 } });
  let fails = true;
  const system = scriptedSystem(systemOf(config), {
    device: new ScriptedDevice(),
    makeScript: (context) => ({
      ...genericScript(context),
      evaluate() {
        if (fails) throw new Error('no memory');
        return { entropy: 2 };
      },
    }),
    onKernels() {},
  });
  const onEvaluation = vi.fn();
  const hooks = { onSteps() {}, onEvaluation, onProgress() {} } as unknown as RunHooks;
  const corpus = generateBios({ people: 2, attributes: 4, sentencesPerDocument: 2, seed: 1 });
  const run = await TrainingRun.open({} as Gpu, system, { runId: 'a', config, corpus }, hooks);
  await run.advance();
  await run.advance();
  await expect(run.advance()).rejects.toThrow('no memory');
  expect([run.moment, run.finished]).toEqual([{ phase: 'table', step: 3 }, false]);
  fails = false;
  expect(await run.advance()).toBe(false);
  expect(run.finished).toBe(true);
  expect(onEvaluation.mock.calls).toEqual([[{ phase: 'table', step: 3, metrics: { entropy: 2 }, skipped: {} }]]);
});
