import { expect, it } from 'vitest';
import { generateTasks, taskLetters } from '../../text/corpus/tasks.ts';
import { promptsOf, repeatedPrompts } from './evaluate.ts';
import { fillPrompts, promptLength, promptOf, tasksOf } from './parts.ts';
import { exampleCounts } from './symbols.ts';

const shift = exampleCounts.map((x) => (x + 1) % 8);

it('reads the permutations of the corpus', () => {
  const corpus = generateTasks({ known: 2, unseen: 1, seed: 1 });
  const tasks = [...tasksOf(corpus, 'known'), ...tasksOf(corpus, 'unseen')];
  const texts = tasks.map((task) => task.map((y, x) => `${taskLetters[x]} ${taskLetters[y]}`).join(' '));
  expect(texts).toEqual(corpus.documents.map(({ text }) => text));
  expect(tasksOf(corpus, 'unseen')).toHaveLength(1);
});

it('writes prompts as x₁ y₁ … x, and predicts the answers alone, worked by hand', () => {
  const arrays = {
    ids: new Uint32Array(3 * promptLength).fill(99),
    lengths: new Uint32Array(3).fill(99),
    targets: new Uint32Array(3 * promptLength).fill(99),
    weights: new Float32Array(3 * promptLength).fill(99),
  };
  const inputs = {
    integers: (name: string) => arrays[name as 'ids'],
    floats: (name: string) => arrays[name as 'weights'],
  };
  const tokens = exampleCounts.map((symbol) => 10 + symbol);
  // d→e b→c, and a is asked; its answer is known in the first prompt only
  const examples = [
    [3, 4],
    [1, 2],
  ] as const;
  const prompts = [
    { examples, x: 0, y: 1 },
    { examples, x: 0 },
  ];
  fillPrompts(inputs, prompts, { tokens, model: { vocabularySize: 20 } as never });
  const row = (values: ArrayLike<number>, r: number) =>
    Array.from(values).slice(r * promptLength, r * promptLength + 6);
  expect([...arrays.lengths]).toEqual([5, 5, 0]);
  expect(row(arrays.ids, 0)).toEqual([13, 14, 11, 12, 10, 0]);
  expect(row(arrays.ids, 1)).toEqual([13, 14, 11, 12, 10, 0]);
  expect(row(arrays.ids, 2)).toEqual([0, 0, 0, 0, 0, 0]);
  expect(row(arrays.targets, 0)).toEqual([14, 20, 12, 20, 11, 20]);
  expect(row(arrays.targets, 1)).toEqual([14, 20, 12, 20, 20, 20]);
  // five predictions in all
  expect(row(arrays.weights, 0)).toEqual([0.2, 0, 0.2, 0, 0.2, 0].map(Math.fround));
  expect(row(arrays.weights, 1)).toEqual([0.2, 0, 0.2, 0, 0, 0].map(Math.fround));

  // with the letters: b after “d e”, a after “d e b c”
  fillPrompts(inputs, prompts.slice(0, 1), { tokens, model: { vocabularySize: 20 } as never }, 'all');
  expect(row(arrays.targets, 0)).toEqual([14, 11, 12, 10, 11, 20]);
  expect(row(arrays.weights, 0)).toEqual([0.2, 0.2, 0.2, 0.2, 0.2, 0].map(Math.fround));
  expect(row(arrays.weights, 1)).toEqual([0, 0, 0, 0, 0, 0]);
});

it('asks the last letter of an order, after examples of the others', () => {
  expect(promptOf(shift, [2, 7, 0])).toEqual({
    examples: [
      [2, 3],
      [7, 0],
    ],
    x: 0,
    y: 1,
  });
});

it('evaluates every task about equally often, and asks again what was shown', () => {
  const other = [...shift].reverse();
  const prompts = promptsOf([shift, other], 6);
  expect(prompts.map(({ x, y }) => (shift[x] === y ? 0 : 1))).toEqual(prompts.map((_, i) => i % 2));
  for (const { examples, x } of prompts) expect(new Set([x, ...examples.map(([one]) => one)]).size).toBe(8);
  const again = repeatedPrompts([shift], 14);
  expect(again.map(({ examples }) => examples.length)).toEqual([1, 2, 3, 4, 5, 6, 7, 1, 2, 3, 4, 5, 6, 7]);
  for (const { examples, x, y } of again) expect(examples).toContainEqual([x, y]);
});
