/**
 * Phase 3: retriever and reader learn together from masked words alone (REALM §3). Candidates are searched for two batches ahead; the index is
 * refreshed while steps go on.
 */
import { z } from 'zod/mini';
import type { StepResult } from '../../graph/compile.ts';
import { badCheckpoint } from '../../run/checkpoint.ts';
import type { Draw } from '../../run/draws.ts';
import { fillDropoutSeed } from '../../run/dropout.ts';
import { rateFactor } from '../../run/schedule.ts';
import { joinedLength } from '../../run/sequences.ts';
import type { Phase, PlanInputs, Program } from '../../run/system.ts';
import { RetrogradError } from '../../util/errors.ts';
import { sentence } from '../../util/sentence.ts';
import { ExampleSource } from './example-source.ts';
import { exampleTokens, type MaskedExample } from './examples.ts';
import { fittingLength, readerLengths } from './model-shapes.ts';
import { type RealmParts, servingSearcher } from './parts.ts';
import { buildRealm } from './plans.ts';
import { batchStatistics, fillRealm, type RetrievedExample, retrieveCandidates } from './retrieved.ts';

interface JointBatch {
  rows: RetrievedExample[];
  /** Age in steps of the index that served when the batch was used. */
  indexAge: number;
}

/** Batches whose candidates are searched for ahead. */
const batchesAhead = 2;
/** This many batches in a row without any candidate are not chance. */
const barrenLimit = 20;

export class JointPhase implements Phase<JointBatch> {
  readonly id = 'joint';
  readonly steps: number;
  readonly evaluateEvery: number;
  /** Lengths of the joined rows, shortest first. */
  readonly shapes: readonly number[];
  /** The batch that was trained on last. */
  latest: RetrievedExample[] = [];
  /** How many examples were left out of training, by reason. */
  skipped: Record<string, number> = {};
  private readonly examples: ExampleSource;
  readonly source: Draw;
  private ahead: Promise<RetrievedExample[]>[] = [];

  constructor(private readonly parts: RealmParts) {
    const { config, prepared } = parts;
    this.steps = config.joint.steps;
    this.evaluateEvery = config.evaluation.every;
    this.shapes = readerLengths(prepared, config.joint.batch * this.blocksPerExample);
    this.examples = new ExampleSource(prepared, config, this.id);
    this.source = this.examples.draws;
  }

  /** Candidates of an example, without the null document. */
  private get blocksPerExample(): number {
    const { candidates, nullDocument } = this.parts.config.realm;
    return candidates - Number(nullDocument);
  }

  program(length: number): Program {
    const { registry, model, config } = this.parts;
    const { graph, loss, logPrior, likelihood, scores } = buildRealm(
      registry,
      model,
      config,
      config.joint.batch,
      length,
      'training',
    );
    // the gradient of the scores f(x,z) is −weight · r(z)
    return { graph, outputs: { loss, logPrior, likelihood }, loss, gradients: { scores } };
  }

  rates(step: number): Record<string, number> {
    const { joint } = this.parts.config;
    const factor = rateFactor(joint, step);
    return { 'retriever.': factor * joint.retrieverLearningRate, 'reader.': factor * joint.readerLearningRate };
  }

  /** Builds the first index from the parameters as they are, and waits for it. */
  async enter(step: number): Promise<void> {
    const { index, embedder, config } = this.parts;
    await index.start(step);
    // compiled now: otherwise the first queries would be embedded some steps late, depending on how long compiling takes
    if (config.realm.queryEmbedding === 'fresh') await embedder.prepare('query');
  }

  /**
   * The next batch. Its candidates were requested two batches ago; now another batch is drawn. A batch in which no example has candidates
   * teaches nothing and is replaced by the next. Throws `bad-corpus` if no batch has any.
   */
  async draw(step: number): Promise<JointBatch> {
    let rows: RetrievedExample[] = [];
    for (let tried = 0; rows.every(({ skipped }) => skipped); tried++) {
      if (tried === barrenLimit) throw noCandidates(rows);
      while (this.ahead.length < batchesAhead) this.ahead.push(this.drawAhead());
      rows = await this.ahead.shift()!;
      for (const { skipped } of rows) if (skipped) this.skip(skipped);
      this.ahead.push(this.drawAhead());
    }
    this.latest = rows;
    return { rows, indexAge: this.parts.index.age(step) };
  }

  /**
   * The batch of the next step, which `draw` will return; null if no batch that is drawn so far has candidates. What must be drawn for it is drawn
   * in the order of the steps, so that looking at it changes nothing.
   */
  async upcoming(): Promise<RetrievedExample[] | null> {
    while (this.ahead.length < batchesAhead) this.ahead.push(this.drawAhead());
    for (const batch of this.ahead) {
      const rows = await batch;
      if (rows.some(({ skipped }) => !skipped)) return rows;
    }
    return null;
  }

