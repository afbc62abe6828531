import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkCorpus, formatProblems } from '../text/corpus/check.ts';
import { corpusFromFiles } from '../text/corpus/format.ts';
import { withQuestions } from '../text/corpus/question-sets.ts';
import { checkRareWords } from '../text/corpus/rare-words.ts';
import { englishWords } from './english.ts';

const folder = new URL('../../public/corpus/atlas/', import.meta.url);
const read = (name: string): [string, Uint8Array] => [name, readFileSync(new URL(name, folder))];

describe('the questions of atlas in other words', () => {
  const atlas = corpusFromFiles(
    new Map(['manifest.json', 'documents.jsonl', 'questions.jsonl', 'questions-reworded.jsonl'].map(read)),
    'public/corpus/atlas',
  );
  const reworded = withQuestions(atlas, 'reworded');

  it('share no rare word with the articles that answer them but the name of the subject', () => {
    expect(formatProblems(checkRareWords(reworded, englishWords))).toBe('');
  });

  it('would break that rule in most cases if they were the default ones', () => {
    expect(checkRareWords(atlas, englishWords).length).toBeGreaterThan(atlas.questions.length / 2);
  });

  it('keep the rules of a corpus that teaches retrieval, and are not those of the default set', () => {
    expect(formatProblems(checkCorpus(reworded))).toBe('');
    const asked = new Set(atlas.questions.map(({ question }) => question));
    expect(reworded.questions.filter(({ question }) => asked.has(question))).toEqual([]);
  });

  it('are many, about many subjects', () => {
    expect(reworded.questions.length).toBeGreaterThanOrEqual(600);
    const subjects = new Map(atlas.documents.map(({ id, subject }) => [id, subject]));
    const asked = reworded.questions.map(({ documents }) => subjects.get(documents![0]!));
    expect(new Set(asked).size).toBeGreaterThanOrEqual(250);
  });
});
