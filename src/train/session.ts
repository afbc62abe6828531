/**
 * A training run: ICT → reader warm-up → joint REALM, step by step. The GPU is fed ahead: the next step is submitted before the last one is
 * read back, candidates are fetched two batches early, and the index is refreshed beside it all.
 */
import type { Gpu } from '../gpu/device.ts';
import type { CompiledGraph, StepResult } from '../graph/compile.ts';
import type { KernelChoice, KernelReport } from '../graph/kernel-choices.ts';
import type { RefreshEvent } from '../index/messages.ts';
import { IndexPair, type IndexWorkerLike } from '../index/refresh.ts';
import { startIndexWorker } from '../index/shards.ts';
import type { ModelConfig } from '../models/realm.ts';
import type { Corpus } from '../text/corpus.ts';
import { type GrownVocabulary, growVocabulary, type VocabularyOptions } from '../text/vocabulary.ts';
import { RetrogradError } from '../util/errors.ts';
import { type AheadExample, type PackedArrays, type RunState, readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { phaseSteps, type RunConfig } from './config.ts';
import { TrainingEngine } from './engine.ts';
import { drawEvaluationSet, type EvaluationSet, evaluate } from './evaluate.ts';
import {
  bodyTokens,
  containsTokens,
  Draw,
  drawIctPair,
  exampleTokens,
  maskSentence,
  sentencesOfBlocks,
} from './examples.ts';
import { fillAbsentJoint, fillJoint, fillSequence } from './inputs.ts';
import { inspectExample } from './inspect.ts';
import { batchStatistics, fillRealm, type RetrievedExample } from './joint.ts';
import { MaskingLab } from './lab.ts';
import type { LabQuery, LabSummary, LabView } from './lab-records.ts';
import { LexicalSearch } from './lexical.ts';
import { modelConfig } from './model-shapes.ts';
import { type PreparedCorpus, type PrepareProgress, prepareCorpus, textsOf } from './prepare.ts';
import type { CheckpointFiles, Evaluation, ExampleView, Phase, SessionInfo, StepRecord } from './records.ts';
import { indexSearcher, retrieveCandidates } from './retrieve.ts';
import { learningRates } from './schedule.ts';

export interface SessionHooks {
  onSteps(phase: Phase, records: StepRecord[]): void;
  onEvaluation(evaluation: Evaluation): void;
  onRefresh(refresh: RefreshEvent): void;
  onWarning(message: string): void;
  /** Which kernels are used, whenever that has changed. */
  onKernels?(report: KernelReport): void;
  /** What an earlier session on this adapter found. */
  knownKernels?: Record<string, KernelChoice>;
  spawnIndexWorker(): IndexWorkerLike;
}

const phases: Phase[] = ['ict', 'warmup', 'joint'];
/** Batches whose candidates are fetched ahead. */
const batchesAhead = 2;
/** Steps that may be on the GPU before the oldest is read. */
const stepsInFlight = 2;

export class TrainingSession {
  phase: Phase = 'ict';
  /** Steps submitted in this phase. */
  step = 0;
  private readonly model: ModelConfig;
  private readonly set: EvaluationSet;
  private readonly ofBlock: number[][];
  private readonly titles: number[][];
  private draws!: Record<Phase, Draw>;
  private engine: TrainingEngine;
  private index: IndexPair | null = null;
  private ahead: Promise<RetrievedExample[]>[] = [];
  private inFlight: Promise<void>[] = [];
  private skipped: Record<string, number> = {};
  private served: { values: Float32Array<ArrayBuffer>; takenAtStep: number } | null = null;
  private coming: { values: Float32Array<ArrayBuffer>; takenAtStep: number } | null = null;
  /** The snapshot that is being read back from the GPU. */
  private snapshotting: Promise<void> | null = null;
  /** The step of that snapshot. */
  private snapshotAt: number | null = null;
  private latest: RetrievedExample[] = [];
  private failure: RetrogradError | null = null;
  private readonly lexical: LexicalSearch;
  private readonly maskingLab: MaskingLab;

  private constructor(
    private readonly gpu: Gpu,
    private readonly config: RunConfig,
    private readonly prepared: PreparedCorpus,
    private readonly hooks: SessionHooks,
  ) {
    this.model = modelConfig(config, prepared);
    this.set = drawEvaluationSet(prepared, config);
    this.ofBlock = sentencesOfBlocks(prepared);
    this.titles = prepared.blocks.map(({ title }) => prepared.tokenizer.encode(title).ids);
    this.engine = new TrainingEngine(gpu, this.model, config, prepared.idf, hooks.knownKernels, hooks.onKernels);
    this.lexical = new LexicalSearch(prepared);
    this.maskingLab = new MaskingLab({
      engine: this.engine,
      model: this.model,
      prepared,
      config,
      lexical: this.lexical,
    });
    this.begin();
  }

  static async open(
    gpu: Gpu,
    config: RunConfig,
    corpus: Corpus,
    hooks: SessionHooks,
    onProgress: PrepareProgress,
    checkpoint?: CheckpointFiles,
  ): Promise<TrainingSession> {
    const prepared = await prepareCorpus(corpus, config, checkpoint?.tokenizer, onProgress);
    const session = new TrainingSession(gpu, config, prepared, hooks);
    try {
      if (checkpoint) await session.restore(checkpoint);
    } catch (error) {
      await session.destroy();
      throw error;
    }
    return session;
  }

  get info(): SessionInfo {
    const { corpus, tokenizer, training, heldOut, skipped } = this.prepared;
    const { title, language } = corpus.manifest;
    return {
      config: this.config,
      adapter: this.gpu.adapter,
      corpus: { title, documents: corpus.documents.length, questions: corpus.questions.length, language },
      vocabularySize: tokenizer.vocabularySize,
      parameters: this.engine.store.count,
      trainExamples: training.length,
      heldOutExamples: heldOut.length,
      skipped: { ...skipped, ...this.skipped },
      questions: corpus.questions,
    };
  }

  get finished(): boolean {
    return this.phase === 'joint' && this.step >= this.config.joint.steps;
  }

  private stepsOf(phase: Phase): number {
    return phaseSteps(this.config, phase);
  }

  private begin(): void {
    const { config, prepared } = this;
    const blocks = prepared.blocks.map((_, i) => i).filter((i) => this.ofBlock[i]!.length > 0);
    this.draws = {
      ict: new Draw(blocks, config.seed, 'ict'),
      warmup: new Draw(prepared.training, config.seed, 'warmup'),
      joint: new Draw(prepared.training, config.seed, 'joint'),
    };
    this.phase = 'ict';
    this.step = 0;
  }

  /** Submits one step and reads back an older one; at the end of a phase also evaluates and goes on to the next. */
  async advance(): Promise<void> {
    if (this.failure) throw this.failure;
    while (!this.finished && this.step >= this.stepsOf(this.phase)) await this.nextPhase();
    if (this.finished) return;
    if (this.phase === 'joint') await this.startIndex();
    await this.submit();
    this.step++;
    if (this.phase === 'joint') await this.afterJointStep();
    while (this.inFlight.length >= stepsInFlight) await this.inFlight.shift();
    if (this.failure) throw this.failure;
    if (this.step >= this.stepsOf(this.phase)) await this.nextPhase();
  }

  /** Waits for every step on the GPU. */
  async settle(): Promise<void> {
    while (this.inFlight.length > 0) await this.inFlight.shift();
    await this.snapshotting;
    if (this.failure) throw this.failure;
  }

  private async nextPhase(): Promise<void> {
    await this.settle();
    const last = this.phase;
    if (this.stepsOf(last) > 0 && !(last === 'joint' && this.evaluatedAt === this.step)) await this.runEvaluation();
    if (last === 'joint') return;
    this.phase = phases[phases.indexOf(last) + 1]!;
    this.step = 0;
    this.engine.resetMoments();
    if (this.phase === 'joint') await this.startIndex();
  }

  private evaluatedAt = -1;

  private async runEvaluation(): Promise<void> {
    const { phase, step } = this;
    this.evaluatedAt = phase === 'joint' ? step : -1;
    const { engine, model, prepared, config, set, lexical, index } = this;
    const measured = await evaluate({ engine, model, prepared, config, set, reads: phase !== 'ict', lexical, index });
    const indexAge = this.index?.age(step) ?? Number.NaN;
    this.hooks.onEvaluation({ phase, step, indexAge, ...measured });
  }

  // — steps ————————————————————————————————————————————————————————————————

  private async submit(): Promise<void> {
    const { phase, step } = this;
    const rate = learningRates(this.config[phase], step);
    const compiled = await this.engine[phase]();
    let rows: { weights: Float32Array; counts: Uint32Array } | null = null;
    if (phase === 'ict') this.fillIct(compiled);
    else if (phase === 'warmup') this.fillWarmup(compiled);
    else rows = await this.fillJointBatch(compiled);
    this.engine.fillOptimiser(compiled, step + 1, rate.retriever, rate.reader);
    const indexAge = this.index?.age(step) ?? Number.NaN;
    this.inFlight.push(compiled.run().then((result) => this.record(phase, step + 1, result, rows, indexAge)));
  }

  private record(
    phase: Phase,
    step: number,
    result: StepResult,
    rows: { weights: Float32Array; counts: Uint32Array } | null,
    indexAge: number,
  ): void {
    const loss = result.loss![0]!;
    const gradientNorm = result.gradientNorm![0]!;
    if (!Number.isFinite(loss) || !Number.isFinite(gradientNorm)) {
      this.failure ??= new RetrogradError(
        'not-finite',
        `The loss became ${loss} (gradient norm ${gradientNorm}) at step ${step} of phase ${phase}. That update was left out, so the parameters are those of the last good step; lower the learning rate, or open an earlier checkpoint.`,
      );
      return;
    }
    const { candidates, nullDocument } = this.config.realm;
    const statistics = rows
      ? batchStatistics(result.logPrior!, result.likelihood!, rows.counts, rows.weights, candidates, nullDocument)
      : { nullProbability: Number.NaN, entropy: Number.NaN, retrievalUtility: Number.NaN };
    this.hooks.onSteps(phase, [{ step, loss, ...statistics, gradientNorm, indexAge }]);
  }

  private fillIct(compiled: CompiledGraph): void {
    const { config, prepared } = this;
    const { pooling } = config.retriever;
    for (let b = 0; b < config.ict.batch; b++) {
      const { query, document } = drawIctPair(this.draws.ict, prepared, this.ofBlock, this.titles, config);
      fillSequence(compiled, 'query', b, query, pooling, prepared.idf);
      fillSequence(compiled, 'document', b, document, pooling, prepared.idf);
      compiled.integers('targets')[b] = b;
    }
    compiled.floats('weights').fill(1 / config.ict.batch);
  }

  private fillWarmup(compiled: CompiledGraph): void {
    const { config, prepared, model } = this;
    const { special } = prepared.tokenizer;
    const draw = this.draws.warmup;
    const weights = compiled.floats('tokenWeights').fill(0);
    for (let b = 0; b < config.warmup.batch; b++) {
      const example = maskSentence(draw.next(), draw.prng, prepared, config, config.warmup.substitution);
      const other = draw.prng.uniform() < config.warmup.otherBlocks;
      if (!example) {
        fillAbsentJoint(compiled, b, special, prepared.vocabularySize);
        continue;
      }
      const { x, targets, map } = exampleTokens(example, prepared);
      const { block } = prepared.sentences[example.sentence]!;
      const given = other ? (this.otherBlock(block, example.sentence, example.masks, draw) ?? block) : block;
      const z = bodyTokens(given, map, prepared);
      fillJoint(compiled, b, { x, z, masks: example.masks, targets }, special, prepared.vocabularySize);
      weights.fill(
        1 / (example.masks.length * config.warmup.batch),
        b * model.masks,
        b * model.masks + example.masks.length,
      );
    }
  }

  /** Another block of the same subject's documents that holds the masked tokens, at random; undefined where there is none. */
  private otherBlock(source: number, sentence: number, masks: number[], draw: Draw): number | undefined {
    const { prepared } = this;
    const targets = masks.map((position) => prepared.sentences[sentence]!.ids[position]!);
    const holding = this.blocksBeside(source).filter((block) => containsTokens(prepared.blocks[block]!.body, targets));
    return holding.length > 0 ? draw.prng.pick(holding) : undefined;
  }

  private bySubject: Map<string, number[]> | null = null;

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

  private async fillJointBatch(compiled: CompiledGraph): Promise<{ weights: Float32Array; counts: Uint32Array }> {
    while (this.ahead.length < batchesAhead) this.ahead.push(this.drawJointBatch());
    const batch = await this.ahead.shift()!;
    for (const { skipped } of batch) if (skipped) this.skipped[skipped] = (this.skipped[skipped] ?? 0) + 1;
    this.ahead.push(this.drawJointBatch());
    const weights = fillRealm(compiled, batch, this.prepared, this.model, this.config);
    this.latest = batch;
    return { weights, counts: compiled.integers('counts').slice() };
  }

  /** Draws and masks a batch at once, in order; its candidates come when the index has answered. */
  private drawJointBatch(): Promise<RetrievedExample[]> {
    const { config, prepared } = this;
    const draw = this.draws.joint;
    const examples = [];
    while (examples.length < config.joint.batch) {
      const example = maskSentence(draw.next(), draw.prng, prepared, config, config.joint.substitution);
      if (example) examples.push(example);
      else this.skipped['nothing to mask'] = (this.skipped['nothing to mask'] ?? 0) + 1;
    }
    return this.retrieve(examples);
  }

  private retrieve(examples: RetrievedExample['example'][]): Promise<RetrievedExample[]> {
    const { config, prepared, engine } = this;
    return retrieveCandidates(examples, prepared, config.realm, indexSearcher(this.index!, engine, config));
  }

  private async afterJointStep(): Promise<void> {
    const { refreshEvery, swapAfter } = this.config.joint;
    const requestedAt = this.coming?.takenAtStep ?? this.snapshotAt;
    if (swapAfter > 0 && requestedAt !== null && this.step >= requestedAt + swapAfter) {
      await this.snapshotting;
      await this.index!.swap();
    }
    if (refreshEvery > 0 && this.step % refreshEvery === 0 && !this.finished) this.requestRefresh();
    if (this.config.evaluation.every > 0 && this.step % this.config.evaluation.every === 0) {
      await this.settle();
      await this.runEvaluation();
    }
  }

  // — the index ————————————————————————————————————————————————————————————

  /** Builds the first index and waits for it. */
  private async startIndex(): Promise<void> {
    if (this.index) return;
    const values = this.served?.values ?? (await this.engine.store.read('values'));
    await this.openIndex(values, this.served?.takenAtStep ?? this.step);
  }

  private async openIndex(values: Float32Array<ArrayBuffer>, step: number): Promise<void> {
    const index = new IndexPair(() =>
      startIndexWorker(this.config.index.builders, () => this.hooks.spawnIndexWorker()),
    );
    index.swapsWhenReady = this.config.joint.swapAfter === 0;
    index.onEvent = (event) => {
      if (event.stage === 'swapped' && this.coming?.takenAtStep === event.requestedAtStep) {
        this.served = this.coming;
        this.coming = null;
      }
      if (event.stage === 'failed') this.coming = null;
      if (event.message) this.hooks.onWarning(event.message);
      this.hooks.onRefresh(event);
    };
    index.start(this.prepared.documents, this.model.embedder, this.config.index);
    this.index = index;
    this.coming = { values, takenAtStep: step };
    this.requestBuild(values, step);
    await index.ready;
  }

  private requestBuild(values: Float32Array<ArrayBuffer>, step: number): boolean {
    return this.index!.requestRefresh(
      this.engine.snapshot(values, 'document'),
      this.engine.snapshot(values, 'query'),
      step,
    );
  }

  /** Reads θ' back and hands it to the builder while training goes on; nothing where a refresh is still running. */
  private requestRefresh(): void {
    if (this.coming || this.snapshotting) return;
    const step = this.step;
    this.snapshotAt = step;
    const taken = (values: Float32Array<ArrayBuffer>) => {
      this.snapshotting = null;
      this.snapshotAt = null;
      if (!this.index || this.coming) return;
      this.coming = { values, takenAtStep: step };
      if (!this.requestBuild(values, step)) this.coming = null;
    };
    this.snapshotting = this.engine.store.read('values').then(taken, (error: unknown) => {
      this.failure ??= new RetrogradError(
        'device-lost',
        `The parameters could not be read back from the GPU (${error}).`,
      );
    });
  }

  killBuilder(): boolean {
    return this.index?.killBuilder() ?? false;
  }

  // — looking in —————————————————————————————————————————————————————————————

  /**
   * The i-th example of the latest batch, or, counted on from there, a held-out one; one that was skipped gives way to the next. Null
   * before there is an index to ask.
   */
  async inspect(number: number): Promise<ExampleView | null> {
    if (!this.index) return null;
    const { phase, step } = this;
    const taking = this.latest.filter(({ skipped }) => !skipped);
    const heldOut = this.set.examples;
    const count = taking.length + heldOut.length;
    for (let tried = 0; tried < count; tried++) {
      const index = (((number + tried) % count) + count) % count;
      const retrieved = taking[index] ?? (await this.retrieve([heldOut[index - taking.length]!]))[0]!;
      if (retrieved.skipped) continue;
      const { engine, model, prepared, config, lexical } = this;
      const view = await inspectExample({ engine, model, prepared, config, lexical }, retrieved);
      return { phase, step, count, index, ...view };
    }
    return null;
  }

  /** One sentence in the masking lab, at any step: before there is an index, exact search serves. */
  lab(query: LabQuery): Promise<LabView> {
    const { phase, step, index } = this;
    return this.maskingLab.look(query, { phase, step, index });
  }

  /** How each way of masking does over so many sentences. */
  labSummary(sentences: number, onProgress: (done: number, total: number) => void): Promise<LabSummary> {
    const { phase, step, index } = this;
    return this.maskingLab.summarise(sentences, { phase, step, index }, onProgress);
  }

  /** Another vocabulary over the corpus of this run, for the tokenizer panel; the run keeps its own. */
  vocabulary(options: VocabularyOptions, onProgress: (done: number, total: number) => void): GrownVocabulary {
    return growVocabulary(textsOf(this.prepared.corpus), options, onProgress);
  }

  // — checkpoints ————————————————————————————————————————————————————————————

  async checkpoint(): Promise<CheckpointFiles> {
    await this.settle();
    const { store } = this.engine;
    const arrays: PackedArrays = {
      values: await store.read('values'),
      firstMoments: await store.read('firstMoments'),
      secondMoments: await store.read('secondMoments'),
      ...(this.served && { served: this.served.values }),
      ...(this.coming && { coming: this.coming.values }),
    };
    const state: RunState = {
      phase: this.phase,
      step: this.step,
      draws: { ict: this.draws.ict.state, warmup: this.draws.warmup.state, joint: this.draws.joint.state },
      ahead: (await Promise.all(this.ahead)).map((batch) => batch.map(({ tokens: _, ...kept }): AheadExample => kept)),
      skipped: this.skipped,
      servedAt: this.served?.takenAtStep ?? null,
      comingAt: this.coming?.takenAtStep ?? null,
    };
    return writeCheckpoint(store, arrays, state, this.config, this.prepared.tokenizer.toJSON());
  }

  private async restore(files: CheckpointFiles): Promise<void> {
    const { store } = this.engine;
    const { arrays, state } = readCheckpoint(store, files);
    for (const kind of ['values', 'firstMoments', 'secondMoments'] as const) store.write(kind, arrays[kind]);
    this.phase = state.phase;
    this.step = state.step;
    this.skipped = { ...state.skipped };
    for (const phase of phases) this.draws[phase].state = state.draws[phase];
    this.ahead = state.ahead.map((batch) =>
      Promise.resolve(batch.map((kept) => ({ ...kept, tokens: exampleTokens(kept.example, this.prepared) }))),
    );
    if (arrays.served && state.servedAt !== null) await this.openIndex(arrays.served, state.servedAt);
    if (arrays.coming && state.comingAt !== null) {
      this.coming = { values: arrays.coming, takenAtStep: state.comingAt };
      this.requestBuild(arrays.coming, state.comingAt);
    }
  }

  /** Back to step 0: initial parameters, fresh draws, no index. */
  async reset(): Promise<void> {
    await this.settle().catch(() => {});
    this.index?.destroy();
    this.index = null;
    this.ahead = [];
    this.latest = [];
    this.skipped = {};
    this.served = null;
    this.coming = null;
    this.failure = null;
    this.evaluatedAt = -1;
    this.engine.store.reset();
    this.begin();
  }

  /** Ends the index workers of a run whose device is gone. */
  abandon(): void {
    this.index?.destroy();
    this.index = null;
  }

  async destroy(): Promise<void> {
    await this.settle().catch(() => {});
    this.abandon();
    await this.engine.destroy();
  }
}
