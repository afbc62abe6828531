import { expect, it } from 'vitest';
import { minimalPairs } from '../text/minimal-pairs.ts';
import { trainTokenizer } from '../text/tokenizer/tokenizer.ts';
import { type ChoiceModel, type Choices, choiceProbes, filledPair, inBatches, scorePairs } from './word-choice.ts';

const corpus = ['Oslo is in Norway. Nairobi is in Kenya. Kenya is in Africa.', 'Cairo is in Egypt.'];
const tokenizer = trainTokenizer(corpus, { kind: 'word', vocabularySize: 100 });
const [oslo, nairobi, cairo] = minimalPairs as [
  (typeof minimalPairs)[0],
  (typeof minimalPairs)[0],
  (typeof minimalPairs)[0],
];

/** Scores a sentence by its last word's token. */
const byToken = (most = 9): ChoiceModel => ({
  id: 'lm',
  fits: ({ before }) => before.length < most,
  score: (sentences, onRead) => inBatches(sentences, 3, onRead, async (some) => some.map(({ word }) => word[0]!)),
});

it('cuts a sentence at its blank into tokens', () => {
  const pair = filledPair(oslo, tokenizer)!;
  expect(tokenizer.decode(pair.right.before)).toBe('oslo is in');
  expect([pair.right, pair.wrong].map(({ word }) => tokenizer.decode(word))).toEqual(['norway', 'kenya']);
  expect(pair.wrong.after.map((id) => tokenizer.piece(id))).toEqual(['.']);
});

it('cuts a word of several pieces whole', () => {
  const pieces = trainTokenizer(corpus, { kind: 'bpe', vocabularySize: 60 });
  const pair = filledPair(oslo, pieces)!;
  expect(pair.right.word.length).toBeGreaterThan(1);
  expect(pieces.decode(pair.right.word)).toBe('norway');
  const { before, word, after } = pair.right;
  expect([...before, ...word, ...after]).toEqual(pieces.encode('Oslo is in Norway.').ids);
});

it('has no pair of which a word is not in the vocabulary', () => {
  expect(filledPair(nairobi, tokenizer)).not.toBeNull();
  // Japan, the wrong word, is unknown
  expect(filledPair(cairo, tokenizer)).toBeNull();
});

it('scores both words of what a model can read, and says why it left out the others', async () => {
  const long = filledPair({ ...oslo, before: 'Oslo is in Norway. Oslo is in ' }, tokenizer);
  const pairs = [filledPair(oslo, tokenizer), null, long, filledPair(nairobi, tokenizer)];
  let read = 0;
  const scores = await scorePairs(byToken(5), pairs, (count) => {
    read += count;
  });
  const [norway, kenya] = ['Norway', 'Kenya'].map((word) => tokenizer.encode(word).ids[0]!);
  expect(scores).toEqual([{ right: norway, wrong: kenya }, 'unknown', 'long', { right: kenya, wrong: norway }]);
  expect(read).toBe(8);
});

it('counts words, whatever their pieces, and no part of a longer one', async () => {
  const texts = ['His art, his hand: this is history. HIS!', 'It hurt her; she adheres to hers, Heron.'];
  const pieces = trainTokenizer(texts, { kind: 'bpe', vocabularySize: 40 });
  const { 'word-choice': ask } = choiceProbes(pieces, () => texts, []);
  const { counts } = (await ask({} as never, { phase: 'any', step: 0 }, () => {})) as Choices;
  const countsOf = (word: string) => counts[minimalPairs.findIndex(({ right }) => right === word)]!.right;
  expect(['his', 'her', 'she', 'he'].map(countsOf)).toEqual([3, 1, 1, 0]);
});

it('answers for every model with the counts of both words in the corpus, and tells progress to its end', async () => {
  const { 'word-choice': ask } = choiceProbes(tokenizer, () => corpus, [byToken(), { ...byToken(), id: 'encoder' }]);
  const told: [number, number][] = [];
  const answer = (await ask({} as never, { phase: 'any', step: 3 }, (done, total) =>
    told.push([done, total]),
  )) as Choices;
  expect(answer).toMatchObject({ phase: 'any', step: 3 });
  expect(answer.models.map(({ model }) => model)).toEqual(['lm', 'encoder']);
  for (const { scores } of answer.models) {
    expect(scores).toHaveLength(minimalPairs.length);
    expect(scores.filter((score) => typeof score !== 'string')).toHaveLength(2);
  }
  // of a pair that was left out, too
  expect(answer.counts.slice(0, 3)).toEqual([
    { right: 1, wrong: 2 },
    { right: 2, wrong: 1 },
    { right: 1, wrong: 0 },
  ]);
  const total = 2 * 2 * minimalPairs.length;
  expect(told.at(-1)).toEqual([total, total]);
});
