/** BM25 over the retriever's own documents and tokens: what a search by words alone would find. */
import { Bm25 } from '../index/bm25.ts';
import type { PreparedCorpus } from './prepare.ts';
import { type Barred, barredCount, distinctRanking, neighboursFor } from './retrieval.ts';

export interface LexicalHit {
  block: number;
  score: number;
}

/** The largest rank that is reported; a block below it counts as not found. */
const deepestRank = 1000;

/** The index is built at the first search. */
export class LexicalSearch {
  private index: Bm25 | null = null;

  constructor(private readonly prepared: PreparedCorpus) {}

  /**
   * The k best blocks that share a word with x, copies counted once; those of a barred identity are left out. Special tokens, [MASK]
   * among them, are not words.
   */
  search(x: ArrayLike<number>, barred: Barred, k: number): LexicalHit[] {
    const { blocks, documents, tokenizer, vocabularySize } = this.prepared;
    this.index ??= new Bm25(documents, vocabularySize);
    const special = new Set(Object.values(tokenizer.special));
    const words = Array.from(x).filter((id) => !special.has(id));
    const { documents: found, scores } = this.index.search(words, neighboursFor(k + barredCount(barred)));
    const scoreOf = new Map(Array.from(found, (block, i) => [block, scores[i]!]));
    return distinctRanking(found, blocks, k, barred).map((block) => ({ block, score: scoreOf.get(block)! }));
  }

  /** Ranks of the best blocks, from 1, by identity, because any of several equal blocks may have been retrieved. */
  ranks(x: ArrayLike<number>, barred: string | null): Map<string, number> {
    const { blocks } = this.prepared;
    return new Map(this.search(x, barred, deepestRank).map(({ block }, i) => [blocks[block]!.identity, i + 1]));
  }
}
