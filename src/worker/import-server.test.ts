import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { generateBios } from '../text/corpus/bios.ts';
import { corpusFromZip, corpusToZip } from '../text/corpus/zip.ts';
import { RetrogradError } from '../util/errors.ts';
import type { ImportQuestion, ImportQuestions, ImportRequest } from './import-messages.ts';
import { ImportServer, type ImportTools } from './import-server.ts';
import type { Reply } from './questions.ts';

function newServer(tools?: Partial<ImportTools>) {
  const replies: Reply[] = [];
  const unexpected = () => Promise.reject(new Error('not asked for'));
  const server = new ImportServer((reply) => replies.push(reply), {
    wikipedia: unexpected,
    loadFinder: unexpected,
    ...tools,
  });
  let id = 0;
  const ask = async <K extends ImportQuestion>(type: K, query: ImportQuestions[K]['query']) => {
    const own = ++id;
    await server.receive({ id: own, type, query } as ImportRequest);
    const ended = replies.filter((reply) => reply.id === own && reply.type !== 'progress');
    expect(ended).toHaveLength(1);
    return ended[0]!;
  };
  /** The answer; fails where the question was refused. */
  const answer = async <K extends ImportQuestion>(type: K, query: ImportQuestions[K]['query']) => {
    const reply = await ask(type, query);
    expect(reply.type).toBe('answer');
    return (reply as Extract<Reply, { type: 'answer' }>).answer as ImportQuestions[K]['answer'];
  };
  /** The refusal; fails where the question was answered. */
  const refusal = async <K extends ImportQuestion>(type: K, query: ImportQuestions[K]['query']) => {
    const reply = await ask(type, query);
    expect(reply.type).toBe('refusal');
    return (reply as Extract<Reply, { type: 'refusal' }>).error;
  };
  const progress = () => replies.filter((reply) => reply.type === 'progress');
  return { answer, refusal, progress };
}

const file = (path: string, content: string | Uint8Array<ArrayBuffer>) => ({ path, file: new File([content], path) });
const bios = generateBios({ people: 8, attributes: 6, sentencesPerDocument: 2, seed: 1 });

