/** The embedders of a retriever as the run uses them: on the GPU, and as snapshots for the index workers. */
import type { ParameterStore } from '../graph/parameters.ts';
import type { EmbedderConfig, EmbedderSnapshot, EncoderSnapshot } from '../models/config.ts';
import { embedGraph, type RetrieverModel } from '../models/realm.ts';
import type { ParameterRegistry } from '../models/registry.ts';
import { retrieverPrefixes } from '../models/retriever.ts';
import { sequenceAt, sequenceCount, type TokenSequences } from '../text/tokenizer/tokens.ts';
import type { Plans } from './engine.ts';
import type { IndexEncoders } from './refreshed-index.ts';
import { fillSequence } from './sequences.ts';

export type Side = 'query' | 'document';

/** Sequences embedded at once. */
const embedBatch = 64;

/** The parameters of packed values whose names begin with a prefix, without it. */
export function parametersOf(
  store: Pick<ParameterStore, 'slices' | 'unpack'>,
  values: Float32Array,
  prefix: string,
): EncoderSnapshot['parameters'] {
  const parameters: EncoderSnapshot['parameters'] = {};
  for (const [name, { spec }] of store.slices) {
    if (!name.startsWith(prefix)) continue;
    parameters[name.slice(prefix.length)] = { shape: [...spec.shape], data: store.unpack(values, name) };
  }
  return parameters;
}

export class RetrieverEmbedder implements IndexEncoders {
  readonly prefix = 'retriever.';

  constructor(
    private readonly plans: Plans,
    private readonly registry: ParameterRegistry,
    readonly model: RetrieverModel,
    private readonly idf: Float32Array,
  ) {}

  /** Entries of an embedding. */
  get dimension(): number {
    return this.model.embedder.projection;
  }

  get encoder(): EmbedderConfig {
    return this.model.embedder;
  }

  /** Compiles the plan of a side, so that no later call waits for it. */
  async prepare(side: Side): Promise<void> {
    await this.plan(side);
  }

  private plan(side: Side) {
    return this.plans.plan(`embed ${side}`, () => {
      const { graph, embeddings } = embedGraph(this.registry, this.model, side, embedBatch);
      return { graph, outputs: { embeddings } };
    });
  }

  /** Embeddings (n, dimension) with the plans' parameters at the time when the plan is ready. */
  async embed(sequences: TokenSequences, side: Side): Promise<Float32Array> {
    const compiled = await this.plan(side);
    const { dimension } = this;
    const { pooling } = this.model.embedder;
    const n = sequenceCount(sequences);
    const all = new Float32Array(n * dimension);
    let previous: Promise<void> | undefined;
    for (let start = 0; start < n; start += embedBatch) {
      for (let r = 0; r < embedBatch; r++) {
        fillSequence(compiled, 'sequence', r, sequenceAt(sequences, Math.min(start + r, n - 1)), pooling, this.idf);
      }
      const count = Math.min(embedBatch, n - start);
      const run = compiled.run().then(({ embeddings }) => {
        all.set(embeddings!.subarray(0, count * dimension), start * dimension);
      });
      run.catch(() => {}); // awaited below, unless the one before fails
      // two batches at a time: a step that is taken meanwhile waits for no more
      await previous;
      previous = run;
    }
    await previous;
    return all;
  }

  /** The snapshot θ' for the index, from packed values. */
  snapshot(values: Float32Array, side: Side): EmbedderSnapshot {
    const parameters = parametersOf(this.plans.store, values, retrieverPrefixes(this.model.separate)[side]);
    const { pooling } = this.model.embedder;
    return { config: this.model.embedder, parameters, ...(pooling === 'idf' && { idf: this.idf }) };
  }

  snapshots(values: Float32Array): Record<Side, EmbedderSnapshot> {
    return { document: this.snapshot(values, 'document'), query: this.snapshot(values, 'query') };
  }
}
