import { describe, expect, it } from 'vitest';
import type { Corpus, Document } from './corpus.ts';
import { corpusFingerprint } from './fingerprint.ts';

const manifest = { id: 'x', title: 'X', licence: 'CC0', source: 'us', documents: 2, questions: 0, language: 'en' };
const documents: Document[] = [
  { id: 'a', title: 'Oslo', text: 'Oslo is in Norway.' },
  { id: 'b', title: 'Köln', text: '科隆在莱茵河畔。' },
];
const of = (changed: Document[], more: Partial<Corpus> = {}) =>
  corpusFingerprint({ manifest, documents: changed, questions: [], ...more });

describe('the fingerprint of a corpus', () => {
  it('differs where a document, its id, title or text does, or the order', () => {
    const [first, second] = documents as [Document, Document];
    const others = [
      [],
      [first],
      [second, first],
      [first, { ...second, id: 'c' }],
      [first, { ...second, title: 'Koln' }],
      [first, { ...second, text: '科隆在莱茵河边。' }],
      [{ ...first, id: 'aO', title: 'slo' }, second],
    ];
    expect(new Set([documents, ...others].map((changed) => of(changed))).size).toBe(1 + others.length);
  });

  it('is the same whatever the corpus is called, asks or has annotated', () => {
    const annotated = documents.map((document) => ({ ...document, spans: [] }));
    const questions = [{ id: 'q', question: 'Where is Oslo?', answers: ['Norway'] }];
    expect(of(annotated, { manifest: { ...manifest, id: 'y' }, questions })).toBe(of(documents));
  });
});
