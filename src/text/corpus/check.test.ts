import { describe, expect, it } from 'vitest';
import { checkCorpus } from './check.ts';
import type { Corpus, Document, Question } from './corpus.ts';

/** 70 words that no other seed has, the given sentence among them. */
const article = (seed: string, sentence: string) =>
  [...Array.from({ length: 70 - sentence.split(' ').length }, (_, i) => `${seed}${i}`), sentence].join(' ');
const good = (): { documents: Document[]; questions: Question[] } => ({
  documents: [
    { id: 'radium', title: 'Radium', subject: 'curie', text: article('r', 'Radium was found in Paris in 1898.') },
    {
      id: 'marie-curie',
      title: 'Marie Curie',
      subject: 'curie',
      text: article('c', 'In 1898 Marie Curie, of Paris, found radium.'),
    },
    { id: 'lodz', title: 'Łódź', subject: 'lodz', text: article('l', 'Lodz is a city that Paris envies.') },
  ],
  questions: [
    { id: 'q1', question: 'When was radium found?', answers: ['1898'], documents: ['radium', 'marie-curie'] },
    { id: 'q2', question: 'Where was radium found?', answers: ['Paris'], documents: ['radium', 'marie-curie'] },
  ],
});
const problemsAfter = (change: (parts: ReturnType<typeof good>) => void): string[] => {
  const parts = good();
  change(parts);
  const manifest = { id: 'x', title: 'X', licence: '', source: '', documents: 3, questions: 2, language: 'en' };
  return checkCorpus({ manifest, ...parts } as Corpus).map(({ where, message }) => `${where}: ${message}`);
};

describe('checkCorpus', () => {
  it('finds nothing in a corpus in order', () => {
    expect(problemsAfter(() => {})).toEqual([]);
  });

  it.each<[string, (parts: ReturnType<typeof good>) => void, RegExp[]]>([
    [
      'an id that is no slug',
      ({ documents }) => (documents[2]!.id = 'Łódź'),
      [/document Łódź: the id is no slug; lodz/],
    ],
    [
      'an id of another title',
      ({ documents }) => (documents[2]!.title = 'Warsaw'),
      [/document lodz: .*"Warsaw", warsaw/],
    ],
    ['a missing subject', ({ documents }) => delete documents[2]!.subject, [/document lodz: the subject is missing/]],
    ['a subject that is no slug', ({ documents }) => (documents[2]!.subject = 'a b'), [/"a b" is no slug/]],
    [
      '59 words',
      ({ documents }) => (documents[2]!.text = documents[2]!.text.split(' ').slice(11).join(' ')),
      [/59 words; 60 to 120/],
    ],
    ['121 words', ({ documents }) => (documents[2]!.text += ' y'.repeat(51)), [/121 words/]],
    ['two spaces', ({ documents }) => (documents[2]!.text = documents[2]!.text.replace(' ', '  ')), [/two spaces/]],
    [
      'one title twice',
      ({ documents }) => Object.assign(documents[2]!, { id: 'radium-2', title: 'RADIUM' }),
      [/not the slug/, /title of another: radium/],
    ],
    [
      'an answer missing in one document',
      ({ documents }) => (documents[1]!.text = documents[1]!.text.replace('1898', '18980')),
      [/question q1: the answer "1898" does not stand in marie-curie/],
    ],
    [
      'an answer in other case',
      ({ questions }) => (questions[1]!.answers = ['paris']),
      [/does not stand in radium/, /does not stand in marie-curie/],
    ],
    ['one document only', ({ questions }) => questions[0]!.documents!.pop(), [/question q1: 1 documents are listed/]],
    [
      'one document twice',
      ({ questions }) => (questions[0]!.documents = ['radium', 'radium']),
      [/1 documents are listed/, /listed twice/],
    ],
    [
      'an unknown document',
      ({ questions }) => questions[0]!.documents!.push('gone'),
      [/the document gone does not exist/],
    ],
    ['documents of two subjects', ({ questions }) => questions[1]!.documents!.push('lodz'), [/subjects curie, lodz/]],
    [
      'an answer given away',
      ({ questions }) => (questions[1]!.question = 'Was it in paris?'),
      [/question q2: the question gives "Paris" away/],
    ],
    ['no question mark', ({ questions }) => (questions[1]!.question = 'Where was it found'), [/question mark/]],
    [
      'one question twice',
      ({ questions }) => (questions[1]!.question = 'When was Radium found ?'),
      [/question q2: is the same as another: q1/],
    ],
    ['one question id twice', ({ questions }) => (questions[1]!.id = 'q1'), [/question q1: has the id of another/]],
    ['no answer', ({ questions }) => (questions[1]!.answers = []), [/no answer/]],
  ])('finds %s', (_, change, expected) => {
    const problems = problemsAfter(change);
    expect(problems).toHaveLength(expected.length);
    expected.forEach((pattern, i) => {
      expect(problems[i]).toMatch(pattern);
    });
  });

  it('finds articles that share more than half of their 5-word runs, and no others', () => {
    // 66 runs each. n words changed at the end spoil n runs: Jaccard (66 − n) / (66 + n), above .5 up to n = 21.
    const withTail = (n: number) =>
      problemsAfter(({ documents }) => {
        const words = documents[0]!.text.split(' ');
        documents[2]!.text = [...words.slice(0, 70 - n), ...Array.from({ length: n }, (_, i) => `z${i}`)].join(' ');
      });
    expect(withTail(21)).toEqual([expect.stringMatching(/document lodz: says nearly the same as radium \(52%/)]);
    expect(withTail(22)).toEqual([]);
  });
});