describe('ImportServer', () => {
  it('reads a file, previews it and hands the corpus over', async () => {
    const { answer } = newServer();
    const read = await answer('read', { name: 'a.csv', files: [file('a.csv', 'title,text\nOslo,En by.\n')] });
    expect(read).toMatchObject({ format: 'table', outcome: { manifest: { title: 'a' } } });
    await answer('preview', { choices: { columns: { text: 'title' }, language: 'nb' } });
    expect(await answer('take', null)).toMatchObject({ manifest: { language: 'nb' }, documents: [{ text: 'Oslo' }] });
  });

  it('tells how many bytes are read', async () => {
    const { answer, progress } = newServer();
    const line = `{"text":"${'x'.repeat(1_000_000)}"}\n`;
    await answer('read', { name: 'big', files: [file('1.jsonl', line), file('2.jsonl', line.repeat(3))] });
    const reading = progress().filter(({ stage }) => stage === 'reading');
    expect(reading.length).toBeGreaterThanOrEqual(2);
    expect(reading.every(({ total }) => total === line.length * 4)).toBe(true);
    const done = reading.map((report) => report.done);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(done.at(-1)).toBeGreaterThan(3_000_000);
  });

  it('reads a folder of one file by that file’s name', async () => {
    const { answer } = newServer();
    const read = await answer('read', { name: 'texts', files: [file('notes.md', '# Rivers\n\nThe Rhine.\n')] });
    expect(read).toMatchObject({ format: 'text', outcome: { documents: [{ title: 'Rivers' }] } });
  });

  it('packs a corpus so that importing it again gives the same', async () => {
    const { answer } = newServer();
    const bytes = await answer('pack', { corpus: bios });
    expect(corpusFromZip(bytes)).toEqual(bios);
    await answer('read', { name: 'b.zip', files: [file('b.zip', bytes)] });
    expect(await answer('take', null)).toEqual(bios);
  });

  it('hands over nothing after a preview that failed, nor before one', async () => {
    const { answer, refusal } = newServer();
    expect((await refusal('take', null)).code).toBe('bad-corpus');
    await answer('read', { name: 'a.csv', files: [file('a.csv', 'text\na\n')] });
    const failed = await answer('preview', { choices: { columns: { text: 'gone' } } });
    expect(failed).toMatchObject({ outcome: null, error: { code: 'bad-option' } });
    expect(await refusal('take', null)).toMatchObject({ message: expect.stringMatching(/nothing to import/) });
  });

  it('names the file that cannot be read, and the archive that is damaged', async () => {
    const { refusal } = newServer();
    const gone = { size: 4, stream: () => new ReadableStream({ start: (c) => c.error(new Error('it was moved')) }) };
    const moved = await refusal('read', { name: 'a.txt', files: [{ path: 'a.txt', file: gone as unknown as Blob }] });
    expect(moved.message).toMatch(/^a\.txt: the file cannot be read \(it was moved\)/);
    const damaged = await refusal('read', { name: 'c.zip', files: [file('c.zip', corpusToZip(bios).slice(0, 400))] });
    expect(damaged.message).toMatch(/^c\.zip: the zip archive cannot be read/);
    const empty = await refusal('read', { name: 'e.txt', files: [file('e.txt', strToU8(''))] });
    expect(empty.message).toMatch(/^e\.txt: the file is empty/);
  });

  it('refuses one question and answers the next', async () => {
    const { answer, refusal } = newServer();
    const [refused, read] = await Promise.all([
      refusal('take', null),
      answer('read', { name: 'a.csv', files: [file('a.csv', 'text\na\n')] }),
    ]);
    expect(refused.code).toBe('bad-corpus');
    expect(read.format).toBe('table');
  });

  it('previews pages of Wikipedia and hands them over; there is no file to read otherwise', async () => {
    const { answer, refusal, progress } = newServer({
      wikipedia: async (titles, language, { onProgress } = {}) => {
        expect([titles, language]).toEqual([['Oslo', 'Xyzzy'], 'nb']);
        onProgress!(1, 2, 'Oslo');
        return { corpus: bios, skipped: { 'pages that do not exist': 1 } };
      },
    });
    const preview = await answer('pages', { titles: ['Oslo', 'Xyzzy'], language: 'nb' });
    expect(progress()).toEqual([
      { type: 'progress', id: 1, stage: 'pages', done: 0, total: 2 },
      { type: 'progress', id: 1, stage: 'pages', done: 1, total: 2 },
    ]);
    expect(preview).toMatchObject({
      format: 'wikipedia',
      formats: [],
      outcome: { manifest: bios.manifest, skipped: { 'pages that do not exist': 1 } },
    });
    expect(await answer('take', null)).toEqual(bios);
    expect((await refusal('preview', { choices: { language: 'de' } })).message).toMatch(/nothing to preview/);
  });

  it('marks the names that a model finds, and frees the model', async () => {
    let destroyed = 0;
    const { answer, progress } = newServer({
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
    const { outcome } = await answer('annotate', {
      corpus: { ...bios, documents },
      source: { from: 'hub', name: 'a/b' },
    });
    const stages = progress().map(({ stage, done, total }) => `${stage} ${done} ${total}`);
    expect(stages).toEqual(['model 0 0', 'model 5 10', 'names 0 0', 'names 4 4']);
    expect(destroyed).toBe(1);
    const person = (start: number) => ({ start, end: start + 2, kind: 'person' });
    expect(outcome).toMatchObject({ spans: 4, skipped: {} });
    // of a text that is cut, those that are seen
    expect(outcome!.documents.map(({ spans }) => spans)).toEqual([[person(0), person(11)], [person(0)]]);
    const found = (await answer('take', null)).documents.map(({ spans }) => spans);
    expect(found).toEqual([
      [person(0), person(11)],
      [person(0), person(601)],
    ]);
  });

  it('says what became of the network', async () => {
    const lost = new RetrogradError('network-failed', 'en.wikipedia.org cannot be reached.');
    const { refusal } = newServer({ wikipedia: () => Promise.reject(lost) });
    expect(await refusal('pages', { titles: ['Oslo'], language: 'en' })).toEqual({
      code: 'network-failed',
      message: lost.message,
    });
    expect((await refusal('take', null)).code).toBe('bad-corpus');
  });
});
