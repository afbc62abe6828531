/**
 * What stands in for the index worker where there are no workers: the server of an index worker on this thread, with exact search. The embeddings of
 * its snapshot are computed on the GPU, where the worker has onnxruntime-web on a core of its own.
 */
import type { Gpu } from '../src/gpu/device.ts';
import { compile } from '../src/graph/compile.ts';
import { Graph } from '../src/graph/graph.ts';
import { type ParameterSpec, ParameterStore } from '../src/graph/parameters.ts';
import type { Embedder } from '../src/index/embedder.ts';
import type { IndexRequest } from '../src/index/messages.ts';
import type { IndexWorkerLike } from '../src/index/refresh.ts';
import { IndexServer } from '../src/index/server.ts';
import type { EmbedderSnapshot } from '../src/models/config.ts';
import { ParameterRegistry } from '../src/models/registry.ts';
import { embedder, sequenceInputs } from '../src/models/retriever.ts';
import { fillSequence } from '../src/run/sequences.ts';
import { sequenceAt, sequenceCount, type TokenSequences } from '../src/text/tokenizer/tokens.ts';

/** The queries of one joint step of the preset `bios`. */
const batch = 16;

export function startNativeIndex(gpu: Gpu): IndexWorkerLike {
  const worker: IndexWorkerLike = {
    onmessage: null,
    onerror: null,
    postMessage: (request: IndexRequest) => server.receive(request),
    terminate() {
      worker.onmessage = null;
    },
  };
  const server = new IndexServer(
    (data) => worker.onmessage?.(new MessageEvent('message', { data })),
    (snapshot) => gpuEmbedder(gpu, snapshot as EmbedderSnapshot), // REALM's
  );
  return worker;
}

/** Embeds with the parameters of a snapshot, `batch` sequences at a time. */
async function gpuEmbedder(gpu: Gpu, { config, parameters, idf }: EmbedderSnapshot): Promise<Embedder> {
  const { device, pipelines } = gpu;
  const graph = new Graph();
  const inputs = sequenceInputs(graph, 'sequence', batch, config.maxLength);
  // the initial values are those of the snapshot
  const unused = { initialStd: 0, orthogonalProjection: false };
  const embeddings = embedder({ graph, registry: new ParameterRegistry(0), prefix: '' }, config, unused, inputs);
  const specs = Object.entries(parameters).map(([name, { shape, data }]): ParameterSpec => {
    return { name, shape, initial: data, decay: false };
  });
  const store = new ParameterStore(device, specs);
  const compiled = await compile(device, pipelines, { graph, store, outputs: { embeddings } });
  return {
    async embed(sequences: TokenSequences, onProgress) {
      const count = sequenceCount(sequences);
      const all = new Float32Array(count * config.projection);
      for (let start = 0; start < count; start += batch) {
        const rows = Math.min(batch, count - start);
        for (let r = 0; r < batch; r++) {
          const sequence = sequenceAt(sequences, start + Math.min(r, rows - 1));
          fillSequence(compiled, 'sequence', r, sequence, config.pooling, idf);
        }
        const result = (await compiled.run()).embeddings!;
        all.set(result.subarray(0, rows * config.projection), start * config.projection);
        await onProgress?.(start + rows, count);
      }
      return all;
    },
    async destroy() {
      compiled.destroy();
      store.destroy();
    },
  };
}
