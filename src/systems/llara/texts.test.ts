import { describe, expect, it } from 'vitest';
import { prepareCorpus } from '../../run/prepare.ts';
import { subjectOf } from '../../run/subjects.ts';
import { generateBios } from '../../text/corpus/bios.ts';
import { packSequences, sequenceAt } from '../../text/tokenizer/tokens.ts';
import { Prng } from '../../util/prng.ts';
import { meanCosine } from './evaluate.ts';
import { ictPairs, questionPairs, trainedQuestions } from './pairs.ts';
import { defaultLlaraConfig, prepareSettingsOf } from './settings.ts';
import { LlaraTexts, stopTokens, withoutLast } from './texts.ts';

const corpus = generateBios({ people: 10, attributes: 3, sentencesPerDocument: 2, seed: 3 });
const prepared = await prepareCorpus(corpus, prepareSettingsOf(defaultLlaraConfig));
const { blocks, sentences, documents, tokenizer, questions, subjects } = prepared;
const identityOf = (block: number) => blocks[block]!.identity;

describe('the texts of a corpus', () => {
  const texts = new LlaraTexts(prepared, 0.1);

  it('are blocks with titles, then sentences, each beginning with [CLS] and followed by what follows in its document', () => {
    expect(texts.tokens).toHaveLength(blocks.length + sentences.length);
    expect([...texts.tokens[0]!, tokenizer.special.sep]).toEqual([...sequenceAt(documents, 0)]);
    const first = blocks.length;
    expect([...texts.tokens[first]!]).toEqual([tokenizer.special.cls, ...sentences[0]!.ids]);
    // two sentences a document, of which nothing follows the second
    expect([sentences[0]!.block, sentences[1]!.block, sentences[2]!.block]).toEqual([0, 0, 1]);
    expect(texts.following[first]).toEqual(sentences[1]!.ids);
    expect(texts.following[first + 1]).toEqual([]);
    expect(texts.following[0]).toEqual([]);
    expect(texts.next[first + 1]).toEqual([]);
    // EBAR learns from the first sentence of each document, and from no block
    expect(texts.followed).toEqual({
      blocks: { count: 0, of: blocks.length },
      sentences: { count: blocks.length, of: 2 * blocks.length },
    });
  });

  it('ask for no special token and for no token of more than a tenth of the blocks', () => {
    const holding = (id: number) => blocks.filter((_, b) => sequenceAt(documents, b).includes(id)).length;
    const stops = stopTokens(prepared, 0.1);
    const [period] = tokenizer.encode('.').ids;
    expect(stops.has(period!)).toBe(true);
    for (let id = 0; id < tokenizer.vocabularySize; id++) {
      expect(stops.has(id), tokenizer.piece(id)).toBe(holding(id) > 0.1 * blocks.length);
    }
    const special = Object.values(tokenizer.special);
    for (const bag of [...texts.self, ...texts.next]) {
      expect(new Set(bag).size).toBe(bag.length);
      expect(bag.some((id) => stops.has(id) || special.includes(id))).toBe(false);
    }
    expect(texts.self[0]!.length).toBeGreaterThan(0);
  });

  it('of a few blocks have targets, too: a token of one block is no stop word', () => {
    const few = Array.from({ length: 3 }, (_, d) => [1, 10 + d, 20]);
    const packed = { documents: packSequences(few) } as never;
    expect([...stopTokens(packed, 0.1)].sort((a, b) => a - b)).toEqual([1, 20]);
  });

  it('have the entropy of their targets as the loss of a constant guess', () => {
    // half of the draws are blocks, half sentences; the other texts have no target
    const bags = texts.tokens.map((_, i): number[] => (i < texts.blocks ? [7, 8] : [7]));
    // p(7) = ½ · ½ + ½, p(8) = ½ · ½
    expect(texts.entropy(bags)).toBeCloseTo(-0.75 * Math.log(0.75) - 0.25 * Math.log(0.25), 12);
    const one = texts.tokens.map((_, i): number[] => (i === 0 ? [7, 8, 9, 10] : []));
    expect(texts.entropy(one)).toBeCloseTo(Math.log(4), 12);
  });
});

describe('pairs', () => {
  it('of questions are never about held-out subjects, and what answers a question is no negative of it', () => {
    const heldOut = corpus.documents.filter((document) => subjects.get(subjectOf(document))!.heldOut);
    expect(heldOut.length).toBeGreaterThan(0);
    const known = new Set(heldOut.map(({ id }) => id));
    const trained = trainedQuestions(prepared);
    const expected = questions.flatMap(({ blocks: right }, i) =>
      [...right].some((block) => known.has(corpus.documents[blocks[block]!.document]!.id)) ? [] : [i],
    );
    expect(trained).toEqual(expected);
    expect(trained.length).toBeLessThan(questions.length);

    expect(questionPairs(prepared, 0, 1).items).toBe(trained.length);
    const pairs = questionPairs(prepared, 5, 1);
    expect(pairs.items).toBe(5);
    const prng = new Prng(1);
    for (let item = 0; item < 5; item++) {
      const { query, passage, identity, right } = pairs.draw(item, prng);
      const question = questions.find(({ ids }) => `${withoutLast(ids)}` === `${query}`)!;
      expect(right).toEqual(new Set([...question.blocks].map(identityOf)));
      expect(right.has(identity)).toBe(true);
      const block = blocks.findIndex((one) => one.identity === identity);
      expect([...Array.from(passage), tokenizer.special.sep]).toEqual([...sequenceAt(documents, block)]);
      expect(pairs.mined(item)).toEqual({ query, right });
    }
  });

  it('of ICT are a sentence and its block, without the sentence unless it is kept', () => {
    for (const keep of [0, 1]) {
      const pairs = ictPairs(prepared, keep, 32);
      expect(pairs.items).toBe(blocks.length);
      const { query, passage, identity, right } = pairs.draw(4, new Prng(2));
      expect([identity, [...right]]).toEqual([identityOf(4), [identityOf(4)]]);
      const own = sentences.filter(({ block }) => block === 4);
      const asked = own.find(({ ids }) => `${[tokenizer.special.cls, ...ids]}` === `${query}`)!;
      const body = own.filter((one) => keep === 1 || one !== asked).flatMap(({ ids }) => ids);
      expect(Array.from(passage).slice(-body.length)).toEqual(body);
      expect(passage.length).toBe(sequenceAt(documents, 4).length - 1 - (keep === 1 ? 0 : asked.ids.length));
    }
  });
});

it('the mean cosine is that of all pairs of different rows', () => {
  const half = Math.SQRT1_2;
  // cosines 0, √½, √½
  expect(meanCosine(Float32Array.from([1, 0, 0, 1, half, half]), 2)).toBeCloseTo((2 * half) / 3, 6);
  expect(meanCosine(Float32Array.from([1, 0]), 2)).toBeNull();
});
