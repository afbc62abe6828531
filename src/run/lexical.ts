/** BM25 over the retriever's own documents: what a search by words alone would find. */
import { Bm25, type Bm25Result } from '../index/bm25.ts';
import { englishWords } from '../index/english.ts';
import type { PreparedCorpus } from './prepare.ts';
import { type Barred, barredCount, distinctRanking, neighboursFor } from './retrieval.ts';

export interface LexicalHit {
  block: number;
  score: number;
}

/**
 * What the words of BM25 are: the tokens of the retriever, or English words without the most frequent ones, by their stems, which is how BM25 is
 * usually reported.
 */
export type Analyzer = 'pieces' | 'english';

/** The largest rank that is reported; a block below it counts as not found. */
const deepestRank = 1000;

/** Both analyzers' indexes, by token ids of a query and, where it is known, its text. */
interface WordIndex {
  search(x: ArrayLike<number>, text: string | undefined, k: number): Bm25Result;
  scores(x: ArrayLike<number>, text: string | undefined): Float64Array;
}

/** The index is built at the first search. */
export class LexicalSearch {
  private index: WordIndex | null = null;

  constructor(
    private readonly prepared: PreparedCorpus,
    private readonly analyzer: Analyzer = 'pieces',
  ) {}

  /**
   * The k best blocks that share a word with x, copies counted once; those of a barred identity are left out. Special tokens, [MASK]
   * among them, are not words.
   *
   * @param x token ids
   * @param text what `x` was made from, if it is known: the analyzer `english` then reads it instead of the decoded tokens
   */
  search(x: ArrayLike<number>, barred: Barred, k: number, text?: string): LexicalHit[] {
    const { documents: found, scores } = this.built().search(x, text, neighboursFor(k + barredCount(barred)));
    const scoreOf = new Map(Array.from(found, (block, i) => [block, scores[i]!]));
    return distinctRanking(found, this.prepared.blocks, k, barred).map((block) => ({
      block,
      score: scoreOf.get(block)!,
    }));
  }

  /** The score of every block, 0 where it shares no word with x; the parameters as in `search`. */
  scores(x: ArrayLike<number>, text?: string): Float64Array {
    return this.built().scores(x, text);
  }

  /** Ranks of the best blocks, from 1, by identity, because any of several equal blocks may have been retrieved. */
  ranks(x: ArrayLike<number>, barred: Barred): Map<string, number> {
    const { blocks } = this.prepared;
    return new Map(this.search(x, barred, deepestRank).map(({ block }, i) => [blocks[block]!.identity, i + 1]));
  }

  private built(): WordIndex {
    this.index ??= this.analyzer === 'english' ? ofEnglish(this.prepared) : ofPieces(this.prepared);
    return this.index;
  }
}

function specialOf({ tokenizer }: PreparedCorpus): Set<number> {
  return new Set(Object.values(tokenizer.special));
}

function ofPieces(prepared: PreparedCorpus): WordIndex {
  const index = new Bm25(prepared.documents, prepared.vocabularySize);
  const special = specialOf(prepared);
  const words = (x: ArrayLike<number>) => Array.from(x).filter((id) => !special.has(id));
  return { search: (x, _, k) => index.search(words(x), k), scores: (x) => index.allScores(words(x)) };
}

function ofEnglish(prepared: PreparedCorpus): WordIndex {
  const { blocks, tokenizer } = prepared;
  // as in `documents`: the title and what is left of the body
  const index = Bm25.ofWords(blocks.map(({ title, bodyText }) => englishWords(`${title}\n${bodyText}`)));
  const special = specialOf(prepared);
  const words = (x: ArrayLike<number>, text?: string) =>
    text === undefined
      ? runsBetween(x, special).flatMap((run) => englishWords(tokenizer.decode(run)))
      : englishWords(text);
  return {
    search: (x, text, k) => index.search(words(x, text), k),
    scores: (x, text) => index.scores(words(x, text)),
  };
}

/** The token ids between special ones: the pieces on both sides of a mask are no word together. */
function runsBetween(x: ArrayLike<number>, special: ReadonlySet<number>): number[][] {
  const runs: number[][] = [[]];
  for (const id of Array.from(x)) {
    if (special.has(id)) runs.push([]);
    else runs.at(-1)!.push(id);
  }
  return runs.filter(({ length }) => length > 0);
}
