/** Phase 1: the retriever learns to find the block that a sentence was taken from (inverse cloze task, Lee et al. 2019). */
import { ictGraph } from '../../models/realm.ts';
import { Draw } from '../../run/draws.ts';
import { distinctBlocks, type PreparedCorpus } from '../../run/prepare.ts';
import { documentTokens, fillSequence, queryTokens } from '../../run/sequences.ts';
import type { Phase, PlanInputs, Program } from '../../run/system.ts';
import { sequenceAt } from '../../text/tokenizer/tokens.ts';
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

  constructor(private readonly parts: Pick<RealmParts, 'config' | 'prepared' | 'model' | 'registry'>) {
    const { config, prepared } = parts;
    this.steps = config.ict.steps;
    this.ofBlock = sentencesOfBlocks(prepared);
    // blocks that have a sentence
    const items = prepared.blocks.map((_, i) => i).filter((i) => this.ofBlock[i]!.length > 0);
    this.distinct = distinctBlocks(items.map((i) => prepared.blocks[i]!));
    this.shapes = [this.batchOf(config.ict.batch)];
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
      let block = this.source.next();
      while (inBatch.has(blocks[block]!.identity)) block = this.source.next();
      inBatch.add(blocks[block]!.identity);
      return this.pair(block);
    });
  }

  /** The query is a sentence of the block; the target is the block, without that sentence with probability 1 − keepSentence. */
  private pair(block: number): IctPair {
    const { prepared, config } = this.parts;
    const { sentences, tokenizer, documents } = prepared;
    const { queryDropout, keepSentence } = config.ict;
    const { prng } = this.source;
    const chosen = prng.pick(this.ofBlock[block]!);
    const { ids } = sentences[chosen]!;
    const kept = queryDropout > 0 ? ids.filter(() => prng.uniform() >= queryDropout) : ids;
    const query = queryTokens(kept.length > 0 ? kept : ids, tokenizer.special);
    if (prng.uniform() < keepSentence) return { query, document: sequenceAt(documents, block) };
    const rest = this.ofBlock[block]!.filter((sentence) => sentence !== chosen).flatMap(
      (sentence) => sentences[sentence]!.ids,
    );
    return {
      query,
      document: documentTokens(this.titles[block]!, rest, tokenizer.special, config.lengths.document),
    };
  }

  /** `place`: before the names of the inputs, as in `ictLoss`. */
  fill(inputs: PlanInputs, batch: IctPair[], place = ''): void {
    const { config, prepared } = this.parts;
    const { pooling } = config.retriever;
    batch.forEach(({ query, document }, b) => {
      fillSequence(inputs, `${place}query`, b, query, pooling, prepared.idf);
      fillSequence(inputs, `${place}document`, b, document, pooling, prepared.idf);
      inputs.integers(`${place}targets`)[b] = b;
    });
    inputs.floats(`${place}weights`).fill(1 / batch.length);
  }
}

/** Sentences of each block, in order. */
export function sentencesOfBlocks({ blocks, sentences }: PreparedCorpus): number[][] {
  const of: number[][] = blocks.map(() => []);
  sentences.forEach(({ block }, i) => {
    of[block]!.push(i);
  });
  return of;
}
