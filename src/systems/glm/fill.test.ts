import { describe, expect, it } from 'vitest';
import { maskWords } from '../../graph/ops/attention-mask.ts';
import { runReference } from '../../graph/reference.ts';
import { allowBlankFilling, glmGraph } from '../../models/glm.ts';
import { ParameterRegistry } from '../../models/registry.ts';
import { parameterFeeds } from '../../models/testing.ts';
import { tinyGlm } from '../../models/testing-glm.ts';
import { referencePlans } from '../../run/testing/reference-plans.ts';
import { trainTokenizer } from '../../text/tokenizer/tokenizer.ts';
import { resolvePreset } from '../presets.ts';
import { BlankFiller } from './fill.ts';
import type { FillQuery } from './probes.ts';
import type { GlmRunConfig } from './settings.ts';
import { glmVocabulary } from './vocabulary.ts';

const tokenizer = trainTokenizer(['a b c d e f'], { kind: 'word', vocabularySize: 64 });
const vocabulary = glmVocabulary(tokenizer, false);
const registry = new ParameterRegistry(4);
const model = { ...tinyGlm, vocabularySize: vocabulary.size, maxLength: 12 };
const config = resolvePreset<GlmRunConfig>('glm-smoke', {});
// declares the parameters
glmGraph(registry, model, { rows: 1, length: 1, predictions: 1 });
const parameters = parameterFeeds(registry);
const filler = new BlankFiller({
  config,
  model,
  registry,
  vocabulary,
  tokenizer,
  plansFor: () => referencePlans(parameters),
});

const query: FillQuery = {
  ...{ text: 'a ___ c ___ ___ f', decoding: 'greedy', temperature: 1, beams: 3, seed: 1, maxTokens: 4 },
};
/** Part A: the places of the blanks' masks. */
const places = [2, 4, 5];
const idOf = (piece: string) =>
  Array.from({ length: vocabulary.size }, (_, id) => id).find((id) => vocabulary.piece(id) === piece)!;
const partA = ['[CLS]', 'a', '[MASK]', 'c', '[MASK]', '[MASK]', 'f'].map(idOf);
const letters = ['a', 'b', 'c', 'd', 'e', 'f', '[eop]'];

/** p(token | Part A, the spans so far) among the tokens that may be written, by the whole model without a cache. `spans`: the last one is not ended. */
function uncached(spans: string[][]): Map<string, number> {
  const ids = [...partA];
  const first = partA.map((_, i) => i);
  const second = partA.map(() => 0);
  spans.forEach((span, i) => {
    ['[sop]', ...span].forEach((piece, k) => {
      ids.push(idOf(piece));
      first.push(places[i]!);
      second.push(k + 1);
    });
  });
  const { length } = ids;
  const mask = new Uint32Array(length * maskWords(length));
  allowBlankFilling(mask, length, 0, { partA: partA.length, start: 0, end: length });
  const { graph, logits } = glmGraph(registry, model, { rows: 1, length, predictions: 1 });
  const feeds = { ids, first, second, mask, at: [length - 1], targets: [0], weights: [1], ...parameters };
  const row = runReference(graph, feeds).value(logits).data;
  const weights = letters.map((letter) => Math.exp(row[idOf(letter)]!));
  const total = weights.reduce((a, b) => a + b, 0);
  return new Map(letters.map((letter, i) => [letter, weights[i]! / total]));
}

const textOf = (steps: { token: string }[]) => steps.map(({ token }) => token).filter((token) => token !== '[eop]');

describe('filling blanks', () => {
  it('gives each token its probability given the text and what was written before, with the likeliest others', async () => {
    let ended = 0;
    let cut = 0;
    for (const asked of [
      query,
      { ...query, decoding: 'sample', seed: 2 } as const,
      { ...query, decoding: 'sample', seed: 3, temperature: 3 } as const,
      { ...query, decoding: 'beam' } as const,
      { ...query, maxTokens: 1 },
    ]) {
      const { blanks, pieces, tokensPerSecond } = await filler.fill(asked);
      expect(pieces).toEqual(['a ', { blank: 0 }, ' c ', { blank: 1 }, ' ', { blank: 2 }, ' f']);
      expect(tokensPerSecond).toBeGreaterThan(0);
      const spans: string[][] = [];
      for (const { steps, text } of blanks) {
        spans.push([]);
        for (const { token, probability, others } of steps) {
          const truth = uncached(spans);
          expect(probability).toBeCloseTo(truth.get(token)!, 5);
          const best = [...truth].sort((a, b) => b[1] - a[1]).filter(([letter]) => letter !== token);
          expect(others.map((other) => other.token)).toEqual(best.slice(0, 5).map(([letter]) => letter));
          if (asked.decoding === 'greedy') expect(probability).toBeGreaterThan(others[0]!.probability);
          if (token !== '[eop]') spans.at(-1)!.push(token);
        }
        expect(text).toBe(textOf(steps).join(' '));
        if (steps.at(-1)!.token === '[eop]') ended++;
        else {
          cut++;
          expect(steps).toHaveLength(asked.maxTokens);
        }
      }
    }
    expect(Math.min(ended, cut)).toBeGreaterThan(0);
  });

  it('draws the same for a seed, and with one beam writes what is likeliest', async () => {
    const drawn = async (seed: number) =>
      (await filler.fill({ ...query, decoding: 'sample', temperature: 2, seed })).blanks;
    expect(await drawn(5)).toEqual(await drawn(5));
    expect(await drawn(5)).not.toEqual(await drawn(6));
    const texts = async (asked: FillQuery) => (await filler.fill(asked)).blanks.map(({ text }) => text);
    expect(await texts({ ...query, decoding: 'beam', beams: 1 })).toEqual(await texts(query));
  });

  it('says what is wrong with a question', async () => {
    for (const [wrong, message] of [
      [{ text: 'a b' }, /no blank/],
      [{ text: `a ___ ${'b '.repeat(11)}` }, /14 tokens; this model reads 12/],
      [{ text: '___ '.repeat(11), maxTokens: 12 }, /too long/],
      [{ maxTokens: 0 }, /1 to 12/],
      [{ decoding: 'beam', beams: 0.5 }, /integer from 1/],
      [{ decoding: 'sample', temperature: 0 }, /above 0/],
    ] as const) {
      await expect(filler.fill({ ...query, ...wrong })).rejects.toThrow(message);
    }
    const causal = { ...config, glm: { ...config.glm, objective: 'causal' as const } };
    const other = new BlankFiller({
      config: causal,
      model,
      registry,
      vocabulary,
      tokenizer,
      plansFor: () => referencePlans(parameters),
    });
    await expect(other.fill(query)).rejects.toThrow(/causal/);
  });
});
