import { describe, expect, it } from 'vitest';
import { prepareCorpus } from '../../run/prepare.ts';
import type { Corpus } from '../../text/corpus/corpus.ts';
import { Passages, type TokenSpan } from './passages.ts';
import { qaQuestions } from './questions.ts';
import { defaultQaConfig, realmConfigOf } from './settings.ts';

const corpus = (texts: Record<string, string>, questions: Corpus['questions'] = []): Corpus => {
  const documents = Object.entries(texts).map(([id, text]) => ({ id, title: id, text }));
  const counts = { documents: documents.length, questions: questions.length };
  const manifest = { id: 'test', title: 'Test', licence: '', source: '', language: 'en', ...counts };
  return { manifest, documents, questions };
};
const settings = realmConfigOf(defaultQaConfig);
const passagesOf = async (text: string) => new Passages(await prepareCorpus(corpus({ one: text }), settings));

describe('spans of a block', () => {
  it('are texts: token ranges cover every sentence of the block, in order', async () => {
    const text = 'Ada Byron lives in Paris. She left Rome in 1840!';
    const passages = await passagesOf(text);
    const { body } = passages.prepared.blocks[0]!;
    const ranges = passages.tokenRanges(0);
    expect(ranges).toHaveLength(body.length);
    ranges.forEach(({ start, end }, i) => {
      expect(passages.prepared.tokenizer.encode(text.slice(start, end)).ids).toEqual([body[i]]);
    });
    expect(passages.textOf(0, { first: 0, last: 1 })).toBe('Ada Byron');
  });

  const correct = async (text: string, answers: string[], maxSpan = 4, patterns = false) => {
    const passages = await passagesOf(text);
    const found = passages.correctSpans(0, { answers, patterns }, maxSpan);
    return found.map((span: TokenSpan) => passages.textOf(0, span));
  };

  it('are correct wherever an answer stands, with an article or a full stop beside it or without', async () => {
    expect(await correct('Paris it is: he left Paris.', ['paris'])).toEqual(['Paris', 'Paris', 'Paris.']);
    expect(await correct('It is the Eiffel Tower today', ['Eiffel Tower'])).toEqual([
      'Eiffel Tower',
      'the Eiffel Tower',
    ]);
  });

  it('are not correct inside a word, beyond the longest span, or with a word too many', async () => {
    expect(await correct('He saw Parisian lights', ['Paris'])).toEqual([]);
    expect(await correct('It is the Eiffel Tower today', ['Eiffel Tower'], 1)).toEqual([]);
    expect(await correct('He was in old Paris today', ['Paris'])).toEqual(['Paris']);
  });

  it('are correct if they match a pattern from their beginning, as in the official code', async () => {
    const found = await correct('It was 1840 then', ['/18\\d\\d/'], 2, true);
    expect(found).toEqual(['1840', '1840 then']);
  });
});

describe('the questions of a corpus', () => {
  const questionsOf = async (texts: Record<string, string>, questions: Corpus['questions'], holdOutEvery: number) => {
    const evaluation = { ...settings.evaluation, holdOutEvery };
    return qaQuestions(await prepareCorpus(corpus(texts, questions), { ...settings, evaluation }));
  };
  const texts = { a: 'Ada left Paris in 1840.', b: 'Bea left Rome in 1850.', c: 'Cleo left Oslo in 1860.' };
  const ask = (id: string, answer: string, ...documents: string[]) => {
    return { id, question: `What did ${id} leave?`, answers: [answer], ...(documents.length > 0 && { documents }) };
  };

  it('are trained on if no block that answers them is held out, and measured if all are', async () => {
    const found = await questionsOf(
      { ...texts, d: 'Dora came to Oslo and to Paris in 1870.' },
      [ask('a', 'Paris', 'a'), ask('b', 'Rome', 'b'), ask('d', 'Oslo')],
      2,
    );
    // b and d are held out; Oslo stands in c, too
    expect(found.map(({ id, isTrained, heldOut }) => [id, isTrained, heldOut])).toEqual([
      ['q0', true, false],
      ['q1', false, true],
      ['q2', false, false],
    ]);
  });

  it('must be there, and not all about what is held out', async () => {
    await expect(questionsOf(texts, [], 2)).rejects.toMatchObject({
      code: 'bad-corpus',
      message: expect.stringContaining('Test has no question with an answer'),
    });
    await expect(questionsOf(texts, [ask('b', 'Rome', 'b')], 2)).rejects.toMatchObject({ code: 'bad-corpus' });
    // a collection that only judges documents has no answers
    const judged = { ...ask('a', '', 'a'), answers: [] };
    await expect(questionsOf(texts, [judged], 2)).rejects.toMatchObject({ code: 'bad-corpus' });
  });
});
