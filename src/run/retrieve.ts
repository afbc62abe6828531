/** From masked examples to their candidates, whoever searches. */
import type { IndexPair } from '../index/refresh.ts';
import type { RunConfig } from '../systems/realm/config.ts';
import { exampleTokens, type MaskedExample } from '../systems/realm/examples.ts';
import { queryTokens, type RetrievedExample } from '../systems/realm/joint.ts';
import { packSequences, type TokenSequences } from '../text/tokenizer/tokens.ts';
import { chooseCandidates, neighboursToAsk } from './candidates.ts';
import type { TrainingEngine } from './engine.ts';
import type { PreparedCorpus } from './prepare.ts';

/** The k nearest blocks of each query, (n, k), −1 where there are fewer. */
export type Searcher = (queries: TokenSequences, k: number) => Promise<Int32Array>;

/** The serving index, asked with the snapshot's or the newest query embedder as the settings say. */
export function indexSearcher(index: IndexPair, engine: TrainingEngine, config: RunConfig): Searcher {
  return async (queries, k) => {
    const asked = config.realm.queryEmbedding === 'fresh' ? await engine.embed(queries, 'query') : queries;
    return (await index.search(k, asked)).documents;
  };
}

export async function retrieveCandidates(
  examples: readonly MaskedExample[],
  prepared: PreparedCorpus,
  realm: RunConfig['realm'],
  search: Searcher,
): Promise<RetrievedExample[]> {
  const tokens = examples.map((example) => exampleTokens(example, prepared));
  const queries = packSequences(tokens.map(({ query }) => queryTokens(query, prepared)));
  const k = neighboursToAsk(realm.candidates);
  const neighbours = await search(queries, k);
  return examples.map((example, i): RetrievedExample => {
    const { block } = prepared.sentences[example.sentence]!;
    const chosen = chooseCandidates(neighbours.subarray(i * k, (i + 1) * k), block, prepared, realm);
    return { example, tokens: tokens[i]!, blocks: [], ...chosen };
  });
}
