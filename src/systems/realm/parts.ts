/** What the phases, the evaluation and the probes of one REALM run share. */
import type { ModelConfig } from '../../models/realm.ts';
import type { ParameterRegistry } from '../../models/registry.ts';
import type { RetrieverEmbedder } from '../../run/embedding.ts';
import type { Engine } from '../../run/engine.ts';
import type { LexicalSearch } from '../../run/lexical.ts';
import type { PreparedCorpus } from '../../run/prepare.ts';
import type { RefreshedIndex } from '../../run/refreshed-index.ts';
import { exactSearcher, indexSearcher, type Searcher } from '../../run/retrieval.ts';
import type { RealmPlans } from './plans.ts';
import type { RealmConfig } from './settings.ts';

export interface RealmParts {
  config: RealmConfig;
  prepared: PreparedCorpus;
  model: ModelConfig;
  registry: ParameterRegistry;
  engine: Engine;
  plans: RealmPlans;
  embedder: RetrieverEmbedder;
  /** The same with the parameters as they were when the engine was last frozen. */
  frozen: { plans: RealmPlans; embedder: RetrieverEmbedder };
  index: RefreshedIndex;
  /** BM25, the baseline. */
  lexical: LexicalSearch;
}

/** Searches as training does, through the serving index; null before there is one. `embedder`: with the parameters that make fresh queries. */
export function servingSearcher({ index, config, ...parts }: RealmParts, embedder = parts.embedder): Searcher | null {
  return index.pair && indexSearcher(index.pair, embedder, config.realm.queryEmbedding === 'fresh');
}

/** Exact search with the current parameters. */
export function freshSearcher({ embedder, prepared }: RealmParts): Promise<Searcher> {
  return exactSearcher(embedder, prepared.documents);
}
