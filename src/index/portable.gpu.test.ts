/** The ONNX models that other software opens, against float64. */

import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import * as ort from 'onnxruntime-web/wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import { runReference } from '../graph/reference.ts';
import type { EmbedderConfig } from '../models/config.ts';
import { realmGraph } from '../models/realm.ts';
import { ParameterRegistry } from '../models/registry.ts';
import { parameterFeeds, realmFeeds, type TinyOptions, tinyBert, tinyModel } from '../models/testing.ts';
import { sequenceAt, sequenceCount } from '../text/tokenizer/tokens.ts';
import { writePortableEmbedder } from './onnx-embedder.ts';
import { writeReaderModel } from './onnx-reader.ts';
import { randomSequences, randomSnapshot, referenceEmbedding, smallEmbedder } from './testing.ts';

beforeAll(() => {
  ort.env.wasm.wasmPaths = { wasm: new URL(wasm, location.href).href };
  ort.env.wasm.numThreads = 1;
});

const integers = (values: ArrayLike<number>, shape: number[]) =>
  new ort.Tensor('int64', BigInt64Array.from(Array.from(values, BigInt)), shape);

const embedders: [string, Partial<EmbedderConfig>][] = [
  ['mean', { layers: 2 }],
  ['first token', { pooling: 'cls' }],
  ['inverse document frequency', { pooling: 'idf' }],
  ['direct path and gate', { directPath: true, pooling: 'idf' }],
  ['direct path alone', { directPath: true, layers: 0 }],
  [
    'BERT',
    {
      layers: 2,
      segments: { separator: 7 },
      pooler: true,
      pooling: 'cls',
      gelu: 'erf',
      normalisation: 'post',
      epsilon: 1e-12,
    },
  ],
];

describe('portable embedder', () => {
  it.each(embedders)('agrees with float64: %s', async (_, variant) => {
    const config = { ...smallEmbedder, ...variant };
    const snapshot = randomSnapshot(config, 5);
    // of one sequence no token has a weight: then all have the same
    if (snapshot.idf) snapshot.idf.fill(0, 0, 10);
    const sequences = randomSequences(40, config, 6);
    const session = await ort.InferenceSession.create(writePortableEmbedder(snapshot));
    const count = sequenceCount(sequences);
    const t = config.maxLength;
    const ids = new Int32Array(count * t);
    const mask = new Int32Array(count * t);
    for (let i = 0; i < count; i++) {
      const sequence = i === 0 ? Int32Array.of(1, 2, 3) : sequenceAt(sequences, i);
      ids.set(sequence, i * t);
      mask.fill(1, i * t, i * t + sequence.length);
    }
    const feeds = { input_ids: integers(ids, [count, t]), attention_mask: integers(mask, [count, t]) };
    const { sentence_embedding } = await session.run(feeds);
    const values = sentence_embedding!.data as Float32Array;
    let worst = 0;
    for (let i = 0; i < count; i++) {
      const sequence = i === 0 ? [1, 2, 3] : sequenceAt(sequences, i);
      const hasWeights = config.pooling !== 'idf' || Array.from(sequence).some((id) => snapshot.idf![id]! > 0);
      const pooling = hasWeights ? config.pooling : 'mean';
      referenceEmbedding({ ...snapshot, config: { ...config, pooling } }, sequence).forEach((value, j) => {
        worst = Math.max(worst, Math.abs(value - values[i * config.projection + j]!));
      });
    }
    expect(worst).toBeLessThan(1e-5);
    await session.release();
  });
});

const readers: [string, TinyOptions][] = [
  ['as in the paper', { layers: 2 }],
  ['copy head', { copyHead: true }],
  ['token shift', { tokenShift: true }],
  ['copy head and token shift', { copyHead: true, tokenShift: true }],
  ['BERT', tinyBert],
  ['BERT beside a copy head', { ...tinyBert, copyHead: true }],
];

describe('portable reader', () => {
  it.each(readers)('agrees with the graph in float64, the null document included: %s', async (_, options) => {
    const [b, k] = [3, 4];
    const model = tinyModel(options);
    const registry = new ParameterRegistry(3);
    const { graph, loss, likelihood } = realmGraph(registry, model, b, k, 'sequence');
    const values = parameterFeeds(registry);
    const feeds = realmFeeds(graph, model, b, k, 11);
    // of the null document the last [SEP] alone is in segment 1
    const t = model.reader.maxLength;
    for (let r = 0; r < b * k; r++) {
      const [first, end] = [feeds['joined.ranges']![2 * r]!, feeds['joined.ranges']![2 * r + 1]!];
      if (end === first) feeds['joined.lengths']![r] = first + 1;
      for (let p = feeds['joined.lengths']![r]!; p < t; p++) feeds['joined.ids']![r * t + p] = 0;
      for (let p = 0; p < t; p++) feeds['joined.segments']![r * t + p] = Number(p >= first && p <= end);
    }
    const expected = runReference(graph, { ...feeds, ...values }, loss).value(likelihood).data;

    const parameters = Object.fromEntries(
      registry
        .list()
        .filter(({ name }) => name.startsWith('reader.'))
        .map(({ name, shape }) => [name.slice(7), { shape: [...shape], data: Float32Array.from(values[name]!) }]),
    );
    const session = await ort.InferenceSession.create(writeReaderModel({ config: model.reader, parameters }));
    const rows = b * k;
    const mask = Array.from({ length: rows * t }, (_, i) =>
      Number(i % t < feeds['joined.lengths']![Math.floor(i / t)]!),
    );
    const places = Array.from(feeds['joined.masks']!).map((place, i) => ({ place, i }));
    const real = places.filter(({ place }) => place < rows * t);
    expect(real.length).toBeGreaterThan(10);
    const { log_probabilities } = await session.run({
      input_ids: integers(feeds['joined.ids']!, [rows, t]),
      token_type_ids: integers(feeds['joined.segments']!, [rows, t]),
      attention_mask: integers(mask, [rows, t]),
      masks: integers(
        real.flatMap(({ place }) => [Math.floor(place / t), place % t]),
        [real.length, 2],
      ),
    });
    const v = model.reader.vocabularySize;
    const logs = log_probabilities!.data as Float32Array;
    real.forEach(({ i }, n) => {
      expect(Math.abs(logs[n * v + feeds['joined.targets']![i]!]! - expected[i]!)).toBeLessThan(1e-5);
      const total = logs.subarray(n * v, (n + 1) * v).reduce((sum, log) => sum + Math.exp(log), 0);
      expect(total).toBeCloseTo(1, 5);
    });
    await session.release();
  });
});
