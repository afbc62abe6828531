/** BM25 over the retriever's own documents and tokens: what a search by words alone would find (PRETRAINING.md §4). */
import { Bm25 } from '../index/bm25.ts';
import type { PreparedCorpus } from './prepare.ts';

export interface LexicalHit {
  block: number;
  score: number;
}

/** So far down a rank is told; below it a block counts as not found. */
const ranksTold = 1000;

/** The index is built at the first search. */
export class LexicalSearch {
  private index: Bm25 | null = null;

  constructor(private readonly prepared: PreparedCorpus) {}

  /**
   * Blocks that share a word with x, best first, `k` at most, one per identity; those of the identity `barred` are left out. Special tokens,
   * [MASK] among them, are no words.
   */
  search(x: ArrayLike<number>, barred: string | null, k: number): LexicalHit[] {
    const { blocks, documents, tokenizer, vocabularySize } = this.prepared;
    this.index ??= new Bm25(documents, vocabularySize);
    const special = new Set(Object.values(tokenizer.special));
    const words = Array.from(x).filter((id) => !special.has(id));
    const seen = new Set<string>(barred === null ? [] : [barred]);
    const hits: LexicalHit[] = [];
    // some are dropped: twice as many, and a few more, are nearly always enough
    const { documents: found, scores } = this.index.search(words, 2 * k + 8);
    for (let i = 0; i < found.length && hits.length < k; i++) {
      const { identity } = blocks[found[i]!]!;
      if (seen.has(identity)) continue;
      seen.add(identity);
      hits.push({ block: found[i]!, score: scores[i]! });
    }
    return hits;
  }

  /** Ranks from 1 of the best blocks, by identity: of equal texts any one may have been retrieved. */
  ranks(x: ArrayLike<number>, barred: string | null): Map<string, number> {
    const { blocks } = this.prepared;
    return new Map(this.search(x, barred, ranksTold).map(({ block }, i) => [blocks[block]!.identity, i + 1]));
  }
}
