import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gpu } from '../gpu/device.ts';
import { sharedGpu } from '../gpu/testing/shared-gpu.ts';
import { type CompiledGraph, compile } from '../graph/compile.ts';
import { ParameterStore } from '../graph/parameters.ts';
import { StateStore } from '../graph/state.ts';
import { Prng } from '../util/prng.ts';
import { encodingGraph } from './generation.ts';
import { type LanguageModelConfig, languageModelDecoder, languageModelGraph } from './language-model.ts';
import { ParameterRegistry } from './registry.ts';
import { tinyLanguageModel } from './testing.ts';

const config: LanguageModelConfig = { ...tinyLanguageModel, maxLength: 40 };
const v = config.vocabularySize;
const rows = 3;
const length = config.maxLength;
/** The prompts differ in length; the longest fills the prompt's plan. */
const prompts = [5, 1, 3];

describe('generation with a key/value cache on the GPU', () => {
  let gpu: Gpu;
  let store: ParameterStore;
  const registry = new ParameterRegistry(2);
  const whole = languageModelGraph(registry, config, rows, length);
  const ids = Uint32Array.from({ length: rows * length }, (_, i) => 1 + new Prng(i).int(v - 1));
  let expected: Float32Array;
  beforeAll(async () => {
    gpu = await sharedGpu();
    store = new ParameterStore(gpu.device, registry.list());
    const compiled = await compile(gpu.device, gpu.pipelines, {
      graph: whole.graph,
      store,
      outputs: { logits: whole.logits },
    });
    compiled.integers('ids').set(ids);
    compiled.integers('lengths').fill(length);
    expected = (await compiled.run()).logits!;
    compiled.destroy();
  });
  afterAll(() => {
    store?.destroy();
  });

  const plan = async (states: StateStore, tokens: number): Promise<CompiledGraph> => {
    const { graph, logits } = encodingGraph(languageModelDecoder(registry, config), rows, tokens);
    return compile(gpu.device, gpu.pipelines, { graph, store, states, outputs: { logits } });
  };

  /** Feeds `counts` tokens of each row, from `starts` on, and compares their logits with those of the uncached model. */
  const advance = async (compiled: CompiledGraph, starts: number[], counts: number[]) => {
    const tokens = compiled.integers('ids').length / rows;
    compiled.integers('ids').fill(0);
    compiled.integers('starts').set(starts);
    for (let r = 0; r < rows; r++) {
      for (let t = 0; t < counts[r]!; t++) {
        compiled.integers('ids')[r * tokens + t] = ids[r * length + starts[r]! + t]!;
        compiled.integers('positions')[r * tokens + t] = starts[r]! + t;
      }
    }
    const { logits } = await compiled.run();
    for (let r = 0; r < rows; r++) {
      for (let t = 0; t < counts[r]!; t++) {
        for (let c = 0; c < v; c++) {
          const value = logits![(r * tokens + t) * v + c]!;
          const truth = expected[(r * length + starts[r]! + t) * v + c]!;
          expect(Math.abs(value - truth), `row ${r}, token ${starts[r]! + t}`).toBeLessThan(2e-5);
        }
      }
    }
  };

  it('gives the logits of the uncached model, token for token', async () => {
    const states = new StateStore(gpu.device);
    const prompt = await plan(states, 5);
    const next = await plan(states, 1);
    for (let text = 0; text < 2; text++) {
      await advance(prompt, [0, 0, 0], prompts);
      const starts = [...prompts];
      for (let t = 0; t < 30; t++) {
        await advance(next, starts, [1, 1, 1]);
        for (let r = 0; r < rows; r++) starts[r]!++;
      }
      // the second text must not see the first
      if (text === 0) states.clear();
    }
    prompt.destroy();
    next.destroy();
    states.destroy();
  });

  it('takes one submit a token, and no new buffer', async () => {
    const states = new StateStore(gpu.device);
    const next = await plan(states, 1);
    await advance(next, [0, 0, 0], [1, 1, 1]);
    const counts = { submit: 0, createBuffer: 0 };
    const count = <K extends keyof typeof counts>(object: Record<K, (...args: never[]) => unknown>, name: K) => {
      const original = object[name].bind(object) as (...args: never[]) => unknown;
      Object.defineProperty(object, name, {
        configurable: true,
        value: (...args: never[]) => {
          counts[name]++;
          return original(...args);
        },
      });
    };
    count(gpu.device.queue, 'submit');
    count(gpu.device, 'createBuffer');
    for (let t = 1; t < 6; t++) await advance(next, [t, t, t], [1, 1, 1]);
    expect(counts).toEqual({ submit: 5, createBuffer: 0 });
    next.destroy();
    states.destroy();
  });

  it('needs a store for its states', async () => {
    const { graph, logits } = encodingGraph(languageModelDecoder(registry, config), rows, 1);
    await expect(compile(gpu.device, gpu.pipelines, { graph, store, outputs: { logits } })).rejects.toThrow(/states/);
  });
});
