/** From queries to blocks: the searchers, the choice of candidates among the neighbours, and rankings in which copies of a block count once. */
import { ExactIndex } from '../index/exact.ts';
import type { IndexPair } from '../index/refresh.ts';
import { sequenceCount, type TokenSequences } from '../text/tokenizer/tokens.ts';
import type { RetrieverEmbedder } from './embedding.ts';
import type { Block } from './prepare.ts';

/** The k nearest blocks of each query, (n, k), best first; −1 where there are fewer. */
export type Searcher = (queries: TokenSequences, k: number) => Promise<Int32Array>;

/** The serving index. `fresh`: queries are embedded with the newest parameters, otherwise with those of the index's snapshot. */
export function indexSearcher(index: IndexPair, embedder: RetrieverEmbedder, fresh: boolean): Searcher {
  return async (queries, k) => {
    const embedded = fresh ? await embedder.embed(queries, 'query') : queries;
    return (await index.search(k, embedded)).documents;
  };
}

/**
 * Exact search over embeddings that are computed now; queries are embedded with the newest parameters.
 *
 * @param embeddings those of the documents, where they are known
 */
export async function exactSearcher(
  embedder: RetrieverEmbedder,
  documents: TokenSequences,
  embeddings?: Float32Array,
): Promise<Searcher> {
  const { dimension } = embedder;
  const exact = new ExactIndex(embeddings ?? (await embedder.embed(documents, 'document')), dimension);
  return async (queries, k) => {
    const n = sequenceCount(queries);
    const found = new Int32Array(n * k).fill(-1);
    if (n === 0) return found;
    const embeddings = await embedder.embed(queries, 'query');
    for (let i = 0; i < n; i++) {
      found.set(exact.search(embeddings.subarray(i * dimension, (i + 1) * dimension), k).ids, i * k);
    }
    return found;
  };
}

/** The number of neighbours to search for, so that k remain when copies and the source are left out. */
export const neighboursFor = (k: number): number => 2 * k + 8;

/** The identity of a block, or those of several, that a ranking leaves out. */
export type Barred = string | ReadonlySet<string> | null;

export const barredCount = (barred: Barred): number => (typeof barred === 'string' ? 1 : (barred?.size ?? 0));

/** The first k blocks of a ranking in which equal blocks count once and those of a barred identity are left out. */
export function distinctRanking(
  ranking: ArrayLike<number>,
  blocks: readonly Block[],
  k: number,
  barred: Barred = null,
): number[] {
  const seen = new Set<string>(typeof barred === 'string' ? [barred] : (barred ?? []));
  const kept: number[] = [];
  for (let i = 0; i < ranking.length && kept.length < k; i++) {
    const block = ranking[i]!;
    if (block < 0) break;
    const { identity } = blocks[block]!;
    if (seen.has(identity)) continue;
    seen.add(identity);
    kept.push(block);
  }
  return kept;
}

/** The number of the source block of a sentence that belongs to no document. */
export const noSource = -1;

/** Identity of a sentence's own block; null if it has none. */
export function identityOfSource(blocks: readonly Block[], sourceBlock: number): string | null {
  return sourceBlock === noSource ? null : blocks[sourceBlock]!.identity;
}

/** How the candidates of an example are chosen. */
export interface CandidateSettings {
  /** The null document included. */
  candidates: number;
  nullDocument: boolean;
  /** The source of x may be retrieved. */
  allowTrivial: boolean;
}

/** The number of neighbours to search for: k and a few more, since blocks of the source's identity are left out. */
export const neighboursToAsk = (candidates: number): number => candidates + 4;

/** Blocks, or the reason (a code) why the example is skipped. */
export type Candidates = { blocks: number[] } | { skipped: string };

/**
 * Neighbours of x, best first, without the source (by identity, unless trivial retrieval is allowed), as many as make
 * `candidates` together with the null document, or fewer if there are no more. An example with two candidates of one identity, or with none, is
 * skipped.
 */
export function chooseCandidates(
  neighbours: ArrayLike<number>,
  sourceBlock: number,
  blocks: readonly Block[],
  { candidates, nullDocument, allowTrivial }: CandidateSettings,
): Candidates {
  const wanted = candidates - Number(nullDocument);
  const source = identityOfSource(blocks, sourceBlock);
  const chosen: number[] = [];
  const seen = new Set<string>();
  for (let i = 0; i < neighbours.length && chosen.length < wanted; i++) {
    const block = neighbours[i]!;
    if (block < 0) break;
    const { identity } = blocks[block]!;
    if (!allowTrivial && identity === source) continue;
    if (seen.has(identity)) return { skipped: 'duplicate-candidates' };
    seen.add(identity);
    chosen.push(block);
  }
  return chosen.length === 0 ? { skipped: 'no-candidates' } : { blocks: chosen };
}
