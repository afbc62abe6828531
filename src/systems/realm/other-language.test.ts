import { describe, expect, it } from 'vitest';
import { prepareCorpus } from '../../run/prepare.ts';
import type { Searcher } from '../../run/retrieval.ts';
import { generateBios } from '../../text/corpus/bios.ts';
import { generateBilingualBios } from '../../text/corpus/bios-2l.ts';
import { resolvePreset } from '../presets.ts';
import type { MaskedExample } from './examples.ts';
import { checkLanguages } from './other-language.ts';
import { evaluationCandidates } from './read-held-out.ts';
import { retrieveCandidates } from './retrieved.ts';
import type { RealmConfig } from './settings.ts';

const config = resolvePreset<RealmConfig>('bios-2l', { bios: { people: 8, attributes: 4 }, realm: { candidates: 6 } });
const corpus = generateBilingualBios({ ...config.bios, seed: 1 });

/** The nearest are all documents in English, then those in Chinese: the worst case for a question in English. */
const englishFirst =
  (languages: readonly string[]): Searcher =>
  async ({ starts }, k) => {
    const order = languages
      .map((_, i) => i)
      .sort((a, b) => Number(languages[a] !== 'en') - Number(languages[b] !== 'en'));
    return Int32Array.from({ length: (starts.length - 1) * k }, (_, i) => order[i % k] ?? -1);
  };

describe('candidates in another language', () => {
  it('are found although every document of the own language is nearer, in training and in evaluation', async () => {
    const prepared = await prepareCorpus(corpus, config);
    const languages = prepared.blocks.map(({ document }) => corpus.documents[document]!.language!);
    const sentence = prepared.sentences.findIndex(({ block }) => languages[block] === 'en');
    const example: MaskedExample = { sentence, masks: [1], substitution: null };
    const search = englishFirst(languages);
    const [trained] = await retrieveCandidates([example], prepared, config.realm, search);
    const [evaluated] = await evaluationCandidates(search, [example], { prepared, config });
    for (const { blocks, skipped } of [trained!, evaluated!]) {
      expect(skipped).toBeUndefined();
      expect(blocks).toHaveLength(5);
      expect(blocks.map((block) => languages[block])).toEqual(Array(5).fill('zh'));
    }
    const [any] = await retrieveCandidates([example], prepared, { ...config.realm, otherLanguage: false }, search);
    expect(any!.blocks.map((block) => languages[block])).toEqual(Array(5).fill('en'));
  });

  it('need documents in several languages', async () => {
    const bios = generateBios({ people: 8, attributes: 4, sentencesPerDocument: 2, seed: 1 });
    const prepared = await prepareCorpus(bios, config);
    expect(() => checkLanguages(config.realm, prepared)).toThrow('realm.otherLanguage');
    expect(() => checkLanguages({ ...config.realm, otherLanguage: false }, prepared)).not.toThrow();
  });
});
