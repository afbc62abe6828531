/** Generation without a cache, for comparison: the whole text is computed again for each token, and the token is chosen in float64. */
import { Graph } from '../../graph/graph.ts';
import { maskWords } from '../../graph/ops/attention-mask.ts';
import { chooseToken } from '../../graph/ops/choose-token.ts';
import { runReference } from '../../graph/reference.ts';
import { type LanguageModelConfig, languageModelGraph } from '../../models/language-model.ts';
import { ParameterRegistry } from '../../models/registry.ts';
import { parameterFeeds, tiniestLanguageModel } from '../../models/testing.ts';
import type { GivenTokens, RatedToken, Rules } from '../generation.ts';

export const config: LanguageModelConfig = { ...tiniestLanguageModel, maxLength: 14 };
export const registry = new ParameterRegistry(5);
export const whole = languageModelGraph(registry, config, 1, config.maxLength);

/** The logits (V) after a text. */
export type LogitsAfter = (text: readonly number[]) => Promise<ArrayLike<number>>;

/** What the plan of `whole` reads beside the parameters. */
export function wholeFeeds(text: readonly number[]) {
  const { maxLength: t, vocabularySize: v } = config;
  return {
    ids: Uint32Array.from({ length: t }, (_, i) => text[i] ?? 0),
    lengths: Uint32Array.of(text.length),
    targets: new Uint32Array(t).fill(v),
    weights: new Float32Array(t),
  };
}

export const logitsInFloat64: LogitsAfter = async (text) => {
  const { vocabularySize: v } = config;
  const run = runReference(whole.graph, { ...wholeFeeds(text), ...parameterFeeds(registry) });
  return run.value(whole.logits).data.subarray((text.length - 1) * v, text.length * v);
};

/** Continues a text until it ends. */
export async function uncached(
  logitsAfter: LogitsAfter,
  prompt: readonly number[],
  { end, barred, maxTokens }: Rules,
  temperature: number,
  seed: number,
): Promise<RatedToken[]> {
  const { vocabularySize: v } = config;
  const bits = new Uint32Array(maskWords(v));
  for (const id of barred) bits[id >>> 5]! |= 1 << (id & 31);
  const graph = new Graph();
  const chosen = chooseToken(graph, graph.input('logits', [1, v]), graph.input('barred', [maskWords(v)], 'u32'), {
    temperature: graph.input('temperature', [1]),
    draws: graph.input('draws', [1, 2], 'u32'),
  });
  const generated: RatedToken[] = [];
  while (generated.length < maxTokens && generated.at(-1)?.id !== end) {
    const text = [...prompt, ...generated.map(({ id }) => id)];
    const logits = await logitsAfter(text);
    const draws = [seed, text.length - 1];
    const run = runReference(graph, { logits, barred: bits, temperature: [temperature], draws });
    generated.push({ id: run.value(chosen.tokens).data[0]!, log: run.value(chosen.logs).data[0]! });
  }
  return generated;
}

/** All tokens of a prompt but the last, to be put into the cache, and the last, after which it is continued. */
export function promptOf(prompt: readonly number[]) {
  const given: GivenTokens = { ids: prompt.slice(0, -1), start: 0, positions: [prompt.slice(0, -1).map((_, t) => t)] };
  const place = prompt.length - 1;
  return { given, newest: { id: prompt.at(-1)!, place, positions: [place] } };
}
