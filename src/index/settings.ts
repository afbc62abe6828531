/** How the index is built and searched. */
export interface IndexSettings {
  kind: 'hnsw' | 'exact';
  /** Space of hnswlib: raw inner product, or Bachrach's reduction of inner product to l2. */
  space: 'ip' | 'bachrach';
  m: number;
  efConstruction: number;
  efSearch: number;
  /** Execution provider of onnxruntime-web; with `wasm` the GPU is free for training. */
  provider: 'wasm' | 'webgpu';
  /** Workers that share the documents of one index (1–8, src/index/shards.ts); never more than there are documents. */
  builders: number;
}

/** Exact search by one builder; what is left belongs to HNSW. */
export const exactSettings: IndexSettings = {
  kind: 'exact',
  space: 'ip',
  m: 16,
  efConstruction: 200,
  efSearch: 64,
  provider: 'wasm',
  builders: 1,
};
