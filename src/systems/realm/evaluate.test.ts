import { describe, expect, it } from 'vitest';
import { prepareCorpus } from '../../run/prepare.ts';
import { generateBios } from '../../text/corpus/bios.ts';
import { maskableSpans } from '../../text/salient/masking.ts';
import { drawEvaluationSet, isAnswerable } from './evaluate.ts';
import { exampleTokens, type MaskedExample } from './examples.ts';
import { modelConfig } from './model-shapes.ts';
import { defaultRealmConfig as defaultConfig, type RealmConfig } from './settings.ts';

const withStrategy = (strategy: RealmConfig['masking']['strategy']): RealmConfig => ({
  ...defaultConfig,
  masking: { ...defaultConfig.masking, strategy },
});

describe('the evaluation set', () => {
  it('masks a held-out fact whatever training masks, the same for every strategy, and the plan has room for it', async () => {
    const sets: MaskedExample[][] = [];
    for (const strategy of ['salient', 'uniform', 'random-span'] as const) {
      const config = withStrategy(strategy);
      const corpus = generateBios({ people: 15, attributes: 4, seed: 3 });
      const prepared = await prepareCorpus(corpus, config);
      const { examples } = drawEvaluationSet(prepared, config);
      expect(examples.length).toBeGreaterThan(10);
      for (const { sentence, masks } of examples) {
        expect(prepared.sentences[sentence]!.heldOut).toBe(true);
        const spans = maskableSpans(prepared.sentences[sentence]!, config.masking.maxTokens);
        expect(spans).toContainEqual([masks[0], masks.at(-1)! + 1]);
        expect(masks.length).toBeLessThanOrEqual(modelConfig(config, prepared).masks);
      }
      sets.push(examples);
    }
    expect(sets[1]).toEqual(sets[0]);
    expect(sets[2]).toEqual(sets[0]);
  });

  it('holds an example answerable where another document than its own has every run of the answer', async () => {
    const texts = [
      ['Anna', 'Anna Berg was born in Oslo in 1867.'],
      ['Berg', 'In Oslo lived Anna Berg, a painter born in 1867.'],
      ['Oslo', 'Oslo is in Norway.'],
    ];
    const corpus = {
      ...generateBios({ people: 1, attributes: 2, seed: 1 }),
      documents: texts.map(([title, text], i) => ({ id: `d${i}`, title: title!, text: text! })),
      questions: [],
    };
    const prepared = await prepareCorpus(corpus, withStrategy('uniform'));
    const { ids } = prepared.sentences[0]!;
    const at = (word: string) => ids.findIndex((id) => prepared.tokenizer.piece(id) === word);
    const answerable = (words: string[], blocks: number[]) => {
      const masks = words.map(at).sort((a, b) => a - b);
      expect(masks[0]).toBeGreaterThanOrEqual(0);
      const example = { sentence: 0, masks, substitution: null };
      return isAnswerable({ example, tokens: exampleTokens(example, prepared), blocks }, prepared);
    };
    expect(answerable(['oslo', '1867'], [1])).toBe(true);
    expect(answerable(['oslo', '1867'], [2])).toBe(false);
    expect(answerable(['oslo'], [2])).toBe(true);
    expect(answerable(['oslo'], [0])).toBe(false);
    // side by side in the sentence, but not in the other document
    expect(answerable(['in', '1867'], [1])).toBe(true);
    expect(answerable(['was', 'born'], [1])).toBe(false);
  });
});
