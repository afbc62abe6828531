/** What the GPU is fed with: batches of each phase, drawn from the seed, masked and written into a plan's inputs. */
import type { CompiledGraph } from '../../graph/compile.ts';
import type { ModelConfig } from '../../models/realm.ts';
import type { AheadExample, RunState } from '../../run/checkpoint.ts';
import { distinctBlocks, type PreparedCorpus } from '../../run/prepare.ts';
import type { Phase } from '../../run/records.ts';
import { RetrogradError } from '../../util/errors.ts';
import type { Prng } from '../../util/prng.ts';
import type { RunConfig } from './config.ts';
import {
  answerRuns,
  bodyTokens,
  Draw,
  drawIctPair,
  exampleTokens,
  holdsAnswer,
  type MaskedExample,
  maskSentence,
  sentencesOfBlocks,
} from './examples.ts';
import { fillAbsentJoint, fillJoint, fillSequence, type JointSequence, jointLength } from './inputs.ts';
import { fillRealm, type RetrievedExample } from './joint.ts';
import { readerLengths } from './model-shapes.ts';

/** Asks the index for the candidates of masked sentences. */
export type Retrieve = (examples: MaskedExample[]) => Promise<RetrievedExample[]>;

/** What of each row of a joint batch belongs to the batch's figures. */
export interface JointRows {
  /** (B): each example's share in the loss; 0 where it takes no part. */
  weights: Float32Array;
  /** (B): masked tokens. */
  counts: Uint32Array;
}

/** Joint batches whose candidates are fetched ahead. */
const batchesAhead = 2;
/** So many joint batches in a row without a single candidate are no accident. */
const mostBarrenBatches = 20;

export class Batches {
  /** Pairs in a batch of ICT: as the settings say, but no block twice, since a copy of the target is no negative. */
  readonly ictBatch: number;
  /** Lengths of the joined rows that plans are made for, shortest first. */
  readonly lengths: { warmup: number[]; joint: number[] };
  /** The joint batch that was drawn last. */
  latest: RetrievedExample[] = [];
  /** How often which reason kept an example out of joint training. */
  skipped: Record<string, number> = {};
  private draws!: Record<Phase, Draw>;
  private ahead: Promise<RetrievedExample[]>[] = [];
  /** Blocks with a sentence to ask for. */
  private readonly drawn: number[];
  private readonly ofBlock: number[][];
  private readonly titles: number[][];
  private bySubject: Map<string, number[]> | null = null;

  constructor(
    private readonly model: ModelConfig,
    private readonly config: RunConfig,
    private readonly prepared: PreparedCorpus,
  ) {
    const retrieved = config.realm.candidates - Number(config.realm.nullDocument);
    this.lengths = {
      warmup: readerLengths(prepared, config.warmup.batch),
      joint: readerLengths(prepared, config.joint.batch * retrieved),
    };
    this.ofBlock = sentencesOfBlocks(prepared);
    this.drawn = prepared.blocks.map((_, i) => i).filter((i) => this.ofBlock[i]!.length > 0);
    this.ictBatch = Math.min(config.ict.batch, distinctBlocks(this.drawn.map((i) => prepared.blocks[i]!)));
    this.titles = prepared.blocks.map(({ title }) => prepared.tokenizer.encode(title).ids);
    this.reset();
  }

  /** Back to the first batch of every phase. */
  reset(): void {
    const { config, prepared } = this;
    this.draws = {
      ict: new Draw(this.drawn, config.seed, 'ict'),
      warmup: new Draw(prepared.training, config.seed, 'warmup'),
      joint: new Draw(prepared.training, config.seed, 'joint'),
    };
    this.ahead = [];
    this.latest = [];
    this.skipped = {};
  }

  /** What a checkpoint keeps: where every draw stands, and the batches that were drawn but not trained on. */
  async state(): Promise<Pick<RunState, 'draws' | 'ahead' | 'skipped'>> {
    const { ict, warmup, joint } = this.draws;
    const ahead = await Promise.all(this.ahead);
    return {
      draws: { ict: ict.state, warmup: warmup.state, joint: joint.state },
      ahead: ahead.map((batch) => batch.map(({ tokens: _, ...kept }): AheadExample => kept)),
      skipped: this.skipped,
    };
  }

