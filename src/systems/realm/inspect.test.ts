import { expect, it } from 'vitest';
import { LexicalSearch } from '../../run/lexical.ts';
import { prepareCorpus } from '../../run/prepare.ts';
import type { Corpus } from '../../text/corpus/corpus.ts';
import { exampleTokens } from './examples.ts';
import { blocksByPrior, readLexical } from './inspect.ts';
import type { RetrievedExample } from './retrieved.ts';
import { defaultRealmConfig as defaultConfig, type RealmConfig } from './settings.ts';
import type { CandidateView } from './views.ts';

const texts: [string, string][] = [
  ['Otter', 'Otters swim in the river Severn. They were counted in 1987.'],
  ['Heron', 'Herons stand in the river Severn. They were ringed in 1991.'],
  ['Pike', 'Pike hunt in the river Trent.'],
  ['Newt', 'Newts hide under stones near Bristol. They sleep in winter.'],
  // the same text once more: whichever of the two is retrieved, it is the same document
  ['Pike', 'Pike hunt in the river Trent.'],
];
const corpus: Corpus = {
  manifest: { id: 't', title: 'T', licence: '', source: '', documents: 5, questions: 0, language: 'en' },
  documents: texts.map(([title, text], i) => ({ id: `d${i}`, title, text })),
  questions: [],
};
const config: RealmConfig = {
  ...defaultConfig,
  corpus: 't',
  lengths: { query: 16, document: 32 },
  realm: { ...defaultConfig.realm, candidates: 4, nullDocument: true, allowTrivial: false },
};
const prepared = await prepareCorpus(corpus, config);
const lexical = new LexicalSearch(prepared);

/** "Otters swim in the river [MASK]." with what the learned retriever found. */
function example(blocks: number[]): RetrievedExample {
  const { tokenizer, sentences } = prepared;
  const mask = sentences[0]!.ids.findIndex((id) => tokenizer.piece(id) === 'severn');
  expect(mask).toBeGreaterThan(0);
  const masked = { sentence: 0, masks: [mask], substitution: null };
  return { example: masked, tokens: exampleTokens(masked, prepared), blocks };
}
const read = (blocks: number[], realm: Partial<RealmConfig['realm']> = {}) =>
  readLexical({ prepared, lexical, config: { ...config, realm: { ...config.realm, ...realm } } }, example(blocks));

it('shows what BM25 retrieves by the words left, without the source, with the place each has among the candidates', () => {
  // "in the river" stands in the first two, the heron's being longer; the newt has "in" alone
  const found = read([3, 4]);
  expect(found.map(({ document, learnedRank }) => [document, learnedRank])).toEqual([
    ['d2', 2],
    ['d1', null],
    ['d3', 1],
  ]);
  expect(found[1]!.score).toBeGreaterThan(2 * found[2]!.score);
  expect(found[0]).toMatchObject({ title: 'Pike', text: texts[2]![1], answers: [] });
  const [answer] = found[1]!.answers;
  expect(texts[1]![1].slice(answer!.start, answer!.end)).toBe('Severn');
});

it('shows as many as the retriever finds, and the source where it may be retrieved', () => {
  expect(read([], { allowTrivial: true })[0]).toMatchObject({ document: 'd0', learnedRank: null });
  expect(read([0], { allowTrivial: true, candidates: 2 })).toMatchObject([{ document: 'd0', learnedRank: 1 }]);
  expect(read([0], { allowTrivial: true, candidates: 2, nullDocument: false })).toHaveLength(2);
});

it('ranks the retrieved blocks by p(z|x), without the null document', () => {
  const candidates = [null, 'd3', 'd4', 'd1'].map((document, i) => ({ document, prior: [0.5, 0.1, 0.3, 0.2][i]! }));
  expect(blocksByPrior({ blocks: [3, 4, 1] }, candidates as CandidateView[])).toEqual([4, 1, 3]);
});
