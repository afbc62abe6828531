import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { resolvePreset } from '../systems/presets.ts';
import { generateBios } from '../text/corpus/bios.ts';
import type { Corpus } from '../text/corpus/corpus.ts';
import { corpusToFiles } from '../text/corpus/format.ts';
import { importCorpus } from '../text/import/import.ts';
import { packCheckpoint } from './checkpoint-zip.ts';
import { Library } from './library.ts';
import { checkpointFromZip, zipWithCheckpoint } from './take-zip.ts';
import { MemoryLibrary } from './testing/memory-library.ts';

const made = generateBios({ people: 4, attributes: 4, sentencesPerDocument: 2, seed: 1 });
const corpus: Corpus = { ...made, manifest: { ...made.manifest, id: 'mine' } };

/** The files of an archive that was taken along, as far as they matter here. */
function taken(id: string, more: Record<string, Uint8Array> = {}): Uint8Array {
  const config = { ...resolvePreset('smoke'), corpus: id };
  return zipSync({
    'retriever/model.safetensors': new Uint8Array(8),
    'retriever/config.json': strToU8('{"model_type":"bert"}'),
    'retriever/tokenizer.json': strToU8('{}'),
    'checkpoint/model.safetensors': new Uint8Array(40),
    'checkpoint/config.json': strToU8(JSON.stringify(config)),
    'checkpoint/tokenizer.json': strToU8('{}'),
    ...Object.fromEntries(corpusToFiles(corpus)),
    'take.json': strToU8('{}'),
    ...more,
  });
}

describe('a zip that was taken along', () => {
  it('gives its checkpoint, not a model, and its corpus to the library', async () => {
    const library = new Library(new MemoryLibrary());
    const { files, config } = await checkpointFromZip('run.zip', taken('mine'), library);
    expect(files.weights.byteLength).toBe(40);
    expect(config.corpus).toBe('mine');
    expect((await library.load('mine'))!.documents).toEqual(corpus.documents);
    // once more: it is there already
    await checkpointFromZip('run.zip', taken('mine'), library);
    expect(library.state.entries.length).toBe(1);
  });

  it('keeps another corpus of that id, and names the new one in both configurations', async () => {
    const library = new Library(new MemoryLibrary());
    await library.add({ ...corpus, documents: corpus.documents.slice(1), questions: [] });
    const { files, config } = await checkpointFromZip('run.zip', taken('mine'), library);
    expect(config.corpus).not.toBe('mine');
    expect(JSON.parse(files.config).corpus).toBe(config.corpus);
    expect((await library.load(config.corpus))!.documents).toEqual(corpus.documents);
  });

  it('adds no corpus that comes with the playground', async () => {
    const library = new Library(new MemoryLibrary());
    await checkpointFromZip('run.zip', taken('bios'), library);
    expect(library.state.entries).toEqual([]);
  });

  it('is imported as a corpus, whatever else is in it', () => {
    const read = importCorpus('run.zip', taken('mine', { 'embeddings.npy': new Uint8Array(3000) }));
    expect(read.format).toBe('retrograd');
    expect(read.corpus).toEqual(corpus);
  });

  it('refuses what is damaged or would fill the memory, and adds nothing', async () => {
    const library = new Library(new MemoryLibrary());
    const refused = (bytes: Uint8Array) => expect(checkpointFromZip('run.zip', bytes, library)).rejects;
    await refused(taken('mine').slice(0, 900)).toMatchObject({ code: 'bad-checkpoint' });
    await refused(taken('mine', { 'checkpoint/model.safetensors': new Uint8Array(150_000_000) })).toMatchObject({
      code: 'bad-checkpoint',
    });
    await refused(taken('mine', { 'documents.jsonl': strToU8('{"id": 3}') })).toMatchObject({ code: 'bad-corpus' });
    expect(library.state.entries).toEqual([]);
  });
});

describe('a file that is dropped on the page', () => {
  const checkpoint = packCheckpoint({ weights: new ArrayBuffer(40), config: '{}', tokenizer: '{}' });
  const corpusZip = zipSync(Object.fromEntries(corpusToFiles(corpus)));

  it.each([
    ['a checkpoint', checkpoint, true],
    ['a run that was taken along', taken('mine'), true],
    ['a corpus', corpusZip, false],
    ['a corpus with a file of settings', zipSync({ 'a.txt': strToU8('a'), 'config.json': strToU8('{}') }), false],
    ['a damaged zip', checkpoint.slice(0, 60), false],
    ['a text', strToU8('Ada Lovelace wrote the first program.'), false],
    ['nothing', new Uint8Array(0), false],
  ])('is told by what it is: %s', async (_, bytes, isRun) => {
    expect(await zipWithCheckpoint(new Blob([new Uint8Array(bytes)]))).toEqual(isRun ? new Uint8Array(bytes) : null);
  });
});
