/**
 * Phase 3: retriever and reader learn together from masked words alone (REALM §3). Candidates are searched for two batches ahead; the index is
 * refreshed while steps go on. The loss is realmWeight · REALM + ictWeight · ICT, with ICT batches from the sampler of phase 1; at weight 0 a part
 * is left out, and nothing is drawn for it.
 */

import type { StepResult } from '../../graph/compile.ts';
import { Graph, type Tensor } from '../../graph/graph.ts';
import { ictLoss, summedLoss } from '../../models/realm.ts';
import { badCheckpoint } from '../../run/checkpoint.ts';
import type { Draw } from '../../run/draws.ts';
import { fillDropoutSeed } from '../../run/dropout.ts';
import { rateFactor } from '../../run/schedule.ts';
import { joinedLength } from '../../run/sequences.ts';
import type { Phase, PlanInputs, Program } from '../../run/system.ts';
import { RetrogradError } from '../../util/errors.ts';
import { sentence } from '../../util/sentence.ts';
import { z } from '../../util/zod.ts';
import { ExampleSource } from './example-source.ts';
import { exampleTokens, type MaskedExample } from './examples.ts';
import type { IctPair, IctPhase } from './ict.ts';
import { crossLanguagePull } from './languages.ts';
import { fittingLength, readerLengths } from './model-shapes.ts';
import { type RealmParts, servingSearcher } from './parts.ts';
import { buildRealm } from './plans.ts';
import { batchStatistics, fillRealm, type RetrievedExample, retrieveCandidates } from './retrieved.ts';
import type { RealmKey } from './settings.ts';

interface JointBatch {
  rows: RetrievedExample[];
  /** For the ICT loss. */
  pairs: IctPair[];
  /** Age in steps of the index that served when the batch was used. */
  indexAge: number;
}

/** Batches whose candidates are searched for ahead. */
const batchesAhead = 2;
/** The input that holds the weight of a part of the loss. */
const weightOf = (loss: string): string => `weight.${loss}`;
/** This many batches in a row without any candidate are not chance. */
const barrenLimit = 20;

export class JointPhase implements Phase<JointBatch> {
  readonly id = 'joint';
  readonly steps: number;
  readonly evaluateEvery: number;
  /** Lengths of the joined rows, shortest first. */
  readonly shapes: readonly number[];
  readonly sizes = ['joint.batch', 'realm.candidates', 'lengths.document', 'reader.width'] satisfies RealmKey[];
  /** The batch that was trained on last. */
  latest: RetrievedExample[] = [];
  /** How many examples were left out of training, by reason. */
  skipped: Record<string, number> = {};
  private readonly examples: ExampleSource;
  readonly source: Draw;
  private ahead: Promise<RetrievedExample[]>[] = [];

  /** `ict`: its sampler makes the batches of the ICT loss. */
  constructor(
    private readonly parts: RealmParts,
    private readonly ict: IctPhase,
  ) {
    const { config, prepared } = parts;
    this.steps = config.joint.steps;
    this.evaluateEvery = config.evaluation.every;
    // without REALM's loss no row is read
    this.shapes = this.reads ? readerLengths(prepared, config.joint.batch * this.blocksPerExample) : [0];
    this.examples = new ExampleSource(prepared, config, this.id);
    this.source = this.examples.draws;
  }

  /** Candidates of an example, without the null document. */
  private get blocksPerExample(): number {
    const { candidates, nullDocument } = this.parts.config.realm;
    return candidates - Number(nullDocument);
  }

  /** Whether masked sentences are read: otherwise ICT is merely continued. */
  private get reads(): boolean {
    return this.parts.config.joint.realmWeight > 0;
  }

  /** REALM's loss alone, or the weighted sum of REALM's and that of ICT. */
  program(length: number): Program {
    const { registry, model, config } = this.parts;
    const { batch, realmWeight, ictWeight, ictBatch } = config.joint;
    const realm = this.reads ? buildRealm(registry, model, config, batch, length, 'training') : null;
    // the gradient of the scores f(x,z) is −weight · r(z)
    const read = realm && { logPrior: realm.logPrior, likelihood: realm.likelihood };
    const gradients = realm ? { scores: realm.scores } : undefined;
    if (realm && ictWeight === 0 && realmWeight === 1) {
      return { graph: realm.graph, outputs: { loss: realm.loss, ...read }, loss: realm.loss, gradients };
    }
    const graph = realm?.graph ?? new Graph();
    const losses: Record<string, Tensor> = {
      ...(realm && { realmLoss: realm.loss }),
      ...(ictWeight > 0 && { ictLoss: ictLoss(graph, registry, model, this.ict.batchOf(ictBatch), 'ict.') }),
    };
    const loss = summedLoss(
      graph,
      Object.entries(losses).map(([name, part]) => [weightOf(name), part]),
    );
    return { graph, outputs: { ...losses, ...read }, loss, gradients };
  }

