import { describe, expect, it } from 'vitest';
import { type PreparedCorpus, prepareCorpus } from '../../run/prepare.ts';
import type { Searcher } from '../../run/retrieval.ts';
import { generateBios } from '../../text/corpus/bios.ts';
import type { Corpus } from '../../text/corpus/corpus.ts';
import { sequenceCount } from '../../text/tokenizer/tokens.ts';
import { evaluationSets, identityOfExample, identityOfQuestion } from './evaluation-set.ts';
import { modelConfig } from './model-shapes.ts';
import { evaluationCandidates } from './read-held-out.ts';
import { defaultRealmConfig, type RealmConfig } from './settings.ts';

const corpus = generateBios({ people: 15, attributes: 4, seed: 3 });

type Changes = { [K in keyof RealmConfig]?: Partial<RealmConfig[K]> };

const changed = (changes: Changes): RealmConfig => {
  const sections = Object.entries(changes).map(([key, value]) => [
    key,
    typeof value === 'object' ? { ...(defaultRealmConfig[key as keyof RealmConfig] as object), ...value } : value,
  ]);
  return { ...defaultRealmConfig, ...Object.fromEntries(sections) };
};

async function idsOf(config: RealmConfig, of: Corpus = corpus) {
  const prepared = await prepareCorpus(of, config);
  const { all, live } = evaluationSets(prepared, config);
  const names = ({ examples, questions }: typeof all) => [
    examples.map((example) => identityOfExample(example, prepared)),
    questions.map((question) => identityOfQuestion(question, prepared)),
  ];
  return { all: names(all), live: names(live) };
}

/** Finds the blocks in this order for every query. */
const finds =
  (order: readonly number[]): Searcher =>
  async (queries, k) =>
    Int32Array.from({ length: sequenceCount(queries) * k }, (_, i) => order[i % k] ?? -1);

describe('what evaluation measures', () => {
  it('is the same whatever training masks or may retrieve, and for every seed', async () => {
    const small = { evaluation: { examples: 12, questions: 9 } };
    const truth = await idsOf(changed(small));
    expect(truth.live.map(({ length }) => length)).toEqual([12, 9]);
    const changes: Changes[] = [
      { masking: { strategy: 'uniform' } },
      { masking: { strategy: 'random-span' } },
      { masking: { uniformRate: 0.5, maxTokens: 1, recurring: true } },
      { realm: { allowTrivial: true } },
      { seed: 2 } as Changes,
      { seed: 77, masking: { strategy: 'uniform' } } as Changes,
    ];
    for (const change of changes) expect(await idsOf(changed({ ...small, ...change }))).toEqual(truth);
  });

  it('is every question and every held-out sentence with a fact, the curves take the first of them, and the plan has room', async () => {
    const config = changed({ masking: { maxTokens: 1 }, evaluation: { examples: 5, questions: 4, maxTokens: 3 } });
    const prepared = await prepareCorpus(corpus, config);
    const { all, live } = evaluationSets(prepared, config);
    // every fifth of 15 people is held out, each with 4 facts told twice
    expect(all.examples).toHaveLength(3 * 4 * 2);
    expect(all.examples.map(({ sentence }) => sentence).sort((a, b) => a - b)).toEqual(prepared.heldOut);
    expect(all.questions.map(({ number }) => number).sort((a, b) => a - b)).toEqual([...corpus.questions.keys()]);
    expect(live).toEqual({ examples: all.examples.slice(0, 5), questions: all.questions.slice(0, 4) });
    expect(modelConfig(config, prepared).masks).toBe(3);
    for (const { sentence, masks } of all.examples) {
      expect(masks.length).toBeLessThanOrEqual(3);
      const { spans, ranges, heldOut } = prepared.sentences[sentence]!;
      expect(heldOut).toBe(true);
      const [start, end] = [ranges[masks[0]!]!.start, ranges[masks.at(-1)!]!.end];
      expect(spans.some((span) => span.start === start && span.end === end)).toBe(true);
    }
  });

  it('names a sentence by its place in the corpus, however documents are cut', async () => {
    const two = changed({});
    const long = changed({ lengths: { query: 20, document: 64 } });
    const [a, b] = [await idsOf(two), await idsOf(long)];
    expect(b.all).toEqual(a.all);
  });

  it('may mask recurring names alone, which training may ignore', async () => {
    const text = (n: number) => `Anna Berg was born in Oslo in ${1860 + n}. Carl Dahl painted in Rome in ${1870 + n}.`;
    const facts: Corpus = {
      ...corpus,
      documents: [0, 1].map((n) => ({ id: `d${n}`, title: `T${n}`, text: text(n), subject: `s${n}` })),
      questions: [],
    };
    const maskedWords = async (recurring: boolean) => {
      const config = changed({ evaluation: { holdOutEvery: 2, recurring } });
      const prepared = await prepareCorpus(facts, config);
      return evaluationSets(prepared, config).all.examples.map(({ sentence, masks }) =>
        masks.map((at) => prepared.tokenizer.piece(prepared.sentences[sentence]!.ids[at]!)),
      );
    };
    const years = ['1861', '1871'];
    // no year stands in both documents
    for (const words of await maskedWords(true)) expect(words).not.toContain(years[0]);
    for (const words of await maskedWords(true)) expect(words).not.toContain(years[1]);
    expect(await maskedWords(true)).toHaveLength(2);
  });
});

describe('the candidates that evaluation reads', () => {
  const blockOf = (prepared: PreparedCorpus, sentence: number) => prepared.sentences[sentence]!.block;

  it('leave the source out even where training may retrieve it, and take a copy once', async () => {
    const copied: Corpus = { ...corpus, documents: [...corpus.documents, { ...corpus.documents[1]!, id: 'copy' }] };
    for (const allowTrivial of [false, true]) {
      const config = changed({ realm: { allowTrivial, candidates: 4 } });
      const prepared = await prepareCorpus(copied, config);
      const copy = prepared.blocks.length - 1;
      const example = evaluationSets(prepared, config).all.examples[0]!;
      const source = blockOf(prepared, example.sentence);
      const others = [2, 3, 4, 5].filter((block) => block !== source);
      const search = finds([source, 1, copy, ...others]);
      const [found] = await evaluationCandidates(search, [example], { prepared, config });
      expect(found).toMatchObject({ blocks: [1, others[0], others[1]] });
      expect(found!.skipped).toBeUndefined();
    }
  });
});