  restore(state: RunState): void {
    const { ict, warmup, joint } = this.draws;
    ict.state = state.draws.ict;
    warmup.state = state.draws.warmup;
    joint.state = state.draws.joint;
    this.skipped = { ...state.skipped };
    this.ahead = state.ahead.map((batch) =>
      Promise.resolve(batch.map((kept) => ({ ...kept, tokens: exampleTokens(kept.example, this.prepared) }))),
    );
  }

  /**
   * Pairs of a sentence and its block; every other block of the batch is a negative (Lee et al. 2019). Where an epoch ends within a batch, a
   * block that is in it already is passed over.
   */
  fillIct(compiled: CompiledGraph): void {
    const { config, prepared, ictBatch } = this;
    const { pooling } = config.retriever;
    const draw = this.draws.ict;
    const taken = new Set<string>();
    for (let b = 0; b < ictBatch; b++) {
      let block = draw.next();
      while (taken.has(prepared.blocks[block]!.identity)) block = draw.next();
      taken.add(prepared.blocks[block]!.identity);
      const { query, document } = drawIctPair(block, draw.prng, prepared, this.ofBlock, this.titles, config);
      fillSequence(compiled, 'query', b, query, pooling, prepared.idf);
      fillSequence(compiled, 'document', b, document, pooling, prepared.idf);
      compiled.integers('targets')[b] = b;
    }
    compiled.floats('weights').fill(1 / ictBatch);
  }

  /**
   * The next rows of the warm-up: masked sentences beside the block they come from or, at `warmup.otherBlocks`, beside another one that holds
   * the answer; at `warmup.distractors` beside the null document or any block. A sentence with nothing to mask is left out.
   */
  nextWarmup(): JointSequence[] {
    const { config, prepared } = this;
    const draw = this.draws.warmup;
    const rows: JointSequence[] = [];
    for (let b = 0; b < config.warmup.batch; b++) {
      const example = maskSentence(draw.next(), draw.prng, prepared, config.masking, config.warmup.substitution);
      if (!example) continue;
      const { x, answer, targets, map } = exampleTokens(example, prepared);
      const block = this.warmupBlock(example, answer, draw);
      rows.push({ x, z: block === null ? [] : bodyTokens(block, map, prepared), masks: example.masks, targets });
    }
    return rows;
  }

  /** The shortest of the warm-up's lengths that holds these rows. */
  warmupLength(rows: readonly JointSequence[]): number {
    return fitting(
      this.lengths.warmup,
      rows.map(({ x, z }) => jointLength(x, z)),
    );
  }

  fillWarmup(compiled: CompiledGraph, rows: readonly JointSequence[]): void {
    const { config, prepared, model } = this;
    const { special } = prepared.tokenizer;
    const weights = compiled.floats('tokenWeights').fill(0);
    for (let b = 0; b < config.warmup.batch; b++) {
      const row = rows[b];
      if (!row) {
        fillAbsentJoint(compiled, b, special, prepared.vocabularySize);
        continue;
      }
      fillJoint(compiled, b, row, special, prepared.vocabularySize);
      const count = row.masks.length;
      weights.fill(1 / (count * config.warmup.batch), b * model.masks, b * model.masks + count);
    }
  }

  /**
   * The next joint batch, whose candidates were asked for two batches ago; another is drawn. A batch in which no example has candidates
   * gives way to the next: there is nothing to learn from it.
   *
   * @throws RetrogradError `bad-corpus` where no batch has any
   */
  async nextJoint(retrieve: Retrieve): Promise<RetrievedExample[]> {
    let batch: RetrievedExample[] = [];
    for (let tried = 0; batch.every(({ skipped }) => skipped); tried++) {
      if (tried === mostBarrenBatches) throw noCandidates(batch);
      while (this.ahead.length < batchesAhead) this.ahead.push(this.drawJoint(retrieve));
      batch = await this.ahead.shift()!;
      for (const { skipped } of batch) if (skipped) this.skip(skipped);
      this.ahead.push(this.drawJoint(retrieve));
    }
    this.latest = batch;
    return batch;
  }

