import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkCorpus, formatProblems } from './check.ts';
import { corpusFromFiles } from './format.ts';

const folder = new URL('../../../public/corpus/atlas/', import.meta.url);
const read = (name: string): [string, Uint8Array] => [name, readFileSync(new URL(name, folder))];

describe('atlas', () => {
  const corpus = corpusFromFiles(
    new Map(['manifest.json', 'documents.jsonl', 'questions.jsonl', 'questions-reworded.jsonl'].map(read)),
    'public/corpus/atlas',
  );

  it('keeps the rules of a corpus that teaches retrieval', () => {
    expect(formatProblems(checkCorpus(corpus))).toBe('');
  });

  it('is large enough to learn from', () => {
    expect(corpus.documents.length).toBeGreaterThanOrEqual(600);
    expect(corpus.questions.length).toBeGreaterThanOrEqual(2000);
    expect(new Set(corpus.documents.map(({ subject }) => subject)).size).toBeGreaterThanOrEqual(200);
  });
});
