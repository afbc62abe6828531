/** At which rank a retriever finds the first block that answers a question. */
import { packSequences } from '../text/tokenizer/tokens.ts';
import type { LexicalSearch } from './lexical.ts';
import type { PreparedCorpus } from './prepare.ts';
import type { PreparedQuestion } from './prepare-questions.ts';
import { bestBlocks, type Scorer } from './question-ranking.ts';
import { rankDepth } from './records.ts';
import { barredCount, distinctRanking, neighboursFor, type Searcher } from './retrieval.ts';

/** From 1; null: not among the first `rankDepth`. */
export type Rank = number | null;

type Blocks = Pick<PreparedCorpus, 'blocks'>;

/** Questions that are ranked without a pause: steps go on meanwhile on the same thread. */
const atOnce = 128;

const pause = () => new Promise((resolve) => setTimeout(resolve));

/** The rank of the first of a ranking's blocks that answers the question: copies of a block answer it, too. */
export function firstRight(
  ranking: readonly number[],
  { blocks: right }: Pick<PreparedQuestion, 'blocks'>,
  { blocks }: Blocks,
): Rank {
  const identities = new Set(Array.from(right, (block) => blocks[block]!.identity));
  const found = ranking.findIndex((block) => identities.has(blocks[block]!.identity));
  return found < 0 ? null : found + 1;
}

/** By dense retrieval. Copies of a block count once, and a question's own document is left out. */
export function denseRanks(
  search: Searcher,
  questions: readonly PreparedQuestion[],
  prepared: Blocks,
  onProgress?: (ranked: number) => void,
): Promise<Rank[]> {
  const neighbours: Neighbours = async (some, k) => {
    const found = await search(packSequences(some.map(({ ids }) => ids)), k);
    return (i) => found.subarray(i * k, (i + 1) * k);
  };
  return ranksOf(neighbours, questions, prepared, onProgress);
}

/** By the scores of all blocks, under the same rules. */
export function scoredRanks(
  scorer: Scorer,
  questions: readonly PreparedQuestion[],
  prepared: Blocks,
  onProgress?: (ranked: number) => void,
): Promise<Rank[]> {
  const neighbours: Neighbours = async (some, k) => {
    const scoresOf = await scorer(some);
    return (i) => bestBlocks(scoresOf(i), k);
  };
  return ranksOf(neighbours, questions, prepared, onProgress);
}

/** The k nearest blocks of each of some questions, by its number among them; fewer, or −1 behind the last, if there are fewer. */
type Neighbours = (some: readonly PreparedQuestion[], k: number) => Promise<(question: number) => Int32Array>;

async function ranksOf(
  neighbours: Neighbours,
  questions: readonly PreparedQuestion[],
  prepared: Blocks,
  onProgress: (ranked: number) => void = () => {},
): Promise<Rank[]> {
  const { blocks } = prepared;
  const ranks: Rank[] = [];
  const mostBarred = Math.max(0, ...questions.map(({ barred = null }) => barredCount(barred)));
  const k = Math.min(blocks.length, neighboursFor(rankDepth + mostBarred));
  for (let start = 0; start < questions.length; start += atOnce) {
    const some = questions.slice(start, start + atOnce);
    const found = await neighbours(some, k);
    some.forEach((question, i) => {
      const ranking = distinctRanking(found(i), blocks, rankDepth, question.barred ?? null);
      ranks.push(firstRight(ranking, question, prepared));
    });
    onProgress(some.length);
  }
  return ranks;
}

/** By BM25, under the same rules. */
export async function lexicalRanks(
  lexical: LexicalSearch,
  questions: readonly PreparedQuestion[],
  prepared: Blocks,
): Promise<Rank[]> {
  const ranks: Rank[] = [];
  for (const [i, question] of questions.entries()) {
    if (i > 0 && i % atOnce === 0) await pause();
    const found = lexical
      .search(question.ids, question.barred ?? null, rankDepth, question.text)
      .map(({ block }) => block);
    ranks.push(firstRight(found, question, prepared));
  }
  return ranks;
}

/** The share of ranks that are at most k; null without any. */
export function shareWithin(ranks: readonly Rank[], k: number): number | null {
  if (ranks.length === 0) return null;
  return ranks.filter((rank) => rank !== null && rank <= k).length / ranks.length;
}
