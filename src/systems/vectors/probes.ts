/** What can be asked of a run of word vectors. */

/** The vectors of all words as they are. */
export interface WordVectors {
  /** Without special tokens and punctuation. */
  words: string[];
  /** (words, width), row after row. */
  values: Float32Array<ArrayBuffer>;
  width: number;
  /** What was planted in the corpus island: the seed decides the degrees (`plantedOccupations`). Null for other texts. */
  plant: { seed: number; strength: number } | null;
}

export interface VectorsProbes {
  vectors: { query: Record<string, never>; answer: WordVectors };
}
