import { describe, expect, it } from 'vitest';
import { prepareCorpus } from '../../run/prepare.ts';
import { generateBios } from '../../text/corpus/bios.ts';
import { isAnswerable } from './evaluate.ts';
import { exampleTokens } from './examples.ts';
import { defaultRealmConfig as defaultConfig, type RealmConfig } from './settings.ts';

const withStrategy = (strategy: RealmConfig['masking']['strategy']): RealmConfig => ({
  ...defaultConfig,
  masking: { ...defaultConfig.masking, strategy },
});

describe('an evaluation', () => {
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
