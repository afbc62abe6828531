import { describe, expect, it } from 'vitest';
import { LexicalSearch } from '../../run/lexical.ts';
import { prepareCorpus } from '../../run/prepare.ts';
import type { Searcher } from '../../run/retrieval.ts';
import { generateBios } from '../../text/corpus/bios.ts';
import { generateBilingualBios } from '../../text/corpus/bios-2l.ts';
import { resolvePreset } from '../presets.ts';
import { exampleTokens, type MaskedExample } from './examples.ts';
import { readLexical } from './inspect.ts';
import { labSentence } from './lab.ts';
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

  it('are all documents for a typed sentence, which belongs to none', async () => {
    const prepared = await prepareCorpus(corpus, config);
    const languages = prepared.blocks.map(({ document }) => corpus.documents[document]!.language!);
    const { sentence } = labSentence(prepared, { text: 'Alma was born in Oslo.' }, 20);
    const example: MaskedExample = { sentence: 0, masks: [4], substitution: null };
    const typed = { ...prepared, sentences: [sentence] };
    const [found] = await retrieveCandidates([example], typed, config.realm, englishFirst(languages));
    expect(found!.blocks.map((block) => languages[block])).toEqual(Array(5).fill('en'));
    const lexical = new LexicalSearch(prepared);
    expect(readLexical({ prepared: typed, config, lexical }, found!).length).toBeGreaterThan(0);
  });

  it('are what BM25 beside them ranks, too', async () => {
    const prepared = await prepareCorpus(corpus, config);
    const lexical = new LexicalSearch(prepared);
    for (const language of ['en', 'zh']) {
      const sentence = prepared.sentences.findIndex(
        ({ block }) => corpus.documents[prepared.blocks[block]!.document]!.language === language,
      );
      const example: MaskedExample = { sentence, masks: [], substitution: null };
      const retrieved = { example, tokens: exampleTokens(example, prepared), blocks: [] };
      const languagesFound = (realm: RealmConfig['realm']) =>
        new Set(readLexical({ prepared, config: { ...config, realm }, lexical }, retrieved).map((one) => one.language));
      // words of the own language are most of what documents share with a sentence
      expect(languagesFound({ ...config.realm, otherLanguage: false })).toContain(language);
      expect([...languagesFound(config.realm)]).toEqual([language === 'en' ? 'zh' : 'en']);
    }
  });

  it('need documents in several languages', async () => {
    const bios = generateBios({ people: 8, attributes: 4, sentencesPerDocument: 2, seed: 1 });
    const prepared = await prepareCorpus(bios, config);
    expect(() => checkLanguages(config.realm, prepared)).toThrow('realm.otherLanguage');
    expect(() => checkLanguages({ ...config.realm, otherLanguage: false }, prepared)).not.toThrow();
  });
});
