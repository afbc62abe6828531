/** Phase 1: the retriever learns to find the block that a sentence was taken from (inverse cloze task, Lee et al. 2019). */

import { ictGraph } from '../../models/realm.ts';
import { badCheckpoint } from '../../run/checkpoint.ts';
import { Draw } from '../../run/draws.ts';
import { fillDropoutSeed } from '../../run/dropout.ts';
import { distinctBlocks, type PreparedCorpus } from '../../run/prepare.ts';
import { documentTokens, fillSequence, queryTokens } from '../../run/sequences.ts';
import type { Phase, PlanInputs, Program } from '../../run/system.ts';
import { sequenceAt } from '../../text/tokenizer/tokens.ts';
import { RetrogradError } from '../../util/errors.ts';
import { sentence } from '../../util/sentence.ts';
import { z } from '../../util/zod.ts';
import type { RealmParts } from './parts.ts';

/** A sentence and the block that it was taken from, as token ids with special tokens. */
export interface IctPair {
  query: ArrayLike<number>;
  document: ArrayLike<number>;
}

export class IctPhase implements Phase<IctPair[]> {
  readonly id = 'ict';
  readonly steps: number;
  /** Pairs in a batch: the setting, or fewer, so that no block is in it twice; a copy of the target is not a negative. */
  readonly shapes: readonly [batch: number];
  /** Blocks that differ: no batch has more pairs. */
  private readonly distinct: number;
  private readonly ofBlock: number[][];
  private readonly titles: number[][];
  readonly source: Draw;
  /** How many blocks were left out, by reason. */
  skipped: Record<string, number> = {};

  constructor(private readonly parts: Pick<RealmParts, 'config' | 'prepared' | 'model' | 'registry'>) {
    const { config, prepared } = parts;
    this.steps = config.ict.steps;
    this.ofBlock = sentencesOfBlocks(prepared);
    // blocks that have a sentence
    const items = prepared.blocks.map((_, i) => i).filter((i) => this.ofBlock[i]!.length > 0);
    // blocks of one sentence may be left out, so the others must fill a batch
    const least = config.ict.loneSentence === 'drop' ? 2 : 1;
    const fit = items.filter((i) => this.ofBlock[i]!.length >= least);
    this.distinct = distinctBlocks(fit.map((i) => prepared.blocks[i]!));
    this.shapes = [this.batchOf(config.ict.batch)];
    const isUsed = this.steps > 0 || (config.joint.steps > 0 && config.joint.ictWeight > 0);
    if (this.distinct === 0 && isUsed) throw onlyLoneSentences(prepared);
    this.titles = prepared.blocks.map(({ title }) => prepared.tokenizer.encode(title).ids);
    this.source = new Draw(items, config.seed, this.id);
  }

  /** Pairs in a batch that should have as many as `wanted`. */
  batchOf(wanted: number): number {
    return Math.min(wanted, this.distinct);
  }

  program(batch: number): Program {
    const { graph, loss } = ictGraph(this.parts.registry, this.parts.model, batch);
    return { graph, outputs: { loss }, loss };
  }

  rates(): Record<string, number> {
    return { 'retriever.': this.parts.config.ict.learningRate };
  }

  async draw(): Promise<IctPair[]> {
    return this.drawPairs(this.shapes[0]);
  }

  /**
   * The next pairs of the sampler, at most `batchOf(count)`. Every other block of the batch is a negative. If an epoch ends within a batch, blocks that
   * the batch already has are skipped.
   */
  drawPairs(count: number): IctPair[] {
    const { blocks } = this.parts.prepared;
    const inBatch = new Set<string>();
    return Array.from({ length: this.batchOf(count) }, () => {
      for (;;) {
        const block = this.source.next();
        if (inBatch.has(blocks[block]!.identity)) continue;
        const pair = this.pair(block);
        if (!pair) continue;
        inBatch.add(blocks[block]!.identity);
        return pair;
      }
    });
  }

  /**
   * The query is a sentence of the block; the target is the block, without that sentence with probability 1 − keepSentence. Null where the block is
   * left out, because it would be empty.
   */
  private pair(block: number): IctPair | null {
    const { prepared, config } = this.parts;
    const { sentences, tokenizer, documents } = prepared;
    const { queryDropout, keepSentence, loneSentence } = config.ict;
    const { prng } = this.source;
    const chosen = prng.pick(this.ofBlock[block]!);
    const { ids } = sentences[chosen]!;
    const kept = queryDropout > 0 ? ids.filter(() => prng.uniform() >= queryDropout) : ids;
    const query = queryTokens(kept.length > 0 ? kept : ids, tokenizer.special);
    const isLone = this.ofBlock[block]!.length === 1;
    if (prng.uniform() < keepSentence || (isLone && loneSentence === 'keep')) {
      return { query, document: sequenceAt(documents, block) };
    }
    if (isLone && loneSentence === 'drop') {
      this.skipped['one-sentence'] = (this.skipped['one-sentence'] ?? 0) + 1;
      return null;
    }
    const rest = this.ofBlock[block]!.filter((sentence) => sentence !== chosen).flatMap(
      (sentence) => sentences[sentence]!.ids,
    );
    return {
      query,
      document: documentTokens(this.titles[block]!, rest, tokenizer.special, config.lengths.document),
    };
  }

  /** `place`: before the names of the inputs, as in `ictLoss`. */
  fill(inputs: PlanInputs, batch: IctPair[], step: number, place = ''): void {
    const { config, prepared } = this.parts;
    if (config.retriever.dropout > 0) fillDropoutSeed(inputs, config.seed, this.id, step);
    const { pooling } = config.retriever;
    batch.forEach(({ query, document }, b) => {
      fillSequence(inputs, `${place}query`, b, query, pooling, prepared.idf);
      fillSequence(inputs, `${place}document`, b, document, pooling, prepared.idf);
      inputs.integers(`${place}targets`)[b] = b;
    });
    inputs.floats(`${place}weights`).fill(1 / batch.length);
  }

  async save(): Promise<object> {
    return { skipped: this.skipped };
  }

  load(state: object): void {
    const parsed = stateSchema.safeParse(state);
    if (!parsed.success)
      throw badCheckpoint(sentence`model.safetensors: the draws of ${this.id} are damaged, or of another corpus.`);
    this.skipped = { ...parsed.data.skipped };
  }

  reset(): void {
    this.skipped = {};
  }
}

/** Checkpoints of earlier versions do not count. */
const stateSchema = z.object({
  skipped: z.optional(z.record(z.string(), z.int().check(z.nonnegative()))),
});

function onlyLoneSentences({ corpus }: PreparedCorpus): RetrogradError {
  return new RetrogradError(
    'bad-corpus',
    sentence`${corpus.manifest.title} has no passage of two sentences, which the inverse cloze task needs with ict.loneSentence=drop: set it to keep, or make passages longer (lengths.document).`,
  );
}

/** Sentences of each block, in order. */
export function sentencesOfBlocks({ blocks, sentences }: PreparedCorpus): number[][] {
  const of: number[][] = blocks.map(() => []);
  sentences.forEach(({ block }, i) => {
    of[block]!.push(i);
  });
  return of;
}
