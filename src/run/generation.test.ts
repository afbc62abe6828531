import { describe, expect, it } from 'vitest';
import { languageModelDecoder } from '../models/language-model.ts';
import { parameterFeeds } from '../models/testing.ts';
import { beamSearch, candidatesOfBeams } from './beam-search.ts';
import { type GeneratedToken, Generator, type Rules } from './generation.ts';
import { referencePlans } from './testing/reference-plans.ts';
import { config, logitsInFloat64, promptOf, registry, uncached } from './testing/uncached.ts';

const decoder = languageModelDecoder(registry, config);
const rules: Rules = { prefix: 0, end: 3, barred: [0, 7], maxTokens: 9 };
const prompts = [[4, 1, 9], [6]];

const generatorOf = (rows: number, likeliest: number) =>
  new Generator(decoder, referencePlans(parameterFeeds(registry)), rows, likeliest);

async function continued(temperature: number, seed: number): Promise<GeneratedToken[][]> {
  const generator = generatorOf(2, 3);
  const texts = prompts.map(promptOf);
  await generator.encode(texts.map(({ given }) => given));
  return generator.continue(
    texts.map(({ newest }) => ({ ...newest, seed })),
    rules,
    temperature,
  );
}

describe('generation with a cache in float64', () => {
  it('gives the tokens and probabilities of the uncached model, greedy and drawn, to the end of each text', async () => {
    const lengths = new Set<number>();
    for (const [temperature, seed] of [
      [0, 1],
      [1, 1],
      [1, 2],
      [2, 3],
    ] as const) {
      const texts = await continued(temperature, seed);
      for (const [r, text] of texts.entries()) {
        const expected = await uncached(logitsInFloat64, prompts[r]!, rules, temperature, seed);
        expect(text.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
        text.forEach(({ log }, t) => {
          expect(log).toBeCloseTo(expected[t]!.log, 6);
        });
        lengths.add(text.length);
        for (const { id, log, likeliest } of text) {
          expect([0, 7]).not.toContain(id);
          expect(likeliest).toHaveLength(3);
          if (temperature === 0) expect(likeliest[0]).toEqual({ id, log });
        }
      }
    }
    // some texts end, and some are cut
    expect(lengths.has(9)).toBe(true);
    expect(lengths.size).toBeGreaterThan(2);
    expect(await continued(1, 1)).toEqual(await continued(1, 1));
    expect(await continued(1, 1)).not.toEqual(await continued(1, 2));
  });

  it('never chooses what is barred, and stops where the cache is full', async () => {
    const generator = generatorOf(1, 1);
    const barred = [0, 1, 2, 3, 4, 5, 6, 7, 8];
    const [text] = await generator.continue(
      [{ ...promptOf([6]).newest, seed: 4 }],
      { ...rules, barred, maxTokens: 99 },
      5,
    );
    expect(text).toHaveLength(config.maxLength);
    expect(new Set(text!.map(({ id }) => id))).toEqual(new Set([9, 10]));
  });

  it('says so if there is nothing to choose', async () => {
    const all = { ...rules, barred: Array.from({ length: config.vocabularySize }, (_, id) => id) };
    await expect(generatorOf(1, 1).continue([{ ...promptOf([6]).newest, seed: 4 }], all, 0)).rejects.toThrow(/no next/);
  });
});

describe('beam search', () => {
  // three tokens and the end
  const few: Rules = { prefix: 0, end: 3, barred: [0, 5, 6, 7, 8, 9, 10], maxTokens: 3 };
  const search = async (prompt: number[], beams: number, within = few) => {
    const generator = generatorOf(beams, candidatesOfBeams(beams));
    const { given, newest } = promptOf(prompt);
    await generator.encode([given]);
    return beamSearch(generator, newest, within);
  };
  const idsOf = (tokens: { id: number }[]) => tokens.map(({ id }) => id);
  const scoreOf = (tokens: { log: number }[]) => tokens.reduce((sum, { log }) => sum + log, 0);

  /** Every text that ends, or has three tokens, with its log-probability by the uncached model. */
  const everyText = async (
    prompt: number[],
    within = few,
    begun: { id: number; log: number }[] = [],
  ): Promise<(typeof begun)[]> => {
    if (begun.at(-1)?.id === within.end || begun.length === few.maxTokens) return [begun];
    const logits = await logitsInFloat64([...prompt, ...idsOf(begun)]);
    const allowed = [1, 2, 3, 4];
    const total = Math.log(allowed.reduce((sum, id) => sum + Math.exp(logits[id]!), 0));
    const next = allowed.map((id) => ({ id, log: logits[id]! - total }));
    return (await Promise.all(next.map((token) => everyText(prompt, within, [...begun, token])))).flat();
  };
  const likeliest = (texts: Awaited<ReturnType<typeof everyText>>) =>
    texts.reduce((a, b) => (scoreOf(b) > scoreOf(a) ? b : a));

  it('with as many beams as there are texts finds the likeliest of all', async () => {
    const endless = { ...few, end: config.vocabularySize };
    for (const [prompt, within, count] of [
      // 1 + 3 + 9 · 4 texts
      [[6, 2], few, 40],
      [[2, 1], few, 40],
      [[2, 1], endless, 64],
      [[5, 10], endless, 64],
    ] as const) {
      const all = await everyText([...prompt], within);
      expect(all).toHaveLength(count);
      expect(all.reduce((sum, text) => sum + Math.exp(scoreOf(text)), 0)).toBeCloseTo(1, 12);
      const best = likeliest(all);
      const found = await search([...prompt], 27, within);
      expect(idsOf(found)).toEqual(idsOf(best));
      expect(scoreOf(found)).toBeCloseTo(scoreOf(best), 5);
    }
  });

  it('with two beams finds a text that the greedy one misses', async () => {
    // after 2 1 the end is the second choice, and all that follows the first one is unlikely
    const greedy = await uncached(logitsInFloat64, [2, 1], few, 0, 0);
    expect(scoreOf(greedy)).toBeLessThan(-2);
    const found = await search([2, 1], 2);
    expect(scoreOf(found)).toBeGreaterThan(-1);
    expect(idsOf(found)).toEqual(idsOf(likeliest(await everyText([2, 1]))));
  });

  it('with one beam is greedy', async () => {
    for (const prompt of [
      [6, 2],
      [2, 1],
      [5, 10],
    ]) {
      const greedy = await uncached(logitsInFloat64, prompt, few, 0, 0);
      expect(idsOf(await search(prompt, 1))).toEqual(idsOf(greedy));
    }
  });
});
