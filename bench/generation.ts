/** `generation`: how fast texts are continued with the key/value cache and without, in turns. Both must give the same tokens. */
import type { Gpu } from '../src/gpu/device.ts';
import { type CompiledGraph, compile, integersOf } from '../src/graph/compile.ts';
import { Graph, type Tensor } from '../src/graph/graph.ts';
import { KernelChoices } from '../src/graph/kernel-choices.ts';
import { maskWords } from '../src/graph/ops/attention-mask.ts';
import { likeliestTokens } from '../src/graph/ops/choose-token.ts';
import { innerProduct } from '../src/graph/ops/inner-product.ts';
import { ParameterStore } from '../src/graph/parameters.ts';
import type { Decoder } from '../src/models/generation.ts';
import { allowBlankFilling, type GlmConfig, glmDecoder, glmStates } from '../src/models/glm.ts';
import { type LanguageModelConfig, languageModelDecoder, languageModelStates } from '../src/models/language-model.ts';
import { ParameterRegistry } from '../src/models/registry.ts';
import type { Plans } from '../src/run/engine.ts';
import { Generator, generationPlans } from '../src/run/generation.ts';
import { Prng } from '../src/util/prng.ts';
import type { GpuCounters } from './counters.ts';
import { Deadline, fewestRounds } from './limits.ts';
import { median } from './measure.ts';
import type { Counts, GenerationReport } from './report.ts';

/** Tokens that are given, and of the whole text. */
const given = 16;
const textLength = 128;
/** Texts without a cache are padded to a multiple of this, as given tokens are with it. */
const padding = 16;
const wantedRounds = 5;
/** The widths of the presets `llara` and `glm`; the tables of positions reach to the end of the text. */
const sizes = { vocabularySize: 316, maxLength: textLength, width: 64, layers: 2, heads: 4 };

interface Model {
  name: string;
  decoder: Decoder;
  /** Tokens at the beginning that see each other. */
  prefix: number;
  /** Positions of token t of the text, a number for each of the decoder's. */
  positionsOf(t: number): number[];
  /** Without a cache: the state after the last token of a text of up to T tokens, (1, d), and the embeddings. */
  whole(graph: Graph, length: number): { states: Tensor; tokens: Tensor };
}

function languageModel(registry: ParameterRegistry): Model {
  const config: LanguageModelConfig = { ...sizes, initialStd: 0.02 };
  return {
    name: 'language model',
    decoder: languageModelDecoder(registry, config),
    prefix: 0,
    positionsOf: (t) => [t],
    whole(graph, length) {
      const ids = graph.input('ids', [1, length], 'u32');
      const lengths = graph.input('lengths', [1], 'u32');
      const only = graph.input('at', [1], 'u32');
      return languageModelStates({ graph, registry, prefix: 'lm.' }, config, ids, { lengths }, { only });
    },
  };
}

/** The given tokens but the last are Part A; the last begins a span whose mask stands at 1. */
function glm(registry: ParameterRegistry): Model {
  const config: GlmConfig = { ...sizes, initialStd: 0.08, initialPositions: 'sinusoids', secondPositions: true };
  const partA = given - 1;
  return {
    name: 'GLM',
    decoder: glmDecoder(registry, config, textLength),
    prefix: partA,
    positionsOf: (t) => (t < partA ? [t, 0] : [1, t - partA + 1]),
    whole(graph, length) {
      const input = (name: string) => graph.input(name, [1, length], 'u32');
      const read = { ids: input('ids'), first: input('first'), second: input('second') };
      const mask = graph.input('mask', [1, length, maskWords(length)], 'u32');
      const only = graph.input('at', [1], 'u32');
      return glmStates({ graph, registry, prefix: 'glm.' }, config, read, { mask }, only);
    },
  };
}

/** Continues the given tokens to the end of the text, greedily. */
type Continue = (tokens: readonly number[]) => Promise<number[]>;

function cached({ decoder, prefix, positionsOf }: Model, generator: Generator): Continue {
  return async (tokens) => {
    const place = tokens.length - 1;
    const before = tokens.slice(0, place);
    const positions = decoder.positions.map((_, i) => before.map((_, t) => positionsOf(t)[i]!));
    await generator.encode([{ ids: before, start: 0, positions }], prefix);
    const newest = { id: tokens[place]!, place, positions: positionsOf(place), seed: 0 };
    const maxTokens = textLength - tokens.length;
    // no token ends a text
    const rules = { prefix, end: decoder.vocabularySize, barred: [0], maxTokens };
    return (await generator.continue([newest], rules, 0))[0]!.map(({ id }) => id);
  };
}

