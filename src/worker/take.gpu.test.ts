/** A run that is taken along: its files against the trainer's own numbers, and the way back. */
import { AutoModel, AutoTokenizer, env, type Tensor } from '@xenova/transformers';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadHnsw } from '../index/hnsw.ts';
import { readHnswFile } from '../index/hnsw-file.ts';
import type { CheckpointFiles } from '../run/records.ts';
import { checkpointFromZip } from '../state/take-zip.ts';
import type { ExpectedNumbers } from '../systems/realm/take/expected.ts';
import { corpusFromZip } from '../text/corpus/zip.ts';
import { unzipFiles } from '../util/unzip.ts';
import { packTake } from './take-client.ts';
import { RecordedRun, tinyConfig } from './testing/tiny-run.ts';

const run = new RecordedRun();
let bytes: Uint8Array;
let files: Map<string, Uint8Array<ArrayBuffer>>;
let checkpoint: CheckpointFiles;
let expected: ExpectedNumbers;
const stages = new Set<string>();

beforeAll(async () => {
  await run.client.open({ runId: 'taken', config: tinyConfig });
  await run.client.step(4 + 4 + 7);
  checkpoint = await run.client.checkpoint();
  const zip = await packTake({ config: tinyConfig, checkpoint }, (_done, _total, stage) => stages.add(stage));
  bytes = new Uint8Array(await zip.arrayBuffer());
  files = unzipFiles(bytes, 50_000_000);
  expected = JSON.parse(text('expected.json'));
});
afterAll(() => run.client.close());

const text = (path: string) => new TextDecoder().decode(files.get(path));
const lines = (path: string) =>
  text(path)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

/** The float32 values of a .npy of version 1.0. */
function npy(path: string): Float32Array {
  const file = files.get(path)!;
  return new Float32Array(file.buffer.slice(10 + file[8]! + 256 * file[9]!));
}

const difference = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((worst, x, i) => Math.max(worst, Math.abs(x - b[i]!)), 0);

describe('a run that is taken along', () => {
  it('tells its stages', () => {
    expect([...stages]).toEqual(expect.arrayContaining(['embedding-documents', 'building-index', 'writing-files']));
  });

  it('has the embeddings that the trainer computes on the GPU', async () => {
    const map = (await run.probe('index-map', { example: 0, limit: 10 }))!;
    const blocks = lines('blocks.jsonl');
    expect(blocks.map(({ block }) => block)).toEqual(blocks.map((_, i) => i));
    const numbers = blocks.map(({ block }) => block as number);
    const fresh = (await run.probe('index-embeddings', { id: map.id, side: 'fresh', blocks: numbers }))!;
    const embeddings = npy('embeddings.npy');
    expect(embeddings.length).toBe(fresh.length);
    expect(difference(embeddings, fresh)).toBeLessThan(1e-4);
    for (const { block, title, text: body } of map.documents) {
      expect(blocks[block]).toMatchObject({ title, text: body });
    }
    for (const { block, embedding } of expected.documents) {
      expect(difference(embedding, fresh.subarray(block * map.dimension, (block + 1) * map.dimension))).toBeLessThan(
        1e-4,
      );
    }
  });

  it('opens in transformers.js, tokenizer and retriever', async () => {
    Object.assign(env.backends.onnx.wasm!, { wasmPaths: { wasm: new URL(wasm, location.href).href }, numThreads: 1 });
    env.useWasmCache = false;
    env.useBrowserCache = false;
    env.fetch = async (address) => {
      const path = new URL(String(address)).pathname.split('/resolve/main/')[1]!;
      const file = files.get(`retriever/${path}`);
      return file ? new Response(file) : new Response(null, { status: 404 });
    };
    const tokenizer = await AutoTokenizer.from_pretrained('taken/along');
    const model = await AutoModel.from_pretrained('taken/along', { dtype: 'fp32' });
    for (const { text: query, ids, embedding } of expected.queries) {
      const inputs = await tokenizer(query);
      expect(Array.from(inputs.input_ids.data as BigInt64Array, Number)).toEqual(ids);
      const { sentence_embedding } = (await model(inputs)) as { sentence_embedding: Tensor };
      expect(difference(sentence_embedding.data as Float32Array, embedding)).toBeLessThan(1e-4);
    }
    await model.dispose();
  });

  it('has an index in which hnswlib finds the best blocks', async () => {
    const { index } = JSON.parse(text('take.json'));
    const graph = await readHnswFile(files.get('index.hnsw')!, { ...index, size: index.blocks }, await loadHnsw());
    graph.setEfSearch(index.blocks);
    for (const { embedding, blocks } of expected.queries) {
      const { neighbors } = graph.searchKnn(Float32Array.from(embedding), blocks.length, undefined);
      expect(new Set(neighbors)).toEqual(new Set(blocks));
    }
    graph.delete();
  });

  it('comes back: the corpus as it was, the checkpoint byte for byte, and the run goes on bit for bit', async () => {
    const corpus = corpusFromZip(bytes);
    expect(corpus.documents.length).toBe(lines('documents.jsonl').length);
    const library = { load: async () => null, add: () => Promise.reject(new Error('bios comes with the playground')) };
    const back = await checkpointFromZip('run.zip', bytes, library);
    expect(new Uint8Array(back.files.weights)).toEqual(new Uint8Array(checkpoint.weights));
    await run.client.step(3);
    const continued = run.records('joint').slice(-3);
    const again = new RecordedRun();
    await again.client.open({ runId: 'again', config: tinyConfig, checkpoint: back.files, corpus });
    await again.client.step(3);
    expect(again.records('joint')).toEqual(continued);
    again.client.close();
  });

  it('refuses another corpus, and can be cancelled', async () => {
    const corpus = corpusFromZip(bytes);
    const other = { ...corpus, documents: corpus.documents.slice(1), questions: [] };
    await expect(packTake({ config: tinyConfig, checkpoint, corpus: other })).rejects.toMatchObject({
      code: 'bad-checkpoint',
    });
    const abort = new AbortController();
    const packing = packTake({ config: tinyConfig, checkpoint }, undefined, abort.signal);
    abort.abort();
    await expect(packing).rejects.toMatchObject({ code: 'cancelled' });
  });
});
