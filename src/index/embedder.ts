/**
 * Embeds token sequences with a snapshot in onnxruntime-web. The runtime is loaded when the first embedder is made, and its WASM is served
 * with our own scripts. It uses one thread, because training needs the other cores.
 */

import type { InferenceSession, Tensor } from 'onnxruntime-web';
import { dimensionOf, type EncoderSnapshot, poolingWeights } from '../models/config.ts';
import { sequenceAt, sequenceCount, type TokenSequences } from '../text/tokenizer/tokens.ts';
import { RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';
import { writeEmbedderModel } from './onnx-embedder.ts';
import type { IndexSettings } from './settings.ts';

/** Called after each batch. The next batch waits for the promise, so that a worker can serve messages in between. */
export type OnProgress = (done: number, total: number) => void | Promise<void>;

export interface Embedder {
  /** (n, dimension), row-major, in the order of the sequences. Throws `index-failed` if a sequence does not fit the model. */
  embed(sequences: TokenSequences, onProgress?: OnProgress): Promise<Float32Array>;
  /** Frees the session's memory. */
  destroy(): Promise<void>;
}

const batchSize = 64;
/** Limits the memory of the attention scores of long sequences, and the time until a search is answered after the batch. */
const batchTokens = 4096;

/** What is used of ONNX Runtime. */
export interface Runtime {
  InferenceSession: { create(model: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession> };
  Tensor: typeof Tensor;
}

/**
 * A session with the snapshot's model. Throws `index-failed` with the reason if the runtime cannot be loaded or refuses the model.
 *
 * @param loaded the runtime, where it is there already: in Node, which has no address to load it from
 */
export async function createEmbedder(
  snapshot: EncoderSnapshot,
  provider: IndexSettings['provider'],
  loaded?: Runtime,
): Promise<Embedder> {
  const model = writeEmbedderModel(snapshot);
  let runtime: Runtime;
  let session: InferenceSession;
  try {
    runtime = loaded ?? (await loadRuntime(provider));
    session = await runtime.InferenceSession.create(model, {
      executionProviders: [provider],
      graphOptimizationLevel: 'all',
      // Shapes change from batch to batch: memory patterns, one for each shape, would only use up memory.
      enableMemPattern: false,
      // Errors only. On WebGPU there would be a warning that shape arithmetic stays on the CPU.
      logSeverityLevel: 3,
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const fix =
      provider === 'webgpu'
        ? sentence`Set index.provider to "wasm".`
        : sentence`Reload the page; if it happens again, this is a bug.`;
    throw new RetrogradError(
      'index-failed',
      sentence`The embedder could not be started on ${provider}: ${reason}. ${fix}`,
      {
        cause,
      },
    );
  }
  return new OnnxEmbedder(runtime, session, snapshot, provider === 'webgpu' ? 8 : 1);
}

/** onnxruntime with the backend of a provider. */
export async function loadRuntime(provider: IndexSettings['provider']): Promise<Runtime> {
  if (provider === 'webgpu') {
    const [ort, wasm] = await Promise.all([
      import('onnxruntime-web/webgpu'),
      import('onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url'),
    ]);
    ort.env.wasm.wasmPaths = { wasm: absolute(wasm.default) };
    ort.env.wasm.numThreads = 1;
    return ort;
  }
  const [ort, wasm] = await Promise.all([
    import('onnxruntime-web/wasm'),
    import('onnxruntime-web/ort-wasm-simd-threaded.wasm?url'),
  ]);
  ort.env.wasm.wasmPaths = { wasm: absolute(wasm.default) };
  ort.env.wasm.numThreads = 1;
  return ort;
}

/** Vite gives a path from the root in development; in a build with base './' the address is absolute already. */
function absolute(url: string): string {
  return new URL(url, globalThis.location?.href).href;
}

class OnnxEmbedder implements Embedder {
  constructor(
    private readonly runtime: Runtime,
    private readonly session: InferenceSession,
    private readonly snapshot: EncoderSnapshot,
    /** Lengths are padded to a multiple of this, because on WebGPU shaders are compiled for each new shape. */
    private readonly lengthStep: number,
  ) {}

  async embed(sequences: TokenSequences, onProgress?: OnProgress): Promise<Float32Array> {
    const dimension = dimensionOf(this.snapshot.config);
    const count = sequenceCount(sequences);
    const lengths = Int32Array.from({ length: count }, (_, i) => this.checkedLength(sequences, i));
    // Sequences of similar length share a batch, so that there is little padding.
    const order = Int32Array.from({ length: count }, (_, i) => i).sort((a, b) => lengths[a]! - lengths[b]! || a - b);
    const out = new Float32Array(count * dimension);
    for (let begin = 0; begin < count; ) {
      let end = begin;
      while (
        end < count &&
        end - begin < batchSize &&
        (end === begin || (end + 1 - begin) * lengths[order[end]!]! <= batchTokens)
      ) {
        end++;
      }
      const rows = order.subarray(begin, end);
      const embeddings = await this.run(sequences, rows, lengths[order[end - 1]!]!);
      rows.forEach((row, i) => {
        out.set(embeddings.subarray(i * dimension, (i + 1) * dimension), row * dimension);
      });
      begin = end;
      await onProgress?.(begin, count);
    }
    return out;
  }

  async destroy(): Promise<void> {
    await this.session.release();
  }

  /** One batch: (rows, T) padded → (rows, dimension). */
  private async run(sequences: TokenSequences, rows: Int32Array, longest: number): Promise<Float32Array> {
    const { config, idf } = this.snapshot;
    const t = Math.min(Math.ceil(longest / this.lengthStep) * this.lengthStep, config.maxLength);
    const b = rows.length;
    const ids = new BigInt64Array(b * t);
    // Token ids are small and not negative: it is enough to write the low halves, which avoids a BigInt for every token.
    const low = new Int32Array(ids.buffer);
    const weights = new Float32Array(b * t);
    const mask = new Float32Array(b * t);
    rows.forEach((row, i) => {
      const sequence = sequenceAt(sequences, row);
      for (let j = 0; j < sequence.length; j++) low[2 * (i * t + j)] = sequence[j]!;
      poolingWeights(config.pooling, sequence, weights.subarray(i * t, (i + 1) * t), idf);
      mask.fill(1, i * t, i * t + sequence.length);
    });
    const { Tensor } = this.runtime;
    const feeds = {
      ids: new Tensor('int64', ids, [b, t]),
      weights: new Tensor('float32', weights, [b, t]),
      mask: new Tensor('float32', mask, [b, t]),
    };
    const { embedding } = await this.session.run(feeds);
    return (await embedding!.getData()) as Float32Array;
  }

  private checkedLength(sequences: TokenSequences, i: number): number {
    const { maxLength, vocabularySize } = this.snapshot.config;
    const sequence = sequenceAt(sequences, i);
    if (sequence.length === 0 || sequence.length > maxLength) {
      throw new RetrogradError(
        'index-failed',
        sentence`Sequence ${i} has ${sequence.length} tokens; the embedder accepts 1 to ${maxLength}. Shorten it, or raise lengths.document and lengths.query.`,
      );
    }
    for (const token of sequence) {
      if (token < 0 || token >= vocabularySize) {
        throw new RetrogradError(
          'index-failed',
          sentence`Sequence ${i} holds token ${token}; the vocabulary has ${vocabularySize}. Use the tokenizer with which the model was opened.`,
        );
      }
    }
    return sequence.length;
  }
}
