import { existsSync, readFileSync } from 'node:fs';
import { afterEach, expect, it, vi } from 'vitest';
import { resolvePreset } from '../systems/presets.ts';
import { loadCorpus } from './load-corpus.ts';

afterEach(() => vi.unstubAllGlobals());

it('reads a corpus of parts from the files of its parts', async () => {
  vi.stubGlobal('self', { location: { href: 'http://localhost/assets/train.js' } });
  vi.stubGlobal('fetch', async (url: URL) => {
    const file = new URL(`../../public${url.pathname.replace(/^\/src/, '')}`, import.meta.url);
    return existsSync(file) ? new Response(readFileSync(file)) : new Response('', { status: 404 });
  });
  const { manifest, documents } = await loadCorpus(resolvePreset('atlas-2l'));
  expect(manifest).toMatchObject({ id: 'atlas-2l', documents: documents.length });
  expect(new Set(documents.map(({ language }) => language))).toEqual(new Set(['en', 'zh']));
});

it('says what to do where a run names a corpus that this browser does not have, e.g. one of somebody else', async () => {
  vi.stubGlobal('self', { location: { href: 'http://localhost/assets/train.js' } });
  vi.stubGlobal('fetch', async () => new Response('', { status: 404 }));
  const loading = loadCorpus({ ...resolvePreset('atlas'), corpus: 'my-towns' });
  await expect(loading).rejects.toMatchObject({
    code: 'bad-corpus',
    message: expect.stringMatching(/^There is no corpus “my-towns” here\. If it is a text of your own, import it/),
  });
  await expect(loading).rejects.toThrow(/^(?!.*manifest\.json)/);
});

it('brings the further questions that the manifest of a corpus names', async () => {
  const files: Record<string, string> = {
    'manifest.json': JSON.stringify({
      id: 'm',
      title: 'M',
      licence: '',
      source: '',
      documents: 1,
      questions: 0,
      language: 'en',
      questionSets: [{ id: 'hard', title: 'Hard', file: 'hard.jsonl', questions: 1 }],
    }),
    'documents.jsonl': '{"id":"a","title":"A","text":"Oslo."}',
    'hard.jsonl': '{"id":"h","question":"Where?","answers":["Oslo"]}',
  };
  vi.stubGlobal('self', { location: { href: 'http://localhost/assets/train.js' } });
  vi.stubGlobal('fetch', async (url: URL) => {
    const text = files[url.pathname.split('/').at(-1)!];
    return text === undefined ? new Response('', { status: 404 }) : new Response(text);
  });
  const corpus = await loadCorpus({ ...resolvePreset('atlas'), corpus: 'm' });
  expect(corpus.questions).toEqual([]);
  expect(corpus.furtherQuestions).toEqual({ hard: [{ id: 'h', question: 'Where?', answers: ['Oslo'] }] });
});

it('says what a visitor can do where a corpus of the page does not come, or is damaged; others are told the fault', async () => {
  vi.stubGlobal('self', { location: { href: 'http://localhost/assets/train.js' } });
  vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('Failed to fetch')));
  const load = () => loadCorpus(resolvePreset('atlas'));
  await expect(load()).rejects.toMatchObject({ code: 'network-failed' });
  vi.stubGlobal('fetch', async () => new Response('{'));
  await expect(load()).rejects.toMatchObject({
    code: 'part-missing',
    message: expect.stringMatching(/^atlas, which comes with the page, is damaged: reload/),
  });
  const own = loadCorpus(resolvePreset('atlas'), async () => new TextEncoder().encode('{'));
  await expect(own).rejects.toMatchObject({ code: 'bad-corpus', message: expect.stringMatching(/^manifest\.json/) });
});