function uncached({ decoder, prefix, positionsOf, whole }: Model, plans: Plans): Continue {
  const planOf = (length: number): Promise<CompiledGraph> =>
    plans.plan(`${length} tokens`, () => {
      const graph = new Graph();
      const { states, tokens } = whole(graph, length);
      const logits = innerProduct(graph, states, tokens); // (1, V)
      const barred = graph.input('barred', [maskWords(decoder.vocabularySize)], 'u32');
      return { graph, outputs: { ids: likeliestTokens(graph, logits, barred, 1).tokens } };
    });
  return async (tokens) => {
    const text = [...tokens];
    while (text.length < textLength) {
      const length = Math.ceil(text.length / padding) * padding;
      const plan = await planOf(length);
      plan.integers('ids').fill(0).set(text);
      plan.integers('at')[0] = text.length - 1;
      plan.integers('barred').fill(0)[0] = 1;
      if (decoder.hasPrefix) {
        decoder.positions.forEach(({ name }, i) => {
          plan.integers(name).set(text.map((_, t) => positionsOf(t)[i]!));
        });
        const mask = plan.integers('mask').fill(0);
        allowBlankFilling(mask, length, 0, { partA: prefix, start: 0, end: text.length });
      } else {
        plan.integers('lengths')[0] = text.length;
      }
      text.push(integersOf((await plan.run()).ids!)[0]!);
    }
    return text.slice(tokens.length);
  };
}

interface Lane {
  model: string;
  cache: boolean;
  run: Continue;
  rates: number[];
  counts?: Counts;
}

/** Throws if a model continues a text in another way with the cache than without. */
export async function generationCase(gpu: Gpu, counters: GpuCounters): Promise<GenerationReport[]> {
  const deadline = new Deadline('generation');
  const prng = new Prng(7);
  const prompt = Array.from({ length: given }, () => 1 + prng.int(sizes.vocabularySize - 1));
  const lanes: Lane[] = [];
  const ends: (() => Promise<void>)[] = [];
  for (const make of [languageModel, glm]) {
    const registry = new ParameterRegistry(1);
    const model = make(registry);
    // declares the parameters
    model.whole(new Graph(), padding);
    const store = new ParameterStore(gpu.device, registry.list());
    const kernels = new KernelChoices(gpu);
    const made = new Map<string, Promise<CompiledGraph>>();
    const plans: Plans = {
      store,
      plan(name, request) {
        let plan = made.get(name);
        if (!plan) made.set(name, (plan = compile(gpu.device, gpu.pipelines, { ...request(), store, kernels })));
        return plan;
      },
    };
    const generator = new Generator(model.decoder, generationPlans('cached', plans, gpu.device), 1, 1);
    const two = [cached(model, generator), uncached(model, plans)] as const;
    const [first, second] = [await two[0](prompt), await two[1](prompt)];
    if (first.join() !== second.join()) {
      throw new Error(`unfair: ${model.name} writes ${first.join(' ')} with the cache and ${second.join(' ')} without`);
    }
    lanes.push(...two.map((run, i): Lane => ({ model: model.name, cache: i === 0, run, rates: [] })));
    ends.push(async () => {
      generator.destroy();
      for (const plan of made.values()) (await plan).destroy();
      store.destroy();
    });
  }
  const tokens = textLength - given;
  for (let round = 0, roundMs = 0; round < wantedRounds; round++) {
    if (round >= fewestRounds && roundMs > deadline.leftMs) break;
    const begin = performance.now();
    for (const lane of lanes) {
      counters.reset();
      const start = performance.now();
      await lane.run(prompt);
      lane.rates.push((1000 * tokens) / (performance.now() - start));
      lane.counts = counters.perStep(tokens);
    }
    roundMs = performance.now() - begin;
  }
  for (const end of ends) await end();
  return lanes.map(({ model, cache, rates, counts }) => ({
    ...{ model, cache, given, length: textLength },
    tokensPerSecond: median(rates),
    range: [Math.min(...rates), Math.max(...rates)],
    ...counts!,
  }));
}
