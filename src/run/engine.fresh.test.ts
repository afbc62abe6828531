import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Gpu } from '../gpu/device.ts';
import { compile } from '../graph/compile.ts';
import { Graph } from '../graph/graph.ts';
import { ParameterRegistry } from '../models/registry.ts';
import { Engine } from './engine.ts';
import type { Phase } from './system.ts';

vi.mock('../graph/compile.ts', () => ({ compile: vi.fn(async () => ({})) }));

const optimiser = { beta1: 0.9, beta2: 0.98, epsilon: 1e-6, weightDecay: 0, clipNorm: 1 };

function newEngine(groups: string[], pipelines = { requested: 0, made: 0 }): Engine {
  const buffer = { getMappedRange: () => new ArrayBuffer(4096), unmap() {} };
  const limits = { maxBufferSize: 1e9, maxStorageBufferBindingSize: 1e9 };
  const device = { createBuffer: () => buffer, limits, queue: { writeBuffer() {} } };
  const registry = new ParameterRegistry(1);
  registry.parameter(new Graph(), 'table.w', [4], { kind: 'zeros' });
  const settings = { halfPrecision: false, timed: false, onChange() {} };
  return new Engine({ device, software: true, pipelines } as unknown as Gpu, registry, { optimiser, groups }, settings);
}

/** A phase that trains `table.` and reads nothing back. */
function newPhase(): Phase {
  const graph = new Graph();
  const loss = graph.input('x', [1]);
  const program = () => ({ graph, outputs: {}, loss });
  return { id: 'count', steps: 1, program, rates: () => ({ 'table.': 1 }), draw: async () => 0, fill() {} };
}

describe('the plan of a phase', () => {
  beforeEach(() => void vi.stubGlobal('GPUBufferUsage', {}));

  it('reads the loss back, whether or not the program says so', async () => {
    const phase = newPhase();
    await newEngine(['table.']).training(phase, 0);
    expect(vi.mocked(compile).mock.lastCall![2]).toMatchObject({
      outputs: { loss: phase.program(0).loss },
      trainable: ['table.'],
    });
  });

  it.each([[[]], [['tables.']], [['reader.', 'tab']]])(
    'is refused where the groups %j lack that of a rate',
    (groups) => {
      expect(() => newEngine(groups).training(newPhase(), 0)).toThrow(
        expect.objectContaining({ code: 'bad-model', message: expect.stringContaining('learning rate for “table.”') }),
      );
    },
  );

  it('is prepared with word of how many of its own pipelines are made', async () => {
    const pipelines = { requested: 5, made: 4 };
    vi.mocked(compile).mockImplementationOnce(async () => {
      pipelines.requested += 3;
      await new Promise((resolve) => setTimeout(resolve, 150));
      pipelines.made += 2;
      await new Promise((resolve) => setTimeout(resolve, 150));
      return {} as never;
    });
    const told: number[][] = [];
    await newEngine(['table.'], pipelines).prepare(newPhase(), (made, requested) => void told.push([made, requested]));
    expect(told[0]).toEqual([0, 3]);
    expect(told.at(-1)).toEqual([2, 3]);
  });

  it('is no longer waited for when the one who is told throws', async () => {
    vi.mocked(compile).mockImplementationOnce(() => new Promise(() => {}));
    const preparing = newEngine(['table.']).prepare(newPhase(), () => {
      throw new Error('another run was opened');
    });
    await expect(preparing).rejects.toThrow('another run was opened');
  });
});
