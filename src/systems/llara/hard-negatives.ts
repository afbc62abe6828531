/**
 * Hard negatives: of each query's nearest blocks by the model's own embeddings those that do not answer it. They are mined in an index of the blocks
 * whenever another one begins to serve. It is built in the index workers from a snapshot of the parameters while training goes on, and serves a set
 * number of steps later, so that a run repeats bit for bit. Queries are embedded on the GPU, with the same snapshot.
 */

import { badCheckpoint } from '../../run/checkpoint.ts';
import type { RefreshedIndex } from '../../run/refreshed-index.ts';
import { distinctRanking, neighboursFor } from '../../run/retrieval.ts';
import { sentence } from '../../util/sentence.ts';
import { z } from '../../util/zod.ts';
import { LlaraEmbedder } from './embedding.ts';
import type { PairSource } from './pairs.ts';
import type { LlaraParts } from './parts.ts';

/** Blocks of every pair, nearest first. */
type Lists = number[][];

/** Queries of one search; the answer has a number and a score for each of their neighbours. */
const searchBatch = 256;

export class HardNegatives {
  /** Null before the first were mined. */
  private mined: Lists | null = null;
  private readonly embedder: LlaraEmbedder;

  constructor(
    private readonly parts: Omit<LlaraParts, 'embedder' | 'frozenEmbedder'>,
    private readonly source: PairSource,
    private readonly index: RefreshedIndex,
  ) {
    this.embedder = new LlaraEmbedder(parts.engine.snapshot, parts);
  }

  /** Blocks of a pair, nearest first; none before `start`. */
  of(item: number): readonly number[] {
    return this.mined?.[item] ?? [];
  }

  /** Waits for the first index, and mines in it unless a checkpoint has told what was mined. */
  async start(step: number): Promise<void> {
    await this.index.start(step);
    this.mined ??= await this.mine();
  }

  /** Swaps the index if that is due, mines in the new one, and requests the next. */
  async after(step: number, steps: number): Promise<void> {
    const { index } = this;
    const before = index.served;
    index.age(step); // its events tell this step
    await index.afterStep(step, step >= steps, async () => {});
    if (index.served !== before) this.mined = await this.mine();
  }

  private async mine(): Promise<Lists> {
    const { parts, source, index } = this;
    const embedder = this.embedder;
    const { engine, prepared, config } = parts;
    const { minedDepth } = config.tune;
    const { dimension } = embedder;
    engine.store.write('snapshot', index.served!.values);
    const pairs = Array.from({ length: source.items }, (_, i) => source.mined(i));
    const queries = await embedder.embed(
      pairs.map(({ query }) => query),
      config.tune.query,
      'query',
    );
    const lists: Lists = [];
    for (let first = 0; first < pairs.length; first += searchBatch) {
      const some = pairs.slice(first, first + searchBatch);
      const k = neighboursFor(minedDepth + Math.max(...some.map(({ right }) => right.size)));
      const embeddings = queries.slice(first * dimension, (first + some.length) * dimension);
      const { documents } = await index.pair!.search(k, embeddings);
      some.forEach(({ right }, i) => {
        lists.push(distinctRanking(documents.subarray(i * k, (i + 1) * k), prepared.blocks, minedDepth, right));
      });
    }
    return lists;
  }

  save(): object {
    return { mined: this.mined };
  }

  load(state: unknown): void {
    const block = z.int().check(z.nonnegative(), z.maximum(this.parts.prepared.blocks.length - 1));
    const lists = z.array(z.array(block)).check(z.length(this.source.items));
    const parsed = z.object({ mined: z.nullable(lists) }).safeParse(state);
    if (!parsed.success) {
      throw badCheckpoint(sentence`model.safetensors: its hard negatives are damaged, or of another corpus.`);
    }
    this.mined = parsed.data.mined;
  }

  reset(): void {
    this.mined = null;
  }
}
