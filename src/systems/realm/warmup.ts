/** Phase 2: the reader learns to copy from one given document, before it has to choose among several. */
import { warmupGraph } from '../../models/realm.ts';
import type { Draw } from '../../run/draws.ts';
import { fillDropoutSeed } from '../../run/dropout.ts';
import { fillAbsentJoined, fillJoined, type JoinedSequence, joinedLength } from '../../run/sequences.ts';
import { subjectOf } from '../../run/subjects.ts';
import type { Phase, PlanInputs, Program } from '../../run/system.ts';
import { Prng } from '../../util/prng.ts';
import { ExampleSource } from './example-source.ts';
import { answerRuns, bodyTokens, exampleTokens, holdsAnswer, type MaskedExample, maskSentence } from './examples.ts';
import { fittingLength, readerLengths } from './model-shapes.ts';
import { freshSearcher, type RealmParts } from './parts.ts';
import { type RetrievedExample, retrieveCandidates } from './retrieved.ts';
import type { RealmKey } from './settings.ts';

/** Sentences that are searched for at once; the worker answers between two batches. */
const searchBatch = 128;

export class WarmupPhase implements Phase<JoinedSequence[]> {
  readonly id = 'warmup';
  readonly steps: number;
  /** Lengths of the joined rows, shortest first. */
  readonly shapes: readonly number[];
  readonly sizes = ['warmup.batch', 'lengths.document', 'reader.width'] satisfies RealmKey[];
  private readonly examples: ExampleSource;
  readonly source: Draw;
  private bySubject: Map<string, number[]> | null = null;
  /** For a share of the examples: each training sentence, masked once, with the blocks that the retriever finds for it. Made by `enter`. */
  private retrieved = new Map<number, RetrievedExample>();

  constructor(private readonly parts: RealmParts) {
    const { config, prepared } = parts;
    this.steps = config.warmup.steps;
    this.shapes = readerLengths(prepared, config.warmup.batch);
    this.examples = new ExampleSource(prepared, config, this.id);
    this.source = this.examples.draws;
  }

  program(length: number): Program {
    const { registry, model, config } = this.parts;
    const { graph, loss } = warmupGraph(registry, model, config.warmup.batch, length);
    return { graph, outputs: { loss }, loss };
  }

  /**
   * The retriever does not train in this phase, so the first index of the next one can be built meanwhile, and what it finds for a sentence stays the
   * same.
   */
  async enter(): Promise<void> {
    const { index, config } = this.parts;
    if (config.joint.steps > 0) await index.prepare();
    if (this.steps > 0 && config.warmup.retrieved > 0) this.retrieved = await this.retrieve();
  }

  /** Masks every training sentence once and searches all blocks for it, exactly; its source is left out. */
  private async retrieve(): Promise<Map<number, RetrievedExample>> {
    const { config, prepared } = this.parts;
    const prng = Prng.fork(config.seed, 'warmup retrieved');
    const masked = prepared.training.flatMap(
      (sentence) => maskSentence(sentence, prng, prepared, config.masking, 0) ?? [],
    );
    const search = await freshSearcher(this.parts);
    const rules = { ...config.realm, allowTrivial: false };
    const retrieved = new Map<number, RetrievedExample>();
    for (let start = 0; start < masked.length; start += searchBatch) {
      const found = await retrieveCandidates(masked.slice(start, start + searchBatch), prepared, rules, search);
      for (const row of found) if (!row.skipped) retrieved.set(row.example.sentence, row);
    }
    return retrieved;
  }

  rates(): Record<string, number> {
    return { 'reader.': this.parts.config.warmup.learningRate };
  }

  /**
   * Masked sentences, each with the block that it comes from. A share `warmup.otherBlocks` has another block with the answer instead; a share
   * `warmup.distractors` has the null document or a random block. A share `warmup.retrieved` of all has one of the blocks that the retriever finds
   * for the sentence, as `retrieve` has masked it. A sentence with nothing to mask is left out.
   */
  async draw(): Promise<JoinedSequence[]> {
    const { config, prepared } = this.parts;
    const rows: JoinedSequence[] = [];
    for (let b = 0; b < config.warmup.batch; b++) {
      const drawn = this.examples.next(config.warmup.substitution);
      if (!drawn) continue;
      const found = this.retrievedFor(drawn.sentence);
      const example = found ? { ...drawn, masks: found.example.masks } : drawn;
      const { x, answer, targets, map } = exampleTokens(example, prepared);
      const block = found ? this.source.prng.pick(found.blocks) : this.blockFor(example, answer);
      rows.push({ x, z: block === null ? [] : bodyTokens(block, map, prepared), masks: example.masks, targets });
    }
    return rows;
  }

  shapeOf(rows: JoinedSequence[]): number {
    return fittingLength(
      this.shapes,
      rows.map(({ x, z }) => joinedLength(x, z)),
    );
  }

  fill(inputs: PlanInputs, rows: JoinedSequence[], step: number): void {
    const { config, prepared, model } = this.parts;
    if (config.reader.dropout > 0) fillDropoutSeed(inputs, config.seed, this.id, step);
    const { special } = prepared.tokenizer;
    const { batch } = config.warmup;
    const weights = inputs.floats('tokenWeights').fill(0);
    for (let b = 0; b < batch; b++) {
      const row = rows[b];
      if (!row) {
        fillAbsentJoined(inputs, b, special, prepared.vocabularySize);
        continue;
      }
      fillJoined(inputs, b, row, special, prepared.vocabularySize);
      const count = row.masks.length;
      weights.fill(1 / (count * batch), b * model.masks, b * model.masks + count);
    }
  }

  /** What was retrieved for a sentence, if this example is one of the share that reads it. */
  private retrievedFor(sentence: number): RetrievedExample | undefined {
    const { retrieved } = this.parts.config.warmup;
    return retrieved > 0 && this.source.prng.uniform() < retrieved ? this.retrieved.get(sentence) : undefined;
  }

  /** The block that is read with an example; null: the null document. */
  private blockFor({ sentence, masks }: MaskedExample, answer: number[]): number | null {
    const { otherBlocks, distractors } = this.parts.config.warmup;
    const { blocks, sentences } = this.parts.prepared;
    const { prng } = this.source;
    const own = sentences[sentence]!.block;
    const other = prng.uniform() < otherBlocks;
    if (distractors > 0 && prng.uniform() < distractors) return prng.uniform() < 0.5 ? null : prng.int(blocks.length);
    return other ? (this.otherBlock(own, answerRuns(masks, answer), prng) ?? own) : own;
  }

  /** A random other block about the same subject that contains the runs of an answer; undefined if there is none. */
  private otherBlock(own: number, runs: number[][], prng: Prng): number | undefined {
    const { blocks } = this.parts.prepared;
    const holding = this.blocksBeside(own).filter((block) => holdsAnswer(blocks[block]!.body, runs));
    return holding.length > 0 ? prng.pick(holding) : undefined;
  }

  private blocksBeside(block: number): number[] {
    const { corpus, blocks } = this.parts.prepared;
    const subjectOfBlock = (i: number) => subjectOf(corpus.documents[blocks[i]!.document]!);
    if (!this.bySubject) {
      const bySubject = new Map<string, number[]>();
      blocks.forEach((_, i) => {
        const known = bySubject.get(subjectOfBlock(i));
        if (known) known.push(i);
        else bySubject.set(subjectOfBlock(i), [i]);
      });
      this.bySubject = bySubject;
    }
    return this.bySubject.get(subjectOfBlock(block))!.filter((other) => other !== block);
  }
}
