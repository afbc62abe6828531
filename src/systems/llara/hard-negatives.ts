/**
 * Hard negatives: of each query's nearest blocks by the model's own embeddings those that do not answer it. They are mined from a snapshot of the
 * parameters while training goes on, and used a set number of steps later, so that a run repeats bit for bit.
 *
 * Blocks are embedded on the GPU and ranked exactly: the embedder of the index workers knows REALM's retriever alone.
 */

import { ExactIndex } from '../../index/exact.ts';
import { badCheckpoint } from '../../run/checkpoint.ts';
import { distinctRanking, neighboursFor } from '../../run/retrieval.ts';
import { sentence } from '../../util/sentence.ts';
import { z } from '../../util/zod.ts';
import { LlaraEmbedder } from './embedding.ts';
import type { PairSource } from './pairs.ts';
import type { LlaraParts } from './parts.ts';

/** Blocks of every pair, nearest first. */
type Lists = number[][];

export class HardNegatives {
  /** Null before the first were mined. */
  lists: Lists | null = null;
  /** Those that are being mined, and the step at which they are used. */
  private coming: { useAt: number; lists: Promise<Lists> } | null = null;
  private readonly embedder: LlaraEmbedder;

  constructor(
    private readonly parts: Omit<LlaraParts, 'embedder' | 'frozenEmbedder'>,
    private readonly source: PairSource,
  ) {
    this.embedder = new LlaraEmbedder(parts.engine.snapshot, parts);
  }

  /** Mines with the parameters as they are, unless some are known. */
  async start(): Promise<void> {
    this.lists ??= await this.mine();
  }

  /** Uses what has been mined, if it is due, and begins to mine anew if that is. */
  async after(step: number, steps: number): Promise<void> {
    if (this.coming && step >= this.coming.useAt) {
      this.lists = await this.coming.lists;
      this.coming = null;
    }
    const { refreshEvery, swapAfter } = this.parts.config.tune;
    if (refreshEvery === 0 || step % refreshEvery !== 0 || step >= steps || this.coming) return;
    const lists = this.mine();
    lists.catch(() => {}); // thrown where it is awaited
    this.coming = { useAt: step + swapAfter, lists };
  }

  async settle(): Promise<void> {
    await this.coming?.lists;
  }

  private async mine(): Promise<Lists> {
    const { parts, source } = this;
    const embedder = this.embedder;
    const { engine, prepared, config, texts } = parts;
    const { blocks } = prepared;
    engine.store.write('snapshot', await engine.store.read('values'));
    const mined = Array.from({ length: source.items }, (_, i) => source.mined(i));
    const exact = new ExactIndex(await embedder.embed(texts.passages, 'self', 'passage'), embedder.dimension);
    const queries = await embedder.embed(
      mined.map(({ query }) => query),
      config.tune.query,
      'query',
    );
    const { minedDepth } = config.tune;
    return mined.map(({ right }, i) => {
      const query = queries.subarray(i * embedder.dimension, (i + 1) * embedder.dimension);
      const found = exact.search(query, neighboursFor(minedDepth + right.size)).ids;
      return distinctRanking(found, blocks, minedDepth, right);
    });
  }

  async save(): Promise<object> {
    const { lists, coming } = this;
    return { lists, coming: coming && { useAt: coming.useAt, lists: await coming.lists } };
  }

  load(state: unknown): void {
    const block = z.int().check(z.nonnegative(), z.maximum(this.parts.prepared.blocks.length - 1));
    const saved = z.array(z.array(block)).check(z.length(this.source.items));
    const schema = z.object({
      lists: z.nullable(saved),
      coming: z.nullable(z.object({ useAt: z.int(), lists: saved })),
    });
    const parsed = schema.safeParse(state);
    if (!parsed.success) {
      throw badCheckpoint(sentence`model.safetensors: its hard negatives are damaged, or of another corpus.`);
    }
    const { lists, coming } = parsed.data;
    this.lists = lists;
    this.coming = coming && { useAt: coming.useAt, lists: Promise.resolve(coming.lists) };
  }

  reset(): void {
    this.lists = null;
    this.coming = null;
  }
}
