import { expect, it } from 'vitest';
import type { QaShape } from '../../models/qa.ts';
import { prepareCorpus } from '../../run/prepare.ts';
import { readAnswer } from './answer.ts';
import { Passages } from './passages.ts';
import { defaultQaConfig, realmConfigOf } from './settings.ts';

const manifest = { id: 't', title: 'T', licence: '', source: '', documents: 2, questions: 0, language: 'en' };
const documents = [
  { id: 'a', title: 'A', text: 'Ada saw Paris' },
  { id: 'b', title: 'B', text: 'Rome paris' },
];

/** One question of four tokens, special ones included, reads both documents; scores of spans of one or two tokens, by position and length. */
async function reading(
  form: QaShape['form'],
  scores: number[],
  ofSpans: [z: number, first: number, l: number, score: number][],
) {
  const prepared = await prepareCorpus({ manifest, documents, questions: [] }, realmConfigOf(defaultQaConfig));
  const passages = new Passages(prepared);
  const shape: QaShape = {
    ...{ batch: 1, candidates: 2, length: 10, maxSpan: 2, spanWidth: 4, form, retriever: 'learned' },
  };
  const ids = [2, 9, 9, 3];
  // outside of the documents there are large numbers, which must not be read
  const spans = new Float32Array(2 * 10 * 2).fill(99);
  const lengths = [3, 2];
  for (let z = 0; z < 2; z++) {
    for (let i = 0; i < lengths[z]!; i++)
      for (let l = 0; l < 2 && i + l < lengths[z]!; l++) spans[(z * 10 + 4 + i) * 2 + l] = 0;
  }
  for (const [z, first, l, score] of ofSpans) spans[(z * 10 + 4 + first) * 2 + l] = score;
  const row = { ids, blocks: [0, 1], stored: new Float32Array(2) };
  return readAnswer(row, 0, { spans, scores: Float32Array.from(scores) }, passages, shape);
}

const total = (of: Awaited<ReturnType<typeof reading>>) =>
  of.documents.map(({ spans }) => spans.reduce((sum, { probability }) => sum + probability, 0));

it('sums the probabilities of spans with the same normalised text, over documents: the code’s form', async () => {
  // five and three spans, all of score 0 but two: “Ada” has e^log 3 = 3, “Rome” 2.5; “Paris” and “paris” 2 each
  const found = await reading(
    'code',
    [0, 0],
    [
      [0, 0, 0, Math.log(3)],
      [0, 2, 0, Math.log(2)],
      [1, 0, 0, Math.log(2.5)],
      [1, 1, 0, Math.log(2)],
    ],
  );
  // Σ = 3 + 1 + 1 + 1 + 2 in the first, 2.5 + 1 + 2 in the second
  expect(found.answer).toMatchObject({ text: 'Paris', block: 0 });
  expect(found.answer!.confidence).toBeCloseTo(4 / 13.5, 6);
  expect(found.documents.map(({ priorProbability }) => priorProbability)).toEqual([0.5, 0.5]);
  expect(total(found)[0]).toBeCloseTo(8 / 13.5, 6);
  expect(total(found)[1]).toBeCloseTo(5.5 / 13.5, 6);
});

it('adds f(x,z) to every span of a document: the code’s form', async () => {
  const { answer, documents: read } = await reading('code', [0, Math.log(3)], [[1, 0, 0, Math.log(2)]]);
  // 5 spans of weight 1, and 3 · (2 + 1 + 1)
  expect(answer).toMatchObject({ text: 'Rome', block: 1 });
  expect(answer!.confidence).toBeCloseTo(6 / 17, 6);
  expect(read[1]!.priorProbability).toBeCloseTo(0.75, 6);
});

it('shares p(z|x) among the spans of each document: the paper’s form', async () => {
  const found = await reading('paper', [0, Math.log(3)], [[1, 0, 0, Math.log(2)]]);
  expect(total(found)[0]).toBeCloseTo(0.25, 6);
  expect(total(found)[1]).toBeCloseTo(0.75, 6);
  expect(found.answer!.text).toBe('Rome');
  expect(found.answer!.confidence).toBeCloseTo(0.75 * 0.5, 6);
});
