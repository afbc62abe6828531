import { describe, expect, it } from 'vitest';
import { generateTasks, taskLetters } from './tasks.ts';

describe('tasks', () => {
  const corpus = generateTasks({ known: 16, unseen: 5, seed: 3 });

  it('are different permutations of the letters, so many known and so many unseen', () => {
    expect(corpus.documents.map(({ subject }) => subject)).toEqual([
      ...Array<string>(16).fill('known'),
      ...Array<string>(5).fill('unseen'),
    ]);
    for (const { text } of corpus.documents) {
      const words = text.split(' ');
      expect(words.filter((_, i) => i % 2 === 0)).toEqual([...taskLetters]);
      expect(words.filter((_, i) => i % 2 === 1).sort()).toEqual([...taskLetters]);
    }
    expect(new Set(corpus.documents.map(({ text }) => text)).size).toBe(21);
  });

  it('depend on the seed alone', () => {
    expect(generateTasks({ known: 16, unseen: 5, seed: 3 })).toEqual(corpus);
    expect(generateTasks({ known: 16, unseen: 5, seed: 4 }).documents).not.toEqual(corpus.documents);
  });

  it('are refused where there are too few permutations', () => {
    expect(() => generateTasks({ known: 20_160, unseen: 1, seed: 1 })).toThrow('at most 20160');
  });
});
