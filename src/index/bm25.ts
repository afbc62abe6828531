/**
 * BM25 in Lucene's form (Robertson and Zaragoza 2009), the lexical baseline that every dense retriever is compared with:
 *
 *   score(q, d) = Σ_{t in q} ln(1 + (N − n_t + .5) / (n_t + .5)) · tf / (tf + k1 (1 − b + b · |d| / avgdl))
 *
 * with N documents, of which n_t contain t. A term that occurs several times in the query counts each time. Lengths are exact (Lucene
 * rounds those above 40).
 */

import { packSequences, type TokenSequences } from '../text/tokenizer/tokens.ts';
import { type Bm25Settings, defaultBm25 } from './bm25-settings.ts';
import { TopK } from './vector-index.ts';

/** Best first. Only documents that contain a word of the query, at most k. */
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
  /** The weight of a term in a document, which depends on neither the query nor k. */
  private readonly postingWeights: Float64Array;
  private readonly scores: Float64Array;

  /** @param vocabularySize one more than the largest token id */
  constructor(documents: TokenSequences, vocabularySize: number, { k1, b }: Bm25Settings = defaultBm25) {
    const { tokens, starts: bounds } = documents;
    const count = bounds.length - 1;
    this.documentCount = count;
    this.scores = new Float64Array(count);
    this.starts = new Int32Array(vocabularySize + 1);

    // Pass 1: how many documents contain each term. `lastSeen` marks a first occurrence within a document.
    const lastSeen = new Int32Array(vocabularySize).fill(-1);
    for (let d = 0; d < count; d++) {
      for (let i = bounds[d]!; i < bounds[d + 1]!; i++) {
        const t = tokens[i]!;
        if (lastSeen[t] !== d) this.starts[t + 1]!++;
        lastSeen[t] = d;
      }
    }
    for (let t = 0; t < vocabularySize; t++) this.starts[t + 1]! += this.starts[t];

    // Pass 2: term frequencies, document by document, so that each list of postings is in document order.
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

    // Pass 3: term frequencies become weights.
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

  /** An index over the words of documents, and a search by words; words that no document contains are ignored. */
  static ofWords(
    documents: Iterable<readonly string[]>,
    settings: Bm25Settings = defaultBm25,
  ): { search(words: readonly string[], k: number): Bm25Result; scores(words: readonly string[]): Float64Array } {
    const ids = new Map<string, number>();
    const sequences = Array.from(documents, (words) =>
      words.map((word) => {
        const id = ids.get(word) ?? ids.size;
        ids.set(word, id);
        return id;
      }),
    );
    const index = new Bm25(packSequences(sequences), ids.size, settings);
    const idsOf = (words: readonly string[]) => words.map((word) => ids.get(word) ?? -1);
    return {
      search: (words, k) => index.search(idsOf(words), k),
      scores: (words) => index.allScores(idsOf(words)),
    };
  }

  /** The k documents with the highest scores; ties by position in the collection. Unknown token ids are ignored. */
  search(query: ArrayLike<number>, k: number): Bm25Result {
    const { scores } = this;
    const touched = this.add(query);
    const top = new TopK(Math.min(k, touched.length));
    for (const d of touched) top.offer(d, scores[d]!);
    const best = top.sorted().ids;
    const result = { documents: best, scores: Float64Array.from(best, (d) => scores[d]!) };
    for (const d of touched) scores[d] = 0;
    return result;
  }

  /** The score of every document; 0 without a word of the query. */
  allScores(query: ArrayLike<number>): Float64Array {
    const touched = this.add(query);
    const all = this.scores.slice();
    for (const d of touched) this.scores[d] = 0;
    return all;
  }

  /** Adds the weights of the query's terms to `scores`; returns the documents that have some. */
  private add(query: ArrayLike<number>): number[] {
    const { scores, starts } = this;
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
    return touched;
  }
}
