import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { generateBios } from '../text/corpus/bios.ts';
import { corpusFromZip, corpusToZip } from '../text/corpus/zip.ts';
import { RetrogradError } from '../util/errors.ts';
import type { ImportEvent } from './import-messages.ts';
import { ImportServer, type ImportTools } from './import-server.ts';

function newServer(tools?: Partial<ImportTools>) {
  const events: ImportEvent[] = [];
  const unexpected = () => Promise.reject(new Error('not asked for'));
  const server = new ImportServer((event) => events.push(event), {
    wikipedia: unexpected,
    loadFinder: unexpected,
    ...tools,
  });
  const last = <T extends ImportEvent['type']>(type: T) =>
    events.filter((event): event is Extract<ImportEvent, { type: T }> => event.type === type).at(-1);
  return { server, events, last };
}

const file = (path: string, content: string | Uint8Array<ArrayBuffer>) => ({ path, file: new File([content], path) });
const bios = generateBios({ people: 8, attributes: 6, sentencesPerDocument: 2, seed: 1 });

describe('ImportServer', () => {
  it('reads a file, previews it and hands the corpus over', async () => {
    const { server, events, last } = newServer();
    await server.receive({ type: 'read', name: 'a.csv', files: [file('a.csv', 'title,text\nOslo,En by.\n')] });
    expect(last('preview')!.preview).toMatchObject({ format: 'table', outcome: { manifest: { title: 'a' } } });
    await server.receive({ type: 'preview', choices: { columns: { text: 'title' }, language: 'nb' } });
    await server.receive({ type: 'take' });
    expect(last('corpus')!.corpus).toMatchObject({ manifest: { language: 'nb' }, documents: [{ text: 'Oslo' }] });
    expect(events.filter(({ type }) => type === 'failed')).toEqual([]);
  });

  it('reports how many bytes are read', async () => {
    const { server, events } = newServer();
    const line = `{"text":"${'x'.repeat(1_000_000)}"}\n`;
    await server.receive({
      type: 'read',
      name: 'big',
      files: [file('1.jsonl', line), file('2.jsonl', line.repeat(3))],
    });
    const reading = events.flatMap((e) =>
      e.type === 'progress' && e.progress.stage === 'reading' ? [e.progress] : [],
    );
    expect(reading.length).toBeGreaterThanOrEqual(2);
    expect(reading.every(({ total }) => total === line.length * 4)).toBe(true);
    const done = reading.map((progress) => progress.done);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(done.at(-1)).toBeGreaterThan(3_000_000);
  });

  it('reads a folder of one file by that file’s name', async () => {
    const { server, last } = newServer();
    await server.receive({ type: 'read', name: 'texts', files: [file('notes.md', '# Rivers\n\nThe Rhine.\n')] });
    expect(last('preview')!.preview).toMatchObject({ format: 'text', outcome: { documents: [{ title: 'Rivers' }] } });
  });

  it('packs a corpus so that importing it again gives the same', async () => {
    const { server, last } = newServer();
    await server.receive({ type: 'pack', corpus: bios });
    const { bytes } = last('packed')!;
    expect(corpusFromZip(bytes)).toEqual(bios);
    await server.receive({ type: 'read', name: 'b.zip', files: [file('b.zip', bytes)] });
    await server.receive({ type: 'take' });
    expect(last('corpus')!.corpus).toEqual(bios);
  });

  it('hands over nothing after a preview that failed, nor before one', async () => {
    const { server, events, last } = newServer();
    await server.receive({ type: 'take' });
    expect(last('failed')!.error.code).toBe('bad-corpus');
    await server.receive({ type: 'read', name: 'a.csv', files: [file('a.csv', 'text\na\n')] });
    await server.receive({ type: 'preview', choices: { columns: { text: 'gone' } } });
    expect(last('preview')!.preview).toMatchObject({ outcome: null, error: { code: 'bad-option' } });
    await server.receive({ type: 'take' });
    expect(events.at(-1)).toMatchObject({ type: 'failed', error: { message: /nothing to import/ } });
    expect(last('corpus')).toBeUndefined();
  });

  it('names the file that cannot be read, and the archive that is damaged', async () => {
    const { server, last } = newServer();
    const gone = { size: 4, stream: () => new ReadableStream({ start: (c) => c.error(new Error('it was moved')) }) };
    await server.receive({ type: 'read', name: 'a.txt', files: [{ path: 'a.txt', file: gone as unknown as Blob }] });
    expect(last('failed')!.error.message).toMatch(/^a\.txt: the file cannot be read \(it was moved\)/);
    const damaged = corpusToZip(bios).slice(0, 400);
    await server.receive({ type: 'read', name: 'c.zip', files: [file('c.zip', damaged)] });
    expect(last('failed')!.error.message).toMatch(/^c\.zip: the zip archive cannot be read/);
    await server.receive({ type: 'read', name: 'e.txt', files: [file('e.txt', strToU8(''))] });
    expect(last('failed')!.error.message).toMatch(/^e\.txt: the file is empty/);
  });

  it('previews pages of Wikipedia and hands them over; there is no file to read otherwise', async () => {
    const { server, events, last } = newServer({
      wikipedia: async (titles, language, { onProgress } = {}) => {
        expect([titles, language]).toEqual([['Oslo', 'Xyzzy'], 'nb']);
        onProgress!(1, 2, 'Oslo');
        return { corpus: bios, skipped: { 'pages that do not exist': 1 } };
      },
    });
    await server.receive({ type: 'pages', titles: ['Oslo', 'Xyzzy'], language: 'nb' });
    expect(events.slice(0, 2)).toEqual([
      { type: 'progress', progress: { stage: 'pages', done: 0, total: 2 } },
      { type: 'progress', progress: { stage: 'pages', done: 1, total: 2 } },
    ]);
    expect(last('preview')!.preview).toMatchObject({
      format: 'wikipedia',
      formats: [],
      outcome: { manifest: bios.manifest, skipped: { 'pages that do not exist': 1 } },
    });
    await server.receive({ type: 'take' });
    expect(last('corpus')!.corpus).toEqual(bios);
    await server.receive({ type: 'preview', choices: { language: 'de' } });
    expect(last('failed')!.error.message).toMatch(/nothing to preview/);
  });

  it('marks the names that a model finds, and frees the model', async () => {
    let destroyed = 0;
    const { server, events, last } = newServer({
      loadFinder: async (source, onProgress) => {
        expect(source).toEqual({ from: 'hub', name: 'a/b' });
        onProgress!(5, 10);
        return {
          find: async (sentences) => sentences.map(() => [{ start: 0, end: 2, kind: 'person' }]),
          destroy: async () => void destroyed++,
        };
      },
    });
    const documents = [
      { id: 'a', title: 'A', text: 'Ada wrote. Bob read.' },
      { id: 'b', title: 'B', text: `${'x'.repeat(599)}. Yy.` },
    ];
    const corpus = { ...bios, documents };
    await server.receive({ type: 'annotate', corpus, source: { from: 'hub', name: 'a/b' } });
    const stages = events.flatMap((event) =>
      event.type === 'progress' ? [Object.values(event.progress).join(' ')] : [],
    );
    expect(stages).toEqual(['model 0 0', 'model 5 10', 'names 0 0', 'names 4 4']);
    expect(destroyed).toBe(1);
    const person = (start: number) => ({ start, end: start + 2, kind: 'person' });
    const { outcome } = last('preview')!.preview;
    expect(outcome).toMatchObject({ spans: 4, skipped: {} });
    // of a text that is cut, those that are seen
    expect(outcome!.documents.map(({ spans }) => spans)).toEqual([[person(0), person(11)], [person(0)]]);
    await server.receive({ type: 'take' });
    const found = last('corpus')!.corpus.documents.map(({ spans }) => spans);
    expect(found).toEqual([
      [person(0), person(11)],
      [person(0), person(601)],
    ]);
  });

  it('says what became of the network', async () => {
    const lost = new RetrogradError('network-failed', 'en.wikipedia.org cannot be reached.');
    const { server, last } = newServer({ wikipedia: () => Promise.reject(lost) });
    await server.receive({ type: 'pages', titles: ['Oslo'], language: 'en' });
    expect(last('failed')!.error).toEqual({ code: 'network-failed', message: lost.message });
    await server.receive({ type: 'take' });
    expect(last('corpus')).toBeUndefined();
  });
});
