/** The configuration of an encoder as data. A checkpoint's `config.json` and a snapshot contain it; the index workers write their ONNX model from it. */

/** Kinds of transformer. Where a field is absent, the first value holds. */
export interface TransformerKind {
  /** LayerNorm in front of each half of a layer and after the last one (Xiong et al. 2020), or after each half and after the embeddings, as in BERT. */
  normalisation?: 'pre' | 'post';
  /** GELU in its tanh form, or exactly (BERT). */
  gelu?: 'tanh' | 'erf';
  /** ε of every LayerNorm: 1e-5, in BERT 1e-12. */
  epsilon?: number;
}

/** Weights of the token states in the pooled vector: the first token only, all equal, by inverse document frequency, or the last ones only, equal. */
export type Pooling = 'cls' | 'mean' | 'idf' | { last: number };

/**
 * A transformer that turns a sequence of tokens into a vector, ids (B, T) → (B, dimension):
 *
 *   h   = tokens[ids] (+ positions[t]) (+ segments[s_t])           (B, T, d); s_t = 1 after the first [SEP]
 *   h   = h + out(attention(norm1(h)));  h = h + ffn(norm2(h))      per layer, pre-LN, GELU (tanh form)
 *   c   = Σ_t w_t finalNorm(h)_t                                    (B, d), w: pooling weights that sum to 1
 *   c   = Σ_t w_t tokens[ids_t] + gate ⊙ c                          with directPath (departs from the paper)
 *   c   = tanh(c · pooler.weight + pooler.bias)                     with pooler
 *   e   = norm(c · projection.weight + projection.bias)             (B, projection), or without `projection`
 *   e   = c / ‖c‖                                                    (B, d)
 *
 * With post-LN, as in BERT: h = embeddingNorm(h) at first, then per layer h = norm1(h + out(attention(h))); h = norm2(h + ffn(h)), and no finalNorm.
 *
 * Parameters by name: `tokens` (V, d), `positions` (maxLength, d); per layer l `encoder.l.norm1.gain|bias` (d),
 * `encoder.l.attn.qkv.weight` (d, 3d: query, key, value; each split into heads of d/heads) `|bias` (3d),
 * `encoder.l.attn.out.weight` (d, d) `|bias`, `encoder.l.norm2.gain|bias`, `encoder.l.ffn.in.weight` (d, 4d) `|bias`,
 * `encoder.l.ffn.out.weight` (4d, d) `|bias`; `encoder.finalNorm.gain|bias` (pre-LN) or `embeddingNorm.gain|bias` (post-LN) if layers > 0; `gate` (d)
 * if directPath and layers > 0; `segments` (2, d) if there are segments; `pooler.weight` (d, d) `|bias`; with `projection` also `projection.weight`
 * (d, projection) `|bias` and `norm.gain|bias` (projection).
 * With directPath and 0 `layers` there is no encoder: c is the weighted mean of token embeddings.
 */
export interface EncoderConfig extends TransformerKind {
  vocabularySize: number;
  /** Longest sequence, special tokens and prompts included. */
  maxLength: number;
  width: number;
  layers: number;
  heads: number;
  /** `causal`: a token sees itself and those before it, as in a language model. Absent: all tokens see each other. */
  attention?: 'causal';
  pooling: Pooling;
  /** Dimension after a dense layer and LayerNorm; absent: the pooled vector is divided by its length instead. */
  projection?: number;
  positions: boolean;
  /** Adds the mean of token embeddings to a gated encoder. This departs from the paper; it learns from little natural text. */
  directPath: boolean;
  /** Adds a row of `segments`: 0 for tokens up to the first token `separator`, [SEP], 1 after it. So a title differs from a body; a query has one segment. */
  segments?: { separator: number };
  /** A dense layer with tanh between the pooled vector and the projection, as on [CLS] in BERT. */
  pooler?: boolean;
}

/** Embedder of queries or documents (REALM §3.1, code: pooled → dense → LayerNorm). */
export interface EmbedderConfig extends EncoderConfig {
  attention?: undefined;
  pooling: 'cls' | 'mean' | 'idf';
  projection: number;
}

/** Entries of an embedding. */
export const dimensionOf = ({ projection, width }: Pick<EncoderConfig, 'projection' | 'width'>): number =>
  projection ?? width;

/** An encoder with a copy of its parameters. Names have no prefix such as `retriever.shared.`; weights are row-major, (in, out). */
export interface EncoderSnapshot {
  config: EncoderConfig;
  parameters: Record<string, { shape: number[]; data: Float32Array }>;
  /** Inverse document frequency per token id, if pooling is `idf`. */
  idf?: Float32Array;
}

export interface EmbedderSnapshot extends EncoderSnapshot {
  config: EmbedderConfig;
}

/** Writes the segment of each token of (R, T) `ids`, whose rows have T tokens: 0 up to the first `separator` of the row, 1 after it. */
export function segmentsOf(ids: ArrayLike<number>, t: number, separator: number, out: Uint32Array): void {
  for (let row = 0; row < ids.length; row += t) {
    let segment = 0;
    for (let at = row; at < row + t; at++) {
      out[at] = segment;
      if (ids[at] === separator) segment = 1;
    }
  }
}

/**
 * Writes the weights of `Σ_t w_t h_t` into `out[0 … length)`. They sum to 1. The caller sets the weights of padding to 0. Special tokens have
 * weights too, as BERT's [CLS] has in a mean.
 */
export function poolingWeights(pooling: Pooling, ids: ArrayLike<number>, out: Float32Array, idf?: Float32Array): void {
  const length = ids.length;
  if (typeof pooling === 'object') {
    const last = Math.min(pooling.last, length);
    out.fill(0, 0, length - last).fill(1 / last, length - last, length);
    return;
  }
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
