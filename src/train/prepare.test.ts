import { describe, expect, it } from 'vitest';
import { generateBios } from '../text/bios.ts';
import type { Corpus } from '../text/corpus.ts';
import { maskableSpans } from '../text/masking.ts';
import { defaultConfig, type RunConfig } from './config.ts';
import { prepareCorpus } from './prepare.ts';

const recurring: RunConfig = { ...defaultConfig, masking: { ...defaultConfig.masking, recurring: true } };

const corpus = (texts: string[]): Corpus => ({
  manifest: {
    id: 'test',
    title: 'Test',
    licence: 'CC0-1.0',
    source: 'test',
    documents: texts.length,
    questions: 0,
    language: 'en',
  },
  documents: texts.map((text, i) => ({ id: `d${i}`, title: `Title ${i}`, text })),
  questions: [],
});

const told = corpus([
  'Marie Curie was born in Warsaw in 1867.',
  'The young Marie Curie left Warsaw for Paris.',
  'Bergen is in Norway.',
]);

describe('prepareCorpus', () => {
  it('masks any name, or with masking.recurring those that another block holds beside another of the sentence', async () => {
    const maskable = async (config: RunConfig) => {
      const { sentences } = await prepareCorpus(told, config);
      return sentences.map((sentence) => maskableSpans(sentence, 4).length);
    };
    expect(await maskable(defaultConfig)).toEqual([3, 3, 2]);
    expect(await maskable(recurring)).toEqual([2, 2, 0]);
  });

  it('leaves what is salient to be shown, and counts the sentences that drop out', async () => {
    const { sentences, training, skipped } = await prepareCorpus(told, recurring);
    expect(sentences[0]!.spans).toHaveLength(3);
    expect(training).toEqual([0, 1]);
    expect(skipped).toEqual({ 'sentence without a recurring span': 1 });
  });

  it('masks any name where hardly a fact recurs, and says so', async () => {
    const bios = generateBios({ people: 3, attributes: 3, seed: 1 });
    const { training, heldOut, sentences, skipped } = await prepareCorpus(bios, recurring);
    expect(training.length + heldOut.length).toBe(sentences.length);
    expect(skipped).toEqual({ 'sentence masked at any name, for want of facts that recur': sentences.length });
  });
});
