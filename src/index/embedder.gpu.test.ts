import { describe, expect, it } from 'vitest';
import { dimensionOf, type EncoderConfig } from '../models/config.ts';
import { packSequences, sequenceAt, sequenceCount } from '../text/tokenizer/tokens.ts';
import { createEmbedder } from './embedder.ts';
import { randomSequences, randomSnapshot, referenceEmbedding, smallEmbedder } from './testing.ts';

async function largestError(config: EncoderConfig, provider: 'wasm' | 'webgpu', count = 150): Promise<number> {
  const snapshot = randomSnapshot(config, 5);
  const sequences = randomSequences(count, config, 6);
  const embedder = await createEmbedder(snapshot, provider);
  const dimension = dimensionOf(config);
  const embeddings = await embedder.embed(sequences);
  await embedder.destroy();
  expect(embeddings.length).toBe(count * dimension);
  let worst = 0;
  for (let i = 0; i < sequenceCount(sequences); i++) {
    const expected = referenceEmbedding(snapshot, sequenceAt(sequences, i));
    expected.forEach((value, j) => {
      worst = Math.max(worst, Math.abs(value - embeddings[i * dimension + j]!));
    });
  }
  return worst;
}

const bert: Partial<EncoderConfig> = {
  segments: { separator: 7 },
  pooler: true,
  pooling: 'cls',
  gelu: 'erf',
  normalisation: 'post',
  epsilon: 1e-12,
};

const decoder: Partial<EncoderConfig> = { attention: 'causal', pooling: { last: 2 }, projection: undefined };

const variants: [string, Partial<EncoderConfig>][] = [
  ['one layer', {}],
  ['three layers, four heads', { layers: 3, heads: 4 }],
  ['no positions', { positions: false }],
  ['first token', { pooling: 'cls', layers: 2 }],
  ['inverse document frequency', { pooling: 'idf' }],
  ['direct path and gate', { directPath: true, layers: 2, pooling: 'idf' }],
  ['direct path alone', { directPath: true, layers: 0 }],
  ['no layer, no direct path', { layers: 0 }],
  ['segments', { segments: { separator: 7 } }],
  ['pooler', { pooler: true, pooling: 'cls' }],
  ['exact GELU', { gelu: 'erf', layers: 2 }],
  ['post-LN', { normalisation: 'post', layers: 2 }],
  ['another ε', { epsilon: 0.1 }],
  ['BERT', { ...bert, layers: 2 }],
  ['BERT beside a direct path', { ...bert, directPath: true }],
  ['causal', { attention: 'causal', layers: 2 }],
  ['a decoder, its last states, length 1', { ...decoder, layers: 2 }],
  ['one head, odd sizes', { width: 7, heads: 1, projection: 3, vocabularySize: 13, maxLength: 5 }],
  ['as large as a preset', { width: 64, heads: 4, projection: 64, vocabularySize: 313, maxLength: 32 }],
];

describe('ONNX embedder against float64', () => {
  it.each(variants)('%s', async (_, variant) => {
    expect(await largestError({ ...smallEmbedder, ...variant }, 'wasm', variant.width === 64 ? 20 : 150)).toBeLessThan(
      1e-5,
    );
  });

  it('the same on WebGPU', async () => {
    const causal = { ...smallEmbedder, ...decoder, layers: 2, directPath: true };
    expect(await largestError(causal, 'webgpu', 20)).toBeLessThan(1e-4);
    expect(await largestError({ ...smallEmbedder, ...bert }, 'webgpu', 20)).toBeLessThan(1e-4);
  });
});

describe('embed', () => {
  it('covers each sequence once, in batches of neighbours in length', async () => {
    const embedder = await createEmbedder(randomSnapshot(smallEmbedder, 1), 'wasm');
    const seen: number[] = [];
    await embedder.embed(randomSequences(200, smallEmbedder, 2), (done, total) => {
      expect(total).toBe(200);
      seen.push(done);
    });
    expect(seen).toEqual([64, 128, 192, 200]);
    expect(await embedder.embed(packSequences([]))).toEqual(new Float32Array(0));
  });

  it('names the sequence that it cannot take', async () => {
    const embedder = await createEmbedder(randomSnapshot(smallEmbedder, 1), 'wasm');
    await expect(embedder.embed(packSequences([[1], []]))).rejects.toThrow(/Sequence 1 has 0 tokens/);
    await expect(embedder.embed(packSequences([[1], new Array(13).fill(1)]))).rejects.toThrow(/13 tokens.*1 to 12/);
    await expect(embedder.embed(packSequences([[1, 50]]))).rejects.toThrow(/Sequence 0 holds token 50/);
  });

  it('names a parameter that is missing or has another shape', async () => {
    const snapshot = randomSnapshot(smallEmbedder, 1);
    snapshot.parameters.positions!.shape = [8, 12];
    await expect(createEmbedder(snapshot, 'wasm')).rejects.toThrow(/"positions" has shape \(8, 12\).*needs \(12, 8\)/);
    delete snapshot.parameters.positions;
    await expect(createEmbedder(snapshot, 'wasm')).rejects.toThrow(/"positions" is missing/);
  });
});
