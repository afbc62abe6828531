import { describe, expect, it } from 'vitest';
import { LexicalSearch } from '../../run/lexical.ts';
import { type PreparedCorpus, prepareCorpus } from '../../run/prepare.ts';
import { denseRanks } from '../../run/question-ranks.ts';
import type { Searcher } from '../../run/retrieval.ts';
import { generateBilingualBios, type SharedNames } from '../../text/corpus/bios-2l.ts';
import type { Corpus } from '../../text/corpus/corpus.ts';
import { resolvePreset } from '../presets.ts';
import { exampleTokens } from './examples.ts';
import { crossLanguagePull, findsFactInOther, shownLanguage } from './languages.ts';
import type { RetrievedExample } from './retrieved.ts';
import { defaultRealmConfig as config, type RealmConfig } from './settings.ts';

const documents = [
  { subject: 'anna', language: 'en', text: 'Anna was born in Oslo.' },
  { subject: 'anna', language: 'zh', text: '安娜出生在 Oslo。' },
  { subject: 'bert', language: 'zh', text: '贝特出生在 Oslo。' },
  { subject: 'anna', language: 'zh', text: '安娜的狗叫 Rex。' },
  { subject: 'anna', language: 'en', text: 'The home of Anna is Oslo.' },
];
const corpus: Corpus = {
  manifest: { id: 'two', title: 'Two', licence: '', source: '', documents: 5, questions: 0, language: 'mul' },
  documents: documents.map((document, i) => {
    const value = /Oslo|Rex/.exec(document.text)!;
    const spans = [{ start: value.index, end: value.index + value[0].length, kind: 'place' as const }];
    return { id: `d${i}`, title: '', ...document, spans };
  }),
  questions: [],
};
const prepare = (of = corpus): Promise<PreparedCorpus> => prepareCorpus(of, config);

/** The first sentence, “Anna was born in [MASK].”, with candidates. */
function retrieved(prepared: PreparedCorpus, blocks: number[]): RetrievedExample {
  const masks = [prepared.sentences[0]!.ids.length - 2];
  const example = { sentence: 0, masks, substitution: null };
  const tokens = exampleTokens(example, prepared);
  expect(prepared.tokenizer.piece(tokens.answer[0]!)).toBe('oslo');
  return { example, tokens, blocks };
}

describe('the language of a block', () => {
  it('is named where the corpus has several', async () => {
    const prepared = await prepare();
    expect(prepared.languages).toEqual(['en', 'zh']);
    expect([0, 1, 4].map((block) => shownLanguage(prepared, block))).toEqual(['en', 'zh', 'en']);
    const english = { ...corpus, documents: [corpus.documents[0]!, corpus.documents[4]!] };
    const one = await prepare(english);
    expect(one.languages).toEqual(['en']);
    expect(shownLanguage(one, 0)).toBeUndefined();
  });
});

describe('recall across languages', () => {
  it('counts a best candidate in the other language about the same subject with the answer, the source left out', async () => {
    const prepared = await prepare();
    const finds = (blocks: number[]) => findsFactInOther(retrieved(prepared, blocks), prepared);
    expect(finds([1, 2])).toBe(true);
    expect(finds([0, 1])).toBe(true);
    expect(finds([2, 1])).toBe(false);
    expect(finds([3, 1])).toBe(false);
    expect(finds([4, 1])).toBe(false);
    expect(finds([])).toBe(false);
  });
});

describe('a question that is searched in one language', () => {
  it('ranks the documents of that language alone, in their order, and finds as many as without the others', async () => {
    const asked = {
      ...corpus,
      questions: [
        { id: 'q', question: 'Where was Anna born?', answers: ['Oslo'], documents: ['d1'], searchLanguage: 'zh' },
        { id: 'all', question: 'Where was Anna born?', answers: ['Oslo'] },
      ],
    };
    const prepared = await prepare(asked);
    // English first, which is where its words stand
    const order = [0, 4, 3, 2, 1];
    const search: Searcher = async ({ starts }, k) =>
      Int32Array.from({ length: (starts.length - 1) * k }, (_, i) => order[i % k] ?? -1);
    // of the Chinese documents 3, 2, 1 the last one answers; of all, the first
    expect(await denseRanks(search, prepared.questions, prepared)).toEqual([3, 1]);
  });
});

describe('pull across languages', () => {
  // k = 4: null, and three candidates; one mask
  const realm = { ...config.realm, candidates: 4 };
  const log = (values: number[]) => Float32Array.from(values, Math.log);

  it('is the sum of r(z) over candidates in the other language that hold the answer, mean over the used examples', async () => {
    const prepared = await prepare();
    const rows = [
      retrieved(prepared, [1, 4, 3]),
      { ...retrieved(prepared, []), skipped: 'no-candidates' },
      retrieved(prepared, [1, 2]),
    ];
    const outputs = {
      // the third example has only two candidates beside null
      logPrior: new Float32Array([...log([0.4, 0.1, 0.2, 0.3]), 0, 0, 0, 0, ...log([0.5, 0.25, 0.25]), -1e30]),
      likelihood: log([0.1, 0.8, 0.4, 0.1, 1, 1, 1, 1, 0.2, 0.6, 0.4, 1]),
    };
    // first: p(y|x) = .04 + .08 + .08 + .03 = .23; z = 1 alone counts: .08 / .23 − .1
    // third: p(y|x) = .1 + .15 + .1 = .35; z = 1 and 2: .25 / .35 − .5
    const expected = (0.08 / 0.23 - 0.1 + (0.25 / 0.35 - 0.5)) / 2;
    expect(crossLanguagePull(rows, outputs, 1, realm, prepared)).toBeCloseTo(expected, 6);
  });

  it('is zero where no such candidate was retrieved, and not measured where no example is used', async () => {
    const prepared = await prepare();
    const outputs = { logPrior: log([0.4, 0.1, 0.2, 0.3]), likelihood: log([0.1, 0.8, 0.4, 0.1]) };
    const row = retrieved(prepared, [4, 3]);
    expect(crossLanguagePull([row], outputs, 1, realm, prepared)).toBe(0);
    const skipped = { ...row, blocks: [], skipped: 'no-candidates' };
    expect(crossLanguagePull([skipped], outputs, 1, realm, prepared)).toBeNaN();
  });
});

describe('a search by words alone', () => {
  it('leaves a search by words next to nothing, but everything where whole names are shared', async () => {
    const recall = async (shared: SharedNames) => {
      const config = resolvePreset<RealmConfig>('bios-2l');
      const prepared = await prepareCorpus(
        generateBilingualBios({ people: 200, attributes: 6, seed: 1, shared }),
        config,
      );
      expect(prepared.skipped).toEqual({});
      const lexical = new LexicalSearch(prepared);
      const found = prepared.questions.map(({ ids, barred, blocks }) =>
        lexical.search(ids, barred!, 5).findIndex(({ block }) => blocks.has(block)),
      );
      return [1, 5].map((k) => found.filter((rank) => rank >= 0 && rank < k).length / found.length);
    };
    // a surname is that of 20 people with three Chinese documents each: by chance 1/60 and 5/60
    const [first, five] = await recall('surname');
    expect(first).toBeLessThan(0.05);
    expect(five).toBeLessThan(0.15);
    expect(await recall('none')).toEqual([0, 0]);
    // the name leads to a person's three documents, and nothing tells them apart
    const named = await recall('names');
    expect(named[0]).toBeCloseTo(1 / 3, 1);
    expect(named[1]).toBe(1);
  });
});
