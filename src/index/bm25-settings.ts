/** The two numbers of BM25. */

export interface Bm25Settings {
  /** Saturation: the smaller, the less further occurrences of a term count. */
  k1: number;
  /** Length normalisation, 0 … 1: how much the score of a long document is lowered. */
  b: number;
}

/** The defaults of Anserini and BEIR. */
export const defaultBm25: Bm25Settings = { k1: 0.9, b: 0.4 };
