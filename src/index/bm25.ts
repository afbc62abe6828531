/**
 * BM25 in Lucene's form (Robertson and Zaragoza 2009; PRETRAINING.md §4), the lexical baseline every dense retriever is held
 * against:
 *
 *   score(q, d) = Σ_{t in q} ln(1 + (N − n_t + .5) / (n_t + .5)) · tf / (tf + k1 (1 − b + b · |d| / avgdl))
 *
 * with N documents, n_t of which hold t. A term that the query repeats counts each time. Lengths are exact (Lucene rounds
 * those above 40).
 */
import { packSequences, type TokenSequences } from '../text/tokenizer/tokens.ts';

export interface Bm25Settings {
  /** How soon more of a term stops to count. */
  k1: number;
  /** How much a long document is held against it. */
  b: number;
}

/** Those of Anserini and BEIR. */
export const defaultBm25: Bm25Settings = { k1: 0.9, b: 0.4 };

/** Best first; as long as there are documents with a word of the query, k at most. */
export interface Bm25Result {
  /** Positions in the collection. */
  documents: Int32Array;
  scores: Float64Array;
}

/** An inverted index over token ids in typed arrays: the postings of term t are `starts[t] … starts[t + 1]`. */
export class Bm25 {
  readonly documentCount: number;
  private readonly starts: Int32Array;
  private readonly postingDocuments: Int32Array;
  /** The whole weight of a term in a document: it depends on neither the query nor k. */
  private readonly postingWeights: Float64Array;
  private readonly scores: Float64Array;

  /** @param vocabularySize one more than the largest token id */
  constructor(documents: TokenSequences, vocabularySize: number, { k1, b }: Bm25Settings = defaultBm25) {
    const { tokens, starts: bounds } = documents;
    const count = bounds.length - 1;
    this.documentCount = count;
    this.scores = new Float64Array(count);
    this.starts = new Int32Array(vocabularySize + 1);

    // Pass 1: how many documents hold each term. `lastSeen` tells a first occurrence within a document.
    const lastSeen = new Int32Array(vocabularySize).fill(-1);
    for (let d = 0; d < count; d++) {
      for (let i = bounds[d]!; i < bounds[d + 1]!; i++) {
        const t = tokens[i]!;
        if (lastSeen[t] !== d) this.starts[t + 1]!++;
        lastSeen[t] = d;
      }
    }
    for (let t = 0; t < vocabularySize; t++) this.starts[t + 1]! += this.starts[t];

    // Pass 2: frequencies, document by document, so that each list of postings is in order.
    const postings = this.starts[vocabularySize]!;
    this.postingDocuments = new Int32Array(postings);
    this.postingWeights = new Float64Array(postings);
    const fill = this.starts.slice(0, vocabularySize);
    lastSeen.fill(-1);
    for (let d = 0; d < count; d++) {
      for (let i = bounds[d]!; i < bounds[d + 1]!; i++) {
        const t = tokens[i]!;
        if (lastSeen[t] !== d) this.postingDocuments[fill[t]!++] = d;
        lastSeen[t] = d;
        this.postingWeights[fill[t]! - 1]!++;
      }
    }

    // Pass 3: frequencies become weights.
    const averageLength = count === 0 ? 1 : (bounds[count]! - bounds[0]!) / count;
    for (let t = 0; t < vocabularySize; t++) {
      const n = this.starts[t + 1]! - this.starts[t]!;
      const idf = Math.log(1 + (count - n + 0.5) / (n + 0.5));
      for (let p = this.starts[t]!; p < this.starts[t + 1]!; p++) {
        const d = this.postingDocuments[p]!;
        const tf = this.postingWeights[p]!;
        const length = bounds[d + 1]! - bounds[d]!;
        this.postingWeights[p] = (idf * tf) / (tf + k1 * (1 - b + (b * length) / averageLength));
      }
    }
  }

  /** An index over the words of documents, and a search by words; a word that no document holds counts nothing. */
  static ofWords(
    documents: Iterable<readonly string[]>,
    settings: Bm25Settings = defaultBm25,
  ): { index: Bm25; search(words: readonly string[], k: number): Bm25Result } {
    const ids = new Map<string, number>();
    const sequences = Array.from(documents, (words) =>
      words.map((word) => {
        const id = ids.get(word) ?? ids.size;
        ids.set(word, id);
        return id;
      }),
    );
    const index = new Bm25(packSequences(sequences), ids.size, settings);
    return {
      index,
      search: (words, k) =>
        index.search(
          words.map((word) => ids.get(word) ?? -1),
          k,
        ),
    };
  }

  /** The k documents of the highest score; of equals the one that stands first in the collection. Unknown ids count nothing. */
  search(query: ArrayLike<number>, k: number): Bm25Result {
    const scores = this.scores;
    const starts = this.starts;
    const touched: number[] = [];
    for (let i = 0; i < query.length; i++) {
      const t = query[i]!;
      if (!(t >= 0 && t < starts.length - 1)) continue;
      for (let p = starts[t]!; p < starts[t + 1]!; p++) {
        const d = this.postingDocuments[p]!;
        if (scores[d] === 0) touched.push(d);
        scores[d]! += this.postingWeights[p];
      }
    }
    const best = top(touched, scores, k);
    const result = { documents: Int32Array.from(best), scores: Float64Array.from(best, (d) => scores[d]!) };
    for (const d of touched) scores[d] = 0;
    return result;
  }
}

/** The k best of `documents`, best first. A heap of k keeps the worst of them on top. */
function top(documents: readonly number[], scores: Float64Array, k: number): number[] {
  const worse = (x: number, y: number) => scores[x]! < scores[y]! || (scores[x] === scores[y] && x > y);
  const heap: number[] = [];
  const sink = (i: number) => {
    for (;;) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2]) {
        if (child < heap.length && worse(heap[child]!, heap[least]!)) least = child;
      }
      if (least === i) return;
      [heap[i], heap[least]] = [heap[least]!, heap[i]!];
      i = least;
    }
  };
  for (const document of documents) {
    if (heap.length < k) {
      heap.push(document);
      for (let i = heap.length - 1; i > 0; ) {
        const parent = (i - 1) >> 1;
        if (!worse(heap[i]!, heap[parent]!)) break;
        [heap[i], heap[parent]] = [heap[parent]!, heap[i]!];
        i = parent;
      }
    } else if (k > 0 && worse(heap[0]!, document)) {
      heap[0] = document;
      sink(0);
    }
  }
  return heap.sort((x, y) => (worse(x, y) ? 1 : -1));
}
