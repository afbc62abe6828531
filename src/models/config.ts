/** The configuration of an embedder as data. A checkpoint's `config.json` and a snapshot contain it. */

/**
 * Embedder of queries or documents (REALM §3.1, code: pooled → dense → LayerNorm), ids (B, T) → (B, projection):
 *
 *   h   = tokens[ids] (+ positions[t])                             (B, T, d)
 *   h   = h + out(attention(norm1(h)));  h = h + ffn(norm2(h))      per layer, pre-LN, GELU (tanh form)
 *   c   = Σ_t w_t finalNorm(h)_t                                    (B, d), w: pooling weights that sum to 1
 *   c   = Σ_t w_t tokens[ids_t] + gate ⊙ c                          with directPath (departs from the paper)
 *   e   = norm(c · projection.weight + projection.bias)             (B, projection)
 *
 * Parameters by name: `tokens` (V, d), `positions` (maxLength, d); per layer l `encoder.l.norm1.gain|bias` (d),
 * `encoder.l.attn.qkv.weight` (d, 3d: query, key, value; each split into heads of d/heads) `|bias` (3d),
 * `encoder.l.attn.out.weight` (d, d) `|bias`, `encoder.l.norm2.gain|bias`, `encoder.l.ffn.in.weight` (d, 4d) `|bias`,
 * `encoder.l.ffn.out.weight` (4d, d) `|bias`; `encoder.finalNorm.gain|bias` if layers > 0; `gate` (d) if directPath
 * and layers > 0; `projection.weight` (d, projection) `|bias`; `norm.gain|bias` (projection). LayerNorm ε is 1e-5.
 * With directPath and 0 `layers` there is no encoder: c is the weighted mean of token embeddings.
 */
export interface EmbedderConfig {
  vocabularySize: number;
  /** Longest sequence, [CLS] and [SEP] included. */
  maxLength: number;
  width: number;
  layers: number;
  heads: number;
  projection: number;
  /** Weights of the token states in the pooled vector: the first token only, all equal, or by inverse document frequency. */
  pooling: 'cls' | 'mean' | 'idf';
  positions: boolean;
  /** Adds the mean of token embeddings to a gated encoder. This departs from the paper; it learns from little natural text. */
  directPath: boolean;
}

/** A copy of an embedder's parameters. Names have no `retriever.…` prefix; weights are row-major, (in, out). */
export interface EmbedderSnapshot {
  config: EmbedderConfig;
  parameters: Record<string, { shape: number[]; data: Float32Array }>;
  /** Inverse document frequency per token id, if pooling is `idf`. */
  idf?: Float32Array;
}

/**
 * Writes the weights of `Σ_t w_t h_t` into `out[0 … length)`. They sum to 1. The caller sets the weights of padding to 0. Special tokens have
 * weights too, as BERT's [CLS] has in a mean.
 */
export function poolingWeights(
  pooling: EmbedderConfig['pooling'],
  ids: ArrayLike<number>,
  out: Float32Array,
  idf?: Float32Array,
): void {
  const length = ids.length;
  if (pooling === 'cls') {
    out.fill(0, 0, length);
    out[0] = 1;
    return;
  }
  let sum = 0;
  for (let t = 0; t < length; t++) {
    const weight = pooling === 'idf' && idf ? idf[ids[t]!]! : 1;
    out[t] = weight;
    sum += weight;
  }
  for (let t = 0; t < length; t++) out[t] = sum > 0 ? out[t]! / sum : 1 / length;
}
