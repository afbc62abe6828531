import { describe, expect, it } from 'vitest';
import { corpusFromZip } from '../text/corpus/zip.ts';
import { Imports, packCorpus } from './imports.ts';
import { Library } from './library.ts';
import { InlineWorker } from './testing/inline-import-worker.ts';
import { MemoryLibrary } from './testing/memory-library.ts';

function newImports() {
  const storage = new MemoryLibrary();
  const library = new Library(storage);
  const workers: InlineWorker[] = [];
  const spawn = () => {
    workers.push(new InlineWorker());
    return workers.at(-1)!;
  };
  return { imports: new Imports({ library, spawn }), library, storage, workers, spawn };
}

const files = (path: string, content: string) => [{ path, file: new Blob([content]) }];
const towns = files('towns.csv', 'id,title,text\na,Oslo,A town.\na,Oslo,A town.\nb,Rome,A city.\n');

describe('Imports', () => {
  it('previews, takes over with the title that was typed, and ends the worker', async () => {
    const { imports, library, workers } = newImports();
    await imports.begin('towns.csv', towns);
    expect(imports.state).toMatchObject({
      status: 'ready',
      preview: { format: 'table', outcome: { manifest: { documents: 2 }, skipped: { 'repeated documents': 1 } } },
      error: null,
    });
    expect(library.state.entries).toEqual([]);
    imports.setTitle('  My towns ');
    const entry = await imports.take();
    expect(entry!.manifest).toMatchObject({ id: 'towns', title: 'My towns', documents: 2 });
    expect(imports.state.status).toBe('idle');
    expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true]);
    expect((await library.load('towns'))!.documents.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('makes another preview with other columns, and forgets these with another format', async () => {
    const { imports } = newImports();
    await imports.begin('towns.csv', towns);
    await imports.choose({ columns: { text: 'title', id: null } });
    await imports.choose({ language: 'nb' });
    expect(imports.state).toMatchObject({
      choices: { columns: { text: 'title' }, language: 'nb' },
      preview: { outcome: { manifest: { language: 'nb' }, documents: [{ text: 'Oslo' }, { text: 'Rome' }] } },
    });
    await imports.choose({ format: 'text' });
    expect(imports.state.choices).toEqual({ language: 'nb', format: 'text' });
    expect(imports.state.preview!.format).toBe('text');
  });

  it('keeps the choices on screen where they cannot be read, and takes nothing', async () => {
    const { imports, library } = newImports();
    await imports.begin('towns.csv', towns);
    await imports.choose({ format: 'squad' });
    expect(imports.state).toMatchObject({ status: 'ready', preview: { outcome: null }, error: { code: 'bad-corpus' } });
    expect(await imports.take()).toBeNull();
    await imports.choose({ format: 'table' });
    expect(imports.state).toMatchObject({ error: null, preview: { outcome: { manifest: { documents: 2 } } } });
    expect(library.state.entries).toEqual([]);
  });

  it('is cancelled while it reads, and nothing comes of it', async () => {
    const { imports, library, workers } = newImports();
    const reading = imports.begin('towns.csv', towns);
    imports.cancel();
    await reading;
    expect(imports.state).toMatchObject({ status: 'idle', preview: null, error: null });
    expect(workers[0]!.isTerminated).toBe(true);
    expect(await imports.take()).toBeNull();
    await imports.begin('towns.csv', towns);
    expect(imports.state.status).toBe('ready');
    expect(library.state.entries).toEqual([]);
  });

  it('leaves nothing behind where it is cancelled while it is being kept', async () => {
    const { imports, library, storage } = newImports();
    await imports.begin('towns.csv', towns);
    const add = storage.add.bind(storage);
    storage.add = async (...args) => {
      await add(...args);
      imports.cancel();
    };
    expect(await imports.take()).toBeNull();
    expect([storage.entries.size, storage.allTexts.size, library.state.entries]).toEqual([0, 0, []]);
  });

  it('says it where the storage is full; the import can be tried again', async () => {
    const { imports, library, storage } = newImports();
    await imports.begin('towns.csv', towns);
    storage.isFull = true;
    expect(await imports.take()).toBeNull();
    expect(imports.state).toMatchObject({ status: 'ready', error: { code: 'storage-full' } });
    expect(library.state.entries).toEqual([]);
    storage.isFull = false;
    expect((await imports.take())!.manifest.id).toBe('towns');
  });

  it('packs a corpus so that importing it again gives the same', async () => {
    const { imports, library, spawn, workers } = newImports();
    await imports.begin('towns.csv', towns);
    imports.setTitle('Städte <b>');
    await imports.take();
    const bytes = await packCorpus(library, 'towns', spawn);
    expect(workers.at(-1)!.isTerminated).toBe(true);
    const kept = (await library.load('towns'))!;
    expect(corpusFromZip(bytes)).toEqual(kept);
    await library.remove('towns');
    await imports.begin('towns.zip', [{ path: 'towns.zip', file: new Blob([bytes]) }]);
    expect((await imports.take())!.manifest).toEqual(kept.manifest);
    expect(await library.load('towns')).toEqual(kept);
    await expect(packCorpus(library, 'gone', spawn)).rejects.toMatchObject({ code: 'bad-corpus' });
  });

  it('takes over pages of Wikipedia, and remembers what was asked', async () => {
    const { imports, library } = newImports();
    imports.setAsked({ titles: 'Oslo' });
    imports.setAsked({ language: 'nb' });
    await imports.fetchPages('pages of Wikipedia', ['Oslo'], 'nb');
    expect(imports.state).toMatchObject({ status: 'ready', from: 'wikipedia', name: 'pages of Wikipedia' });
    const { manifest } = (await imports.take())!;
    expect(manifest).toMatchObject({ id: 'wikipedia-oslo', title: 'Oslo', licence: 'CC BY-SA 4.0', language: 'nb' });
    expect((await library.load('wikipedia-oslo'))!.documents).toHaveLength(1);
    expect(imports.state).toMatchObject({ status: 'idle', from: 'files', asked: { titles: 'Oslo', language: 'nb' } });
  });

  it('makes another corpus with the names that a model finds; the first stays as it is', async () => {
    const { imports, library } = newImports();
    await imports.begin('towns.csv', towns);
    await imports.take();
    const before = await library.load('towns');
    await imports.findNames('names by m', 'towns', { from: 'hub', name: 'o/m' });
    expect(imports.state).toMatchObject({ status: 'ready', from: 'library', preview: { outcome: { spans: 2 } } });
    imports.setTitle('Towns, names by m');
    expect((await imports.take())!.manifest).toMatchObject({ id: 'towns-2', title: 'Towns, names by m' });
    const marked = (await library.load('towns-2'))!.documents;
    expect(marked.map(({ text, spans }) => spans!.map(({ start, end }) => text.slice(start, end)))).toEqual([
      ['town'],
      ['city'],
    ]);
    expect(await library.load('towns')).toEqual(before);
    await imports.findNames('names by m', 'gone', { from: 'hub', name: 'o/m' });
    expect(imports.state).toMatchObject({ status: 'ready', preview: null, error: { code: 'bad-corpus' } });
  });

  it('starts no worker for a corpus that is loaded too late', async () => {
    const { imports, workers } = newImports();
    await imports.begin('towns.csv', towns);
    await imports.take();
    const finding = imports.findNames('names', 'towns', { from: 'hub', name: 'o/m' });
    imports.cancel();
    await finding;
    expect(workers).toHaveLength(1);
    expect(imports.state.status).toBe('idle');
  });
});
