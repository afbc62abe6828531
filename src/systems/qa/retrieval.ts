/** Documents for questions, by stored embeddings or by BM25. */
import { ExactIndex } from '../../index/exact.ts';
import { type Barred, barredCount, distinctRanking, neighboursFor } from '../../run/retrieval.ts';
import type { Passages } from './passages.ts';

/** Blocks of a question, best first, copies counted once, and what the plan needs to score each: its embedding, or its BM25 score. */
export interface Retrieved {
  blocks: number[];
  /** (blocks, p), or (blocks, 1) */
  stored: Float32Array;
}

interface Query {
  /** `[CLS] question [SEP]` */
  ids: ArrayLike<number>;
  barred?: ReadonlySet<string>;
}

/** Blocks that a query must not find (see `PreparedQuestion.barred`). */
const barredOf = ({ barred }: Query): Barred => barred ?? null;

/** Rows of `embeddings` (n, p) by number. */
export function rowsOf(embeddings: Float32Array, dimension: number, rows: readonly number[]): Float32Array {
  const out = new Float32Array(rows.length * dimension);
  rows.forEach((row, i) => {
    out.set(embeddings.subarray(row * dimension, (row + 1) * dimension), i * dimension);
  });
  return out;
}

/** The n best blocks of each query by exact inner product; `queries` (m, p) are the embeddings of the queries. */
export function byEmbeddings(
  { prepared: { blocks } }: Passages,
  embeddings: Float32Array,
  queries: Float32Array,
  asked: readonly Query[],
  n: number,
): Retrieved[] {
  const dimension = queries.length / asked.length;
  const index = new ExactIndex(embeddings, dimension);
  return asked.map((one, i) => {
    const barred = barredOf(one);
    const query = queries.subarray(i * dimension, (i + 1) * dimension);
    const found = distinctRanking(index.search(query, neighboursFor(n + barredCount(barred))).ids, blocks, n, barred);
    return { blocks: found, stored: rowsOf(embeddings, dimension, found) };
  });
}

/** The n best blocks of a query by BM25, fewer if fewer share a word with it. */
export function byWords({ lexical }: Passages, query: Query, n: number): Retrieved {
  const found = lexical.search(query.ids, barredOf(query), n);
  return { blocks: found.map(({ block }) => block), stored: Float32Array.from(found, ({ score }) => score) };
}