  /** Draws and masks a batch immediately, so that the order of draws is fixed. Its candidates come when the index has answered. */
  private drawAhead(): Promise<RetrievedExample[]> {
    const { config, prepared } = this.parts;
    const examples: MaskedExample[] = [];
    while (examples.length < config.joint.batch) {
      const example = this.examples.next(config.joint.substitution);
      if (example) examples.push(example);
      else this.skip('nothing-to-mask');
    }
    const batch = retrieveCandidates(examples, prepared, config.realm, servingSearcher(this.parts)!);
    // the run may end before this batch is used
    batch.catch(() => {});
    return batch;
  }

  private skip(reason: string): void {
    this.skipped[reason] = (this.skipped[reason] ?? 0) + 1;
  }

  shapeOf({ rows }: JointBatch): number {
    const { blocks } = this.parts.prepared;
    const lengths = rows
      .filter(({ skipped }) => !skipped)
      .flatMap((row) => row.blocks.map((block) => joinedLength(row.tokens.x, blocks[block]!.body)));
    return fittingLength(this.shapes, lengths);
  }

  fill(inputs: PlanInputs, { rows }: JointBatch, step: number): void {
    const { prepared, model, config } = this.parts;
    fillRealm(inputs, rows, prepared, model, config);
    if (config.retriever.dropout + config.reader.dropout > 0) fillDropoutSeed(inputs, config.seed, this.id, step);
  }

  measure({ rows, indexAge }: JointBatch, { logPrior, likelihood }: StepResult): Record<string, number> {
    const { candidates, nullDocument, objective } = this.parts.config.realm;
    const counts = rows.map(({ skipped, example }) => (skipped ? 0 : example.masks.length));
    const over = objective === 'token' ? 'masks' : 'examples';
    return { ...batchStatistics(logPrior!, likelihood!, counts, candidates, nullDocument, over), indexAge };
  }

  async after(step: number): Promise<void> {
    await this.parts.index.afterStep(step, step >= this.steps, () => this.settle());
  }

  /** Waits until the index has answered for every batch that was drawn ahead. */
  async settle(): Promise<void> {
    await Promise.all(this.ahead);
  }

  /** The tokens of an example can be computed from it, so they are left out. */
  async save(): Promise<object> {
    const ahead = await Promise.all(this.ahead);
    return {
      ahead: ahead.map((batch) => batch.map(({ tokens: _, ...kept }) => kept)),
      skipped: this.skipped,
    };
  }

  load(state: object): void {
    const parsed = this.schema().safeParse(state);
    const { prepared } = this.parts;
    const fits =
      parsed.success &&
      parsed.data.ahead.flat().every(({ example, blocks, skipped }) => {
        if ((blocks.length === 0) === (skipped === undefined)) return false;
        const length = prepared.sentences[example.sentence]!.ids.length;
        return example.masks.every((position, i) => position < length && position > (example.masks[i - 1] ?? -1));
      });
    if (!parsed.success || !fits) {
      throw badCheckpoint(
        sentence`model.safetensors: its batches point to sentences or documents that this corpus or these settings do not have.`,
      );
    }
    this.skipped = { ...parsed.data.skipped };
    this.ahead = parsed.data.ahead.map((batch) =>
      Promise.resolve(batch.map((kept) => ({ ...kept, tokens: exampleTokens(kept.example, prepared) }))),
    );
  }

  /** Batches that fit the plans, with examples that the corpus has. */
  private schema() {
    const { config, model, prepared } = this.parts;
    const below = (count: number) => z.int().check(z.nonnegative(), z.maximum(count - 1));
    const example = z.object({
      sentence: below(prepared.sentences.length),
      masks: z.array(z.int()).check(z.minLength(1), z.maxLength(model.masks)),
      substitution: z.nullable(z.int().check(z.nonnegative(), z.maximum(0xffff_ffff))),
    });
    const blocks = z.array(below(prepared.blocks.length)).check(z.maxLength(this.blocksPerExample));
    const row = z.object({ example, blocks, skipped: z.optional(z.string()) });
    return z.object({
      ahead: z.array(z.array(row).check(z.maxLength(config.joint.batch))).check(z.maxLength(batchesAhead)),
      skipped: z.record(z.string(), z.int().check(z.nonnegative())),
    });
  }

  reset(): void {
    this.ahead = [];
    this.latest = [];
    this.skipped = {};
  }
}

function noCandidates(rows: readonly RetrievedExample[]): RetrogradError {
  const why = [...new Set(rows.map(({ skipped }) => skipped))].join(', ');
  return new RetrogradError(
    'bad-corpus',
    sentence`No masked sentence finds a document to read (${why}). The corpus needs more documents that differ; realm.allowTrivial=true lets a sentence retrieve its own.`,
  );
}
