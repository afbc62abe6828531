/** What can be asked of a run of word vectors. */

/** The vectors of all words as they are. */
export interface WordVectors {
  /** Without special tokens and punctuation. */
  words: string[];
  /** (words, width), row after row. */
  values: Float32Array<ArrayBuffer>;
  width: number;
  /** The seed of the corpus island, which decides what was planted (`plantedOccupations`); null for other texts. */
  plantSeed: number | null;
}

export interface VectorsProbes {
  vectors: { query: Record<string, never>; answer: WordVectors };
}
