import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gpu } from '../gpu/device.ts';
import { sharedGpu } from '../gpu/testing/shared-gpu.ts';
import { type CompiledGraph, compile } from '../graph/compile.ts';
import { ParameterStore } from '../graph/parameters.ts';
import { languageModelDecoder } from '../models/language-model.ts';
import { parameterFeeds } from '../models/testing.ts';
import { beamSearch, candidatesOfBeams } from './beam-search.ts';
import type { Plans } from './engine.ts';
import { type GenerationPlans, Generator, generationPlans, type Rules } from './generation.ts';
import { referencePlans } from './testing/reference-plans.ts';
import { config, type LogitsAfter, promptOf, registry, uncached, whole, wholeFeeds } from './testing/uncached.ts';

const decoder = languageModelDecoder(registry, config);
const rules: Rules = { prefix: 0, end: 3, barred: [0, 7], maxTokens: 9 };
const prompts = [[4, 1, 9], [6]];

describe('generation with a cache on the GPU', () => {
  let gpu: Gpu;
  let store: ParameterStore;
  let plans: Plans;
  const made = new Map<string, Promise<CompiledGraph>>();
  const opened: GenerationPlans[] = [];
  beforeAll(async () => {
    gpu = await sharedGpu();
    const values = parameterFeeds(registry);
    store = new ParameterStore(
      gpu.device,
      registry.list().map((spec) => ({ ...spec, initial: values[spec.name]! })),
    );
    plans = {
      store,
      plan(name, make) {
        let plan = made.get(name);
        if (!plan) made.set(name, (plan = compile(gpu.device, gpu.pipelines, { ...make(), store })));
        return plan;
      },
    };
  });
  afterAll(async () => {
    for (const plan of made.values()) (await plan).destroy();
    for (const one of opened) one.destroy();
    store?.destroy();
  });

  const generatorOf = (name: string, rows: number, likeliest: number) => {
    opened.push(generationPlans(name, plans, gpu.device));
    return new Generator(decoder, opened.at(-1)!, rows, likeliest);
  };
  const texts = prompts.map(promptOf);
  const continued = async (generator: Generator, temperature: number, seed: number) => {
    await generator.encode(texts.map(({ given }) => given));
    return generator.continue(
      texts.map(({ newest }) => ({ ...newest, seed })),
      rules,
      temperature,
    );
  };

  it('gives the tokens of the uncached model and of float64, greedy and drawn, one text after another', async () => {
    const plan = await plans.plan('whole', () => ({ graph: whole.graph, outputs: { logits: whole.logits } }));
    const { vocabularySize: v } = config;
    const logitsAfter: LogitsAfter = async (text) => {
      const { ids, lengths } = wholeFeeds(text);
      plan.integers('ids').set(ids);
      plan.integers('lengths').set(lengths);
      return (await plan.run()).logits!.subarray((text.length - 1) * v, text.length * v);
    };
    const generator = generatorOf('two', 2, 3);
    for (const [temperature, seed] of [
      [0, 1],
      [1, 1],
      [2, 3],
    ] as const) {
      const found = await continued(generator, temperature, seed);
      const truth = await continued(
        new Generator(decoder, referencePlans(parameterFeeds(registry)), 2, 3),
        temperature,
        seed,
      );
      for (const [r, text] of found.entries()) {
        const expected = await uncached(logitsAfter, prompts[r]!, rules, temperature, seed);
        expect(text.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
        expect(text.map(({ id }) => id)).toEqual(truth[r]!.map(({ id }) => id));
        text.forEach(({ log, likeliest }, t) => {
          expect(Math.abs(log - expected[t]!.log)).toBeLessThan(2e-5);
          likeliest.forEach((token, n) => {
            expect(token.id).toBe(truth[r]![t]!.likeliest[n]!.id);
            expect(Math.abs(token.log - truth[r]![t]!.likeliest[n]!.log)).toBeLessThan(2e-5);
          });
        });
      }
    }
  });

  it('searches with beams as float64 does', async () => {
    for (const beams of [1, 3]) {
      const search = async (generator: Generator) => {
        const { given, newest } = promptOf([2, 1]);
        await generator.encode([given]);
        return beamSearch(generator, newest, { ...rules, maxTokens: 5 });
      };
      const found = await search(generatorOf(`beams ${beams}`, beams, candidatesOfBeams(beams)));
      const truth = await search(
        new Generator(decoder, referencePlans(parameterFeeds(registry)), beams, candidatesOfBeams(beams)),
      );
      expect(found.map(({ id }) => id)).toEqual(truth.map(({ id }) => id));
      found.forEach(({ log }, t) => {
        expect(Math.abs(log - truth[t]!.log)).toBeLessThan(2e-5);
      });
    }
  });

  it('takes one submit a token and one for the prompt; no buffer and no bind group is made', async () => {
    const generator = generatorOf('counted', 2, 3);
    await continued(generator, 1, 1);
    const counts = { submit: 0, createBuffer: 0, createBindGroup: 0 };
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
    count(gpu.device, 'createBindGroup');
    const endless = { ...rules, end: config.vocabularySize };
    await generator.encode(texts.map(({ given }) => given));
    const found = await generator.continue(
      texts.map(({ newest }) => ({ ...newest, seed: 5 })),
      endless,
      1,
    );
    expect(found.map((text) => text.length)).toEqual([9, 9]);
    expect(counts).toEqual({ submit: 10, createBuffer: 0, createBindGroup: 0 });
  });
});
