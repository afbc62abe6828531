/** The retrievers of `npm run retrieval`, in Node: BM25, and a checkpoint's retriever in ONNX Runtime. */
import * as runtime from 'onnxruntime-web/wasm';
import type { Run } from '../src/eval/trec-run.ts';
import { createEmbedder } from '../src/index/embedder.ts';
import { checkFinite } from '../src/index/search-index.ts';
import type { Side } from '../src/run/embedding.ts';
import { LexicalSearch } from '../src/run/lexical.ts';
import { type PreparedCorpus, prepareCorpus } from '../src/run/prepare.ts';
import { denseScorer, hybridScorer, lexicalScorer, rankDocuments, type Scorer } from '../src/run/question-ranking.ts';
import { scoredRanks, shareWithin } from '../src/run/question-ranks.ts';
import type { CheckpointFiles } from '../src/run/records.ts';
import { type SavedRetriever, savedRetriever } from '../src/systems/realm/saved-retriever.ts';
import type { RealmConfig } from '../src/systems/realm/settings.ts';
import type { Corpus } from '../src/text/corpus/corpus.ts';
import type { TokenSequences } from '../src/text/tokenizer/tokens.ts';

export const retrievers = ['bm25', 'dense', 'hybrid'] as const;
export type Retriever = (typeof retrievers)[number];

export interface RetrieverChoice {
  config: RealmConfig;
  corpus: Corpus;
  /** What the import left out, by reason. */
  imported: Record<string, number>;
  /** There is one unless the retriever is BM25. */
  checkpoint?: CheckpointFiles;
  retriever: Retriever;
}

export interface CorpusRanking {
  run: Run;
  /** Absent if no question has a right block. */
  blocks?: { recallAt1: number; recallAt5: number };
  skipped: Record<string, number>;
}

/** The k best documents of every question. */
export async function rankCorpus(
  { config, corpus, checkpoint, retriever }: RetrieverChoice,
  k: number,
): Promise<CorpusRanking> {
  const saved = checkpoint && retriever !== 'bm25' ? savedRetriever(checkpoint, config) : undefined;
  const cut = (length: number) => Math.min(length, saved?.longest ?? length);
  const lengths = { query: cut(config.lengths.query), document: cut(config.lengths.document) };
  // whatever is masked, no text is refused for having nothing to mask
  const masking = { ...config.masking, strategy: 'uniform' as const, recurring: false };
  const prepared = await prepareCorpus(corpus, { ...config, lengths, masking }, checkpoint?.tokenizer);
  const lexical = new LexicalSearch(prepared, config.lexical.analyzer);
  const scorer = saved
    ? await learned(saved, prepared, retriever === 'hybrid' ? lexical : undefined)
    : lexicalScorer(lexical);
  const run = await rankDocuments(prepared, scorer, k, lengths.query);
  if (prepared.questions.length === 0) return { run, skipped: prepared.skipped };
  const ranks = await scoredRanks(scorer, prepared.questions, prepared);
  const blocks = { recallAt1: shareWithin(ranks, 1)!, recallAt5: shareWithin(ranks, 5)! };
  return { run, blocks, skipped: prepared.skipped };
}

async function learned(
  saved: SavedRetriever,
  prepared: PreparedCorpus,
  lexical: LexicalSearch | undefined,
): Promise<Scorer> {
  const snapshots = saved.embedders(prepared);
  runtime.env.wasm.numThreads = 1;
  const embed = async (sequences: TokenSequences, side: Side) => {
    const embedder = await createEmbedder(snapshots[side], 'wasm', runtime);
    const embeddings = await embedder.embed(sequences);
    await embedder.destroy();
    checkFinite(embeddings, snapshots[side].config.projection, side);
    return embeddings;
  };
  const blocks = await embed(prepared.documents, 'document');
  const dense = denseScorer(blocks, prepared.blocks.length, (queries) => embed(queries, 'query'));
  return lexical ? hybridScorer(dense, lexical) : dense;
}
