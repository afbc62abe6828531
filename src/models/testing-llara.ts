/** A tiny LLaRA and its inputs for tests. Everything is deterministic. */
import { elementsOf, type Graph } from '../graph/graph.ts';
import { Prng } from '../util/prng.ts';
import { barredScore, type LlaraConfig } from './llara.ts';
import { type PromptSettings, promptIds, promptLength, promptTokens } from './llara-prompt.ts';
import {
  bagTargets,
  type JointArrays,
  type TextArrays,
  writeJointRows,
  writeTargets,
  writeTextRows,
} from './llara-rows.ts';
import { tiniestLanguageModel } from './testing.ts';

/** Ids below this one are words of the texts; 0 is padding. */
export const tinyWords = 12;

export function tinyLlara(prompt: PromptSettings): LlaraConfig & { prompts: ReturnType<typeof promptTokens> } {
  return {
    lm: { ...tiniestLanguageModel, vocabularySize: tinyWords + promptIds(prompt), maxLength: 4 + promptLength(prompt) },
    prompt,
    prompts: promptTokens(prompt, tinyWords),
  };
}

export const paperPrompt: PromptSettings = { kind: 'paper', words: 1, slots: 1 };
export const releasePrompt: PromptSettings = { kind: 'release', words: 2, slots: 2 };

/** Texts of 1 to 4 words. */
export function tinyTexts(count: number, seed: number): number[][] {
  const prng = new Prng(seed);
  return Array.from({ length: count }, (_, i) =>
    Array.from({ length: 1 + ((i + 2) % 4) }, () => 1 + prng.int(tinyWords - 1)),
  );
}

type Feeds = Record<string, Float32Array | Uint32Array>;

/** Zeros for every input of a graph. */
export function zeroFeeds(graph: Graph): Feeds {
  return Object.fromEntries(
    Array.from(graph.inputs, ([name, { shape, dtype }]) => [
      name,
      dtype === 'u32' ? new Uint32Array(elementsOf(shape)) : new Float32Array(elementsOf(shape)),
    ]),
  );
}

/** Inputs of `jointGraph`: the second text has no next sentence; the language model predicts the second token of some texts. */
export function jointFeeds(graph: Graph, config: ReturnType<typeof tinyLlara>, texts: number[][]): Feeds {
  const feeds = zeroFeeds(graph);
  const { lm, prompts } = config;
  const [rows, length] = graph.inputs.get('ids')!.shape as [number, number];
  const lmTargets = feeds['lm.targets'];
  const predicted = lmTargets
    ? texts.flatMap((text, r) => (text.length > 1 ? [r] : [])).slice(0, lmTargets.length)
    : [];
  writeJointRows(
    feeds as unknown as JointArrays,
    texts,
    prompts,
    length,
    predicted.map((r) => r * length),
  );
  const nothing = new Set<number>();
  writeTargets(
    feeds['self.targets'] as Uint32Array,
    feeds['self.weights'] as Float32Array,
    texts.map((text) => bagTargets(text, nothing)),
    lm.vocabularySize,
  );
  writeTargets(
    feeds['next.targets'] as Uint32Array,
    feeds['next.weights'] as Float32Array,
    texts.map((_, r) => (r === 1 ? [] : bagTargets(texts[(r + 1) % rows]!, nothing))),
    lm.vocabularySize,
  );
  if (lmTargets) {
    lmTargets.fill(lm.vocabularySize);
    predicted.forEach((r, i) => {
      lmTargets[i] = texts[r]![1]!;
      feeds['lm.weights']![i] = 1 / predicted.length;
    });
    feeds['weight.lm']![0] = 0.5;
  }
  feeds['weight.self']![0] = 1;
  feeds['weight.next']![0] = 0.7;
  return feeds;
}

/** Inputs of `embedTexts`. */
export function textFeeds(
  feeds: Feeds,
  name: string,
  config: ReturnType<typeof tinyLlara>,
  texts: number[][],
  side: 'self' | 'next',
): void {
  const arrays = { ids: feeds[`${name}.ids`], lengths: feeds[`${name}.lengths`], slots: feeds[`${name}.slots`] };
  writeTextRows(arrays as unknown as TextArrays, texts, config.prompts, side);
}

/** Inputs of `contrastGraph`: query b's target is passage b; the first query bars the last passage. */
export function contrastFeeds(graph: Graph, config: ReturnType<typeof tinyLlara>, seed: number): Feeds {
  const feeds = zeroFeeds(graph);
  const batch = feeds['query.lengths']!.length;
  const passages = feeds['passage.lengths']!.length;
  textFeeds(feeds, 'query', config, tinyTexts(batch, seed), 'next');
  textFeeds(feeds, 'passage', config, tinyTexts(passages, seed + 1), 'self');
  feeds.barred![passages - 1] = 1;
  feeds.barredScore!.fill(barredScore);
  feeds.targets!.set(Array.from({ length: batch }, (_, b) => b));
  feeds.weights!.fill(1 / batch);
  return feeds;
}
