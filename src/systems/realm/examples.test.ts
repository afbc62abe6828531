import { expect, it } from 'vitest';
import { prepareCorpus } from '../../run/prepare.ts';
import { generateBios } from '../../text/corpus/bios.ts';
import type { Corpus } from '../../text/corpus/corpus.ts';
import { answerRuns, bodyTokens, exampleTokens, holdsAnswer, occurrences } from './examples.ts';
import { defaultRealmConfig as defaultConfig } from './settings.ts';

const text = 'Anna Berg was born in Oslo in 1867.';
const corpus: Corpus = {
  ...generateBios({ people: 4, attributes: 4, seed: 1 }),
  questions: [],
};
corpus.documents.push({ id: 'anna', title: 'Anna Berg', text });
const prepared = await prepareCorpus(corpus, defaultConfig);
const sentence = prepared.sentences.length - 1;
const { ids, block } = prepared.sentences[sentence]!;
const at = ids.findIndex((id) => prepared.tokenizer.piece(id) === 'oslo');
const { mask } = prepared.tokenizer.special;

it('without substitution the reader is given what the retriever is asked', () => {
  const tokens = exampleTokens({ sentence, masks: [at], substitution: null }, prepared);
  expect(tokens.query).toEqual(Int32Array.from(ids, (id, i) => (i === at ? mask : id)));
  expect(tokens.x).toEqual(tokens.query);
  expect(tokens.answer).toEqual([ids[at]]);
  expect(tokens.targets).toEqual(tokens.answer);
});

it('with substitution the reader’s x, y and z have their names swapped alike, and the retriever is asked in the text’s own', () => {
  const plain = exampleTokens({ sentence, masks: [at], substitution: null }, prepared);
  const tokens = exampleTokens({ sentence, masks: [at], substitution: 7 }, prepared);
  expect(tokens.query).toEqual(plain.query);
  expect(tokens.answer).toEqual(plain.answer);
  const map = tokens.map!;
  expect(tokens.x).toEqual(Int32Array.from(plain.query, (id) => map[id]!));
  expect(tokens.x).not.toEqual(plain.query);
  expect(tokens.targets).toEqual(plain.answer.map((id) => map[id]!));
  expect(bodyTokens(block, map, prepared)[at]).toBe(tokens.targets[0]);
});

it('an answer falls into runs of tokens that stood side by side, and a text holds it where it holds every run', () => {
  const runs = answerRuns([2, 3, 7], [10, 11, 12]);
  expect(runs).toEqual([[10, 11], [12]]);
  expect(answerRuns([], [])).toEqual([]);
  expect(holdsAnswer([12, 0, 10, 11], runs)).toBe(true);
  expect(holdsAnswer([12, 10, 0, 11], runs)).toBe(false);
  expect(holdsAnswer([10, 11], runs)).toBe(false);
  expect(holdsAnswer([10, 11], [])).toBe(false);
  expect(occurrences([5, 5, 5], [5, 5])).toEqual([0, 1]);
});
