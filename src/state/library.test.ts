import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bundledCorpora, type Corpus, generatedCorpora, labelledSets } from '../text/corpus/corpus.ts';
import { addQuestions } from './imports.ts';
import { Library } from './library.ts';
import { InlineWorker } from './testing/inline-import-worker.ts';
import { MemoryLibrary } from './testing/memory-library.ts';

const corpusOf = (id: string, title = id): Corpus => ({
  manifest: { id, title, licence: '', source: '', documents: 1, questions: 1, language: 'en' },
  documents: [{ id: 'd', title: 'Oslo', text: 'A town.' }],
  questions: [{ id: 'q', question: 'Where?', answers: ['Oslo'] }],
});

function newLibrary() {
  const storage = new MemoryLibrary();
  let now = 0;
  return { storage, library: new Library(storage, () => ++now) };
}

const spawn = () => new InlineWorker();

const fileOf = (content: string) => new File([content], 'nq.jsonl');

const titles = (library: Library) => library.state.entries.map(({ manifest }) => manifest.title);

describe('Library', () => {
  it('keeps corpora, newest first, and finds them in another visit', async () => {
    const { storage, library } = newLibrary();
    await library.add(corpusOf('towns'));
    await library.add(corpusOf('rivers'));
    expect(titles(library)).toEqual(['rivers', 'towns']);
    const later = new Library(storage);
    await later.open();
    expect(titles(later)).toEqual(['rivers', 'towns']);
    expect(later.state.entries[0]).toMatchObject({ characters: 17, importedAt: 2 });
    expect(await later.load('towns')).toEqual(corpusOf('towns'));
    expect(await later.load('lakes')).toBeNull();
  });

  it('gives each corpus an id of its own, and none of a bundled one', async () => {
    const { library } = newLibrary();
    const ids = [];
    for (const id of ['atlas', 'Große Stadt', 'grosse-stadt', '../x', '北京']) {
      ids.push((await library.add(corpusOf(id))).manifest.id);
    }
    expect(ids).toEqual(['atlas-2', 'grosse-stadt', 'grosse-stadt-2', 'x', 'imported']);
  });

  it('never asks the browser for a bundled corpus', async () => {
    const { storage, library } = newLibrary();
    storage.list = () => Promise.reject(new Error('no data for this page'));
    for (const id of bundledCorpora) expect(await library.load(id)).toBeNull();
    const inFolders = bundledCorpora.filter((id) => !generatedCorpora.some((generated) => generated === id));
    expect([...inFolders, ...labelledSets]).toEqual(readdirSync('public/corpus').sort());
  });

  it('renames, and the texts stay', async () => {
    const { library } = newLibrary();
    await library.add(corpusOf('towns'));
    await library.rename('towns', '  Cities ');
    await library.rename('towns', ' ');
    expect(titles(library)).toEqual(['Cities']);
    expect(await library.load('towns')).toEqual(corpusOf('towns', 'Cities'));
    await expect(library.rename('lakes', 'x')).rejects.toMatchObject({ code: 'bad-corpus' });
  });

  it('adds the questions of a file to a corpus, once', async () => {
    const { library } = newLibrary();
    for (const id of ['towns', 'rivers']) await library.add(corpusOf(id));
    const file = fileOf(
      '{"question":"when","answer":["1048"]}\n{"question":"Where?","answer":["Oslo"]}\n{"question":"","answer":[]}',
    );
    expect(await addQuestions(library, 'towns', file, spawn)).toEqual({
      added: 1,
      skipped: { 'questions without an answer': 1, 'questions that are there already': 1 },
    });
    const { manifest, documents, questions } = corpusOf('towns');
    const grown = {
      manifest: { ...manifest, questions: 2 },
      documents,
      questions: [...questions, { id: 'q2', question: 'when', answers: ['1048'] }],
    };
    expect(await library.load('towns')).toEqual(grown);
    expect(titles(library)).toEqual(['rivers', 'towns']);
    expect(library.state.entries[1]).toEqual({ manifest: grown.manifest, characters: 21, importedAt: 1 });
    expect((await addQuestions(library, 'towns', file, spawn)).added).toBe(0);
    expect(await library.load('towns')).toEqual(grown);
  });

  it.each<[string, File, RegExp]>([
    ['a broken line', fileOf('{"question":"a","answer":["b"]}\n{'), /^nq\.jsonl, line 2: not JSON/],
    [
      'a file that is too large',
      Object.defineProperty(fileOf(''), 'size', { value: 100_000_001 }),
      /^nq\.jsonl: 101 MB; at most 100 MB/,
    ],
    [
      'a file that is gone',
      Object.assign(fileOf(''), {
        stream: () => {
          throw new Error('moved');
        },
      }),
      /^nq\.jsonl: the file cannot be read \(moved\)\. Choose it again/,
    ],
  ])('adds nothing of %s', async (_, file, message) => {
    const { library } = newLibrary();
    await library.add(corpusOf('towns'));
    await expect(addQuestions(library, 'towns', file, spawn)).rejects.toThrow(message);
    expect(await library.load('towns')).toEqual(corpusOf('towns'));
  });

  it('adds questions under the title that a corpus has by then, and to none that is deleted by then', async () => {
    const { library } = newLibrary();
    await library.add(corpusOf('towns'));
    const meanwhile = (question: string, work: () => Promise<unknown>) => {
      const file = fileOf(JSON.stringify({ question, answer: ['1048'] }));
      const bytes = file.stream();
      // something else happens while the file is read
      return Object.assign(file, { stream: () => bytes.pipeThrough(new TransformStream({ start: () => work() })) });
    };
    await addQuestions(
      library,
      'towns',
      meanwhile('when', () => library.rename('towns', 'Cities')),
      spawn,
    );
    const renamed = (await library.load('towns'))!;
    expect(renamed.manifest).toMatchObject({ title: 'Cities', questions: 2 });
    const deleted = meanwhile('since when', () => library.remove('towns'));
    await expect(addQuestions(library, 'towns', deleted, spawn)).rejects.toMatchObject({ code: 'bad-corpus' });
    await library.undoRemove();
    expect(await library.load('towns')).toEqual(renamed);
  });

  it('brings a deleted corpus back until another one goes', async () => {
    const { storage, library } = newLibrary();
    for (const id of ['a', 'b', 'c']) await library.add(corpusOf(id));
    await library.remove('b');
    expect([titles(library), library.state.removed?.manifest.id]).toEqual([['c', 'a'], 'b']);
    expect(await library.load('b')).not.toBeNull();
    await library.undoRemove();
    expect([titles(library), library.state.removed]).toEqual([['c', 'b', 'a'], null]);
    await library.remove('a');
    await library.remove('b');
    expect([...storage.allTexts.keys()]).toEqual(['b', 'c']);
    await library.undoRemove();
    expect(titles(library)).toEqual(['c', 'b']);
  });

  it('brings a deleted corpus back whole though another tab was opened and has deleted one', async () => {
    const { storage, library } = newLibrary();
    for (const id of ['a', 'b']) await library.add(corpusOf(id));
    const texts = await library.load('a');
    await library.remove('a');
    const other = new Library(storage, () => storage.entries.get('a')!.removedAt! + 1);
    await other.open();
    await other.remove('b');
    await library.undoRemove();
    expect([titles(library), await library.load('a')]).toEqual([['a'], texts]);
    await other.undoRemove();
    expect(titles(other)).toEqual(['b', 'a']);
  });

  it('forgets what was deleted a day ago, and does not bring its entry back alone', async () => {
    const { storage, library } = newLibrary();
    for (const id of ['a', 'b']) await library.add(corpusOf(id));
    await library.remove('a');
    const removedAt = storage.entries.get('a')!.removedAt!;
    const visit = (hours: number) => new Library(storage, () => removedAt + hours * 3_600_000).open();
    await visit(23);
    expect([...storage.entries.keys()]).toEqual(['a', 'b']);
    await visit(25);
    expect([...storage.entries.keys()]).toEqual(['b']);
    await expect(library.undoRemove()).rejects.toMatchObject({ code: 'bad-corpus' });
    expect([[...storage.entries.keys()], library.state.removed]).toEqual([['b'], null]);
  });

  it('gives the id of a deleted corpus to one that is imported in a later visit', async () => {
    const { storage, library } = newLibrary();
    await library.add(corpusOf('a'));
    await library.remove('a');
    const removedAt = storage.entries.get('a')!.removedAt!;
    const later = new Library(storage, () => removedAt + 1);
    await later.open();
    expect((await later.add(corpusOf('a'))).manifest.id).toBe('a');
    expect(titles(later)).toEqual(['a']);
  });

  it('forgets what was deleted when something is imported', async () => {
    const { library } = newLibrary();
    await library.add(corpusOf('b'));
    await library.remove('b');
    const { manifest } = await library.add(corpusOf('b'));
    expect([manifest.id, library.state.removed]).toEqual(['b', null]);
  });

  it('is as it was where the storage is full', async () => {
    const { storage, library } = newLibrary();
    await library.add(corpusOf('a'));
    storage.isFull = true;
    await expect(library.add(corpusOf('b'))).rejects.toMatchObject({ code: 'storage-full' });
    await expect(library.rename('a', 'x')).rejects.toMatchObject({ code: 'storage-full' });
    await expect(library.remove('a')).rejects.toMatchObject({ code: 'storage-full' });
    const file = fileOf('{"question":"when","answer":["1048"]}');
    await expect(addQuestions(library, 'a', file, spawn)).rejects.toMatchObject({ code: 'storage-full' });
    expect(await library.load('a')).toEqual(corpusOf('a'));
    expect([titles(library), library.state.removed]).toEqual([['a'], null]);
  });
});