  /** The reader is trained where it is read: not by ICT, and not beside the oracle. */
  rates(step: number): Record<string, number> {
    const { joint } = this.parts.config;
    const factor = rateFactor(joint, step);
    return {
      'retriever.': factor * joint.retrieverLearningRate,
      ...(this.reads && joint.reader === 'learned' && { 'reader.': factor * joint.readerLearningRate }),
    };
  }

  decays(): Record<string, number> {
    return { 'reader.': this.parts.config.joint.readerDecay };
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
    const { config, index } = this.parts;
    const rows = this.reads ? await this.drawRows() : [];
    const pairs = config.joint.ictWeight > 0 ? this.ict.drawPairs(config.joint.ictBatch) : [];
    return { rows, pairs, indexAge: index.age(step) };
  }

  private async drawRows(): Promise<RetrievedExample[]> {
    let rows: RetrievedExample[] = [];
    for (let tried = 0; rows.every(({ skipped }) => skipped); tried++) {
      if (tried === barrenLimit) throw noCandidates(rows);
      while (this.ahead.length < batchesAhead) this.ahead.push(this.drawAhead());
      rows = await this.ahead.shift()!;
      for (const { skipped } of rows) if (skipped) this.skip(skipped);
      this.ahead.push(this.drawAhead());
    }
    this.latest = rows;
    return rows;
  }

  /**
   * The batch of the next step, which `draw` will return; null if no batch that is drawn so far has candidates. What must be drawn for it is drawn
   * in the order of the steps, so that looking at it changes nothing.
   */
  async upcoming(): Promise<RetrievedExample[] | null> {
    if (!this.reads) return null;
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
    if (!this.reads) return this.shapes[0]!;
    const { blocks } = this.parts.prepared;
    const lengths = rows
      .filter(({ skipped }) => !skipped)
      .flatMap((row) => row.blocks.map((block) => joinedLength(row.tokens.x, blocks[block]!.body)));
    return fittingLength(this.shapes, lengths);
  }

  fill(inputs: PlanInputs, { rows, pairs }: JointBatch, step: number): void {
    const { prepared, model, config } = this.parts;
    const { realmWeight, ictWeight } = config.joint;
    if (this.reads) fillRealm(inputs, rows, prepared, model, config);
    if (ictWeight > 0) {
      this.ict.fill(inputs, pairs, step, 'ict.');
      inputs.floats(weightOf('ictLoss'))[0] = ictWeight;
    }
    if (this.reads && (ictWeight > 0 || realmWeight !== 1)) inputs.floats(weightOf('realmLoss'))[0] = realmWeight;
    const dropout = config.retriever.dropout + (this.reads ? config.reader.dropout : 0);
    if (dropout > 0) fillDropoutSeed(inputs, config.seed, this.id, step);
  }

  /** Both losses apart, before they are weighted, where the loss is a sum. Nothing was read without REALM's loss. */
  measure({ rows, indexAge }: JointBatch, result: StepResult): Record<string, number> {
    const { config, model, prepared } = this.parts;
    const { candidates, nullDocument, objective } = config.realm;
    const { logPrior, likelihood, realmLoss, ictLoss } = result;
    const counts = rows.map(({ skipped, example }) => (skipped ? 0 : example.masks.length));
    const over = objective === 'token' ? 'masks' : 'examples';
    return {
      ...(logPrior && likelihood && batchStatistics(logPrior, likelihood, counts, candidates, nullDocument, over)),
      ...(logPrior &&
        likelihood &&
        prepared.languages.length > 1 && {
          crossLanguagePull: crossLanguagePull(rows, { logPrior, likelihood }, model.masks, config.realm, prepared),
        }),
      ...(realmLoss && { realmLoss: realmLoss[0]! }),
      ...(ictLoss && { ictLoss: ictLoss[0]! }),
      indexAge,
    };
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