  /** The shortest of the joint phase's lengths that holds every row of a batch. */
  jointLength(batch: readonly RetrievedExample[]): number {
    const { blocks } = this.prepared;
    const rows = batch
      .filter(({ skipped }) => !skipped)
      .flatMap((row) => row.blocks.map((block) => jointLength(row.tokens.x, blocks[block]!.body)));
    return fitting(this.lengths.joint, rows);
  }

  fillJoint(compiled: CompiledGraph, batch: readonly RetrievedExample[]): JointRows {
    const weights = fillRealm(compiled, batch, this.prepared, this.model, this.config);
    return { weights, counts: compiled.integers('counts').slice() };
  }

  /** Waits until the index has answered for every batch that was drawn ahead. */
  async settle(): Promise<void> {
    await Promise.all(this.ahead);
  }

  /** Draws and masks a batch at once, in order; its candidates come when the index has answered. */
  private drawJoint(retrieve: Retrieve): Promise<RetrievedExample[]> {
    const { config, prepared } = this;
    const draw = this.draws.joint;
    const examples: MaskedExample[] = [];
    while (examples.length < config.joint.batch) {
      const example = maskSentence(draw.next(), draw.prng, prepared, config.masking, config.joint.substitution);
      if (example) examples.push(example);
      else this.skip('nothing to mask');
    }
    return retrieve(examples);
  }

  /** The block that an example of the warm-up is read beside; null: the null document. */
  private warmupBlock({ sentence, masks }: MaskedExample, answer: number[], { prng }: Draw): number | null {
    const { otherBlocks, distractors } = this.config.warmup;
    const { blocks, sentences } = this.prepared;
    const source = sentences[sentence]!.block;
    const other = prng.uniform() < otherBlocks;
    if (distractors > 0 && prng.uniform() < distractors) return prng.uniform() < 0.5 ? null : prng.int(blocks.length);
    return other ? (this.otherBlock(source, answerRuns(masks, answer), prng) ?? source) : source;
  }

  private skip(reason: string): void {
    this.skipped[reason] = (this.skipped[reason] ?? 0) + 1;
  }

  /** Another block of the same subject's documents that holds the runs of an answer, at random; undefined where there is none. */
  private otherBlock(source: number, runs: number[][], prng: Prng): number | undefined {
    const { prepared } = this;
    const holding = this.blocksBeside(source).filter((block) => holdsAnswer(prepared.blocks[block]!.body, runs));
    return holding.length > 0 ? prng.pick(holding) : undefined;
  }

  private blocksBeside(block: number): number[] {
    const { prepared } = this;
    const subjectOf = (i: number) => {
      const document = prepared.corpus.documents[prepared.blocks[i]!.document]!;
      return document.subject ?? document.id;
    };
    if (!this.bySubject) {
      const bySubject = new Map<string, number[]>();
      prepared.blocks.forEach((_, i) => {
        const known = bySubject.get(subjectOf(i));
        if (known) known.push(i);
        else bySubject.set(subjectOf(i), [i]);
      });
      this.bySubject = bySubject;
    }
    return this.bySubject.get(subjectOf(block))!.filter((other) => other !== block);
  }
}

/** The first of rising lengths that is at least as long as every row; the last where none is. */
function fitting(lengths: readonly number[], rows: readonly number[]): number {
  return lengths.find((length) => rows.every((row) => row <= length)) ?? lengths.at(-1)!;
}

function noCandidates(batch: readonly RetrievedExample[]): RetrogradError {
  const why = [...new Set(batch.map(({ skipped }) => skipped))].join(', ');
  return new RetrogradError(
    'bad-corpus',
    `No masked sentence finds a document to read (${why}). The corpus needs more documents that differ; realm.allowTrivial=true lets a sentence retrieve its own.`,
  );
}
