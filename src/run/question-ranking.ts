/** Every question of a corpus against all its blocks: three retrievers, and their rankings of documents. */
import { hybridScores } from '../eval/hybrid.ts';
import { bestPassages, ranked, type Scored } from '../eval/ranking.ts';
import { innerProduct, TopK } from '../index/vector-index.ts';
import { languageOf } from '../text/corpus/corpus.ts';
import { packSequences, sequenceAt, sequenceCount, type TokenSequences } from '../text/tokenizer/tokens.ts';
import type { LexicalSearch } from './lexical.ts';
import { ownDocuments } from './own-document.ts';
import type { PreparedCorpus } from './prepare.ts';
import type { Searcher } from './retrieval.ts';
import { queryExtra, queryTokens } from './sequences.ts';

/** A question for a retriever. */
export interface Query {
  /** Absent: it is read from the tokens. */
  text?: string;
  /** `[CLS] question [SEP]`, cut to fit. */
  ids: ArrayLike<number>;
}

/** Scores of all blocks for each of the queries, by its number; −Infinity: not retrieved. */
export type Scorer = (queries: readonly Query[]) => Promise<(query: number) => Float64Array>;

/** BM25; a block that shares no word with the question is not retrieved. */
export function lexicalScorer(lexical: LexicalSearch): Scorer {
  return async (queries) => (i) =>
    lexical.scores(queries[i]!.ids, queries[i]!.text).map((score) => (score > 0 ? score : Number.NEGATIVE_INFINITY));
}

/**
 * Inner products with the embeddings of all blocks.
 *
 * @param blocks (count, dimension), row-major
 * @param embed the embeddings of queries, (n, dimension)
 */
export function denseScorer(
  blocks: Float32Array,
  count: number,
  embed: (queries: TokenSequences) => Promise<Float32Array>,
): Scorer {
  const dimension = blocks.length / count;
  return async (queries) => {
    const embedded = await embed(packSequences(queries.map(({ ids }) => ids)));
    return (i) =>
      Float64Array.from({ length: count }, (_, block) =>
        innerProduct(blocks, block * dimension, embedded, i * dimension, dimension),
      );
  };
}

/** The sum of the z-scores of a learned retriever and of BM25 (`hybridScores`). */
export function hybridScorer(dense: Scorer, lexical: LexicalSearch): Scorer {
  return async (queries) => {
    const scores = await dense(queries);
    return (i) => hybridScores(scores(i), lexical.scores(queries[i]!.ids, queries[i]!.text));
  };
}

/** The k best blocks by their scores; −1 where there are fewer. */
export function searcherOf(scorer: Scorer): Searcher {
  return async (queries, k) => {
    const n = sequenceCount(queries);
    const found = new Int32Array(n * k).fill(-1);
    const scoresOf = await scorer(Array.from({ length: n }, (_, i) => ({ ids: sequenceAt(queries, i) })));
    for (let i = 0; i < n; i++) found.set(bestBlocks(scoresOf(i), k), i * k);
    return found;
  };
}

/** The k best blocks by their scores, best first; fewer if fewer are retrieved. */
export function bestBlocks(scores: Float64Array, k: number): Int32Array {
  const top = new TopK(Math.min(k, scores.length));
  for (const { id, score } of scored(scores)) top.offer(id, score);
  return top.sorted().ids;
}

/**
 * For every question of the corpus its k best documents, by question id. A document has the score of its best block (MaxP), rounded to 32 bits, so that
 * ties are the same for every program that reads the scores; they are broken by document id, descending. A document that is the question itself is left out,
 * and so are documents in another language than the one that the question is searched in.
 *
 * @param longest of a question, in tokens with special ones
 */
export async function rankDocuments(
  prepared: PreparedCorpus,
  scorer: Scorer,
  k: number,
  longest: number,
): Promise<Map<string, Scored<string>[]>> {
  const { blocks, corpus, tokenizer } = prepared;
  const { documents, manifest, questions } = corpus;
  const own = ownDocuments(questions, documents);
  const scoresOf = await scorer(
    questions.map(({ question: text }) => {
      const ids = tokenizer.encode(text).ids.slice(0, longest - queryExtra);
      return { text, ids: queryTokens(ids, tokenizer.special) };
    }),
  );
  return new Map(
    questions.map(({ id, searchLanguage }, i) => {
      const scores = scoresOf(i);
      const barred = own.get(i);
      const found = bestPassages(scored(scores), (block) => {
        const { document: number } = blocks[block]!;
        const document = documents[number]!;
        const isSearched = searchLanguage === undefined || languageOf(document, manifest) === searchLanguage;
        return number === barred || !isSearched ? null : document.id;
      });
      return [
        id,
        best(
          found.map(({ id, score }) => ({ id, score: Math.fround(score) })),
          k,
        ),
      ];
    }),
  );
}

/** The blocks that are retrieved. */
function* scored(scores: Float64Array): Generator<Scored<number>> {
  for (const [id, score] of scores.entries()) if (score > Number.NEGATIVE_INFINITY) yield { id, score };
}

/** The k best in their order; only those that may be among them are sorted. */
function best(documents: readonly Scored<string>[], k: number): Scored<string>[] {
  const top = new TopK(Math.min(k, documents.length));
  documents.forEach(({ score }, i) => {
    top.offer(i, score);
  });
  const possible = documents.filter(({ score }) => score >= top.threshold);
  const scores = new Map(possible.map(({ id, score }) => [id, score]));
  return ranked(possible)
    .slice(0, k)
    .map((id) => ({ id, score: scores.get(id)! }));
}
