import { expect, it } from 'vitest';
import type { Corpus } from './corpus.ts';
import { withQuestions } from './question-sets.ts';

const question = (id: string) => ({ id, question: 'Where?', answers: ['Oslo'] });
const corpus: Corpus = {
  manifest: {
    id: 'm',
    title: 'M',
    licence: '',
    source: '',
    documents: 1,
    questions: 1,
    language: 'en',
    questionSets: [{ id: 'hard', title: 'Hard', file: 'hard.jsonl', questions: 2 }],
  },
  documents: [{ id: 'a', title: 'A', text: 'Oslo.' }],
  questions: [question('own')],
  furtherQuestions: { hard: [question('h1'), question('h2')] },
};

it('the default set is the corpus itself; another set takes the place of its questions', () => {
  expect(withQuestions(corpus)).toBe(corpus);
  expect(withQuestions(corpus, 'default')).toBe(corpus);
  const hard = withQuestions(corpus, 'hard');
  expect(hard.questions.map(({ id }) => id)).toEqual(['h1', 'h2']);
  expect(hard.manifest.questions).toBe(2);
  expect(hard.documents).toBe(corpus.documents);
});

it.each(['harder', 'constructor'])('a set that the corpus lacks, %s, is refused with those that it has', (set) => {
  expect(() => withQuestions(corpus, set)).toThrow(
    `The corpus “M” has no questions “${set}”. Set questions to default / hard.`,
  );
  const { furtherQuestions: _, ...plain } = corpus;
  expect(() => withQuestions(plain, set)).toThrow('Set questions to default.');
});
