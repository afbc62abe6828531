/**
 * A training run: ICT → reader warm-up → joint REALM, step by step. The GPU is fed ahead: the next step is submitted before the last one is
 * read back, candidates are fetched two batches early, and the index is refreshed beside it all.
 */
import type { Gpu } from '../gpu/device.ts';
import type { CompiledGraph, StepResult } from '../graph/compile.ts';
import type { KernelChoice, KernelReport } from '../graph/kernel-choices.ts';
import type { RefreshEvent } from '../index/messages.ts';
import type { IndexWorkerLike } from '../index/refresh.ts';
import type { ModelConfig } from '../models/realm.ts';
import { Batches, type JointRows, type Retrieve } from '../systems/realm/batches.ts';
import { phaseSteps, type RunConfig } from '../systems/realm/config.ts';
import { drawEvaluationSet, type EvaluationSet, evaluate } from '../systems/realm/evaluate.ts';
import { inspectExample } from '../systems/realm/inspect.ts';
import { batchStatistics } from '../systems/realm/joint.ts';
import { MaskingLab } from '../systems/realm/lab.ts';
import type { LabQuery, LabSummary, LabView } from '../systems/realm/lab-records.ts';
import { modelConfig } from '../systems/realm/model-shapes.ts';
import type { Corpus } from '../text/corpus/corpus.ts';
import { type GrownVocabulary, growVocabulary, type VocabularyOptions } from '../text/tokenizer/vocabulary.ts';
import { RetrogradError } from '../util/errors.ts';
import { kernelsOf, type PackedArrays, type RunState, readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { TrainingEngine } from './engine.ts';
import { LexicalSearch } from './lexical.ts';
import { type PreparedCorpus, type PrepareProgress, prepareCorpus, textsOf } from './prepare.ts';
import type { CheckpointFiles, Evaluation, ExampleView, Phase, SessionInfo, StepRecord } from './records.ts';
import { RefreshedIndex } from './refreshed-index.ts';
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
/** Steps that may be on the GPU before the oldest is read. */
const stepsInFlight = 2;

export class TrainingSession {
  phase: Phase = 'ict';
  /** Steps submitted in this phase. */
  step = 0;
  private readonly model: ModelConfig;
  private readonly set: EvaluationSet;
  private engine: TrainingEngine;
  private readonly batches: Batches;
  private readonly index: RefreshedIndex;
  private inFlight: Promise<void>[] = [];
  private failure: RetrogradError | null = null;
  private readonly lexical: LexicalSearch;
  private readonly maskingLab: MaskingLab;

  private constructor(
    private readonly gpu: Gpu,
    private readonly config: RunConfig,
    private readonly prepared: PreparedCorpus,
    private readonly hooks: SessionHooks,
    /** The kernels of the run that a checkpoint goes on with: others would add in another order. */
    private readonly carriedKernels: Record<string, KernelChoice>,
  ) {
    const knownKernels = { ...(config.gpu.timedKernels && hooks.knownKernels), ...carriedKernels };
    this.model = modelConfig(config, prepared);
    this.set = drawEvaluationSet(prepared, config);
    this.batches = new Batches(this.model, config, prepared);
    this.engine = new TrainingEngine(gpu, this.model, config, prepared.idf, knownKernels, hooks.onKernels);
    this.lexical = new LexicalSearch(prepared);
    this.maskingLab = new MaskingLab({
      engine: this.engine,
      model: this.model,
      prepared,
      config,
      lexical: this.lexical,
    });
    this.index = new RefreshedIndex(this.engine, this.model, config, prepared, {
      onRefresh: (refresh) => hooks.onRefresh(refresh),
      onWarning: (message) => hooks.onWarning(message),
      onFailure: (error) => {
        this.failure ??= error;
      },
      spawnIndexWorker: () => hooks.spawnIndexWorker(),
    });
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
    const session = new TrainingSession(gpu, config, prepared, hooks, checkpoint ? kernelsOf(checkpoint) : {});
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
      skipped: { ...skipped, ...this.batches.skipped },
      questions: corpus.questions,
    };
  }

  get finished(): boolean {
    return this.phase === 'joint' && this.step >= this.config.joint.steps;
  }

  private stepsOf(phase: Phase): number {
    return phaseSteps(this.config, phase);
  }

  /** Submits one step and reads back an older one; at the end of a phase also evaluates and goes on to the next. */
  async advance(): Promise<void> {
    if (this.failure) throw this.failure;
    while (!this.finished && this.step >= this.stepsOf(this.phase)) await this.nextPhase();
    if (this.finished) return;
    if (this.phase === 'joint') await this.index.start(this.step);
    await this.submit();
    this.step++;
    if (this.phase === 'joint') await this.afterJointStep();
    while (this.inFlight.length >= stepsInFlight) await this.inFlight.shift();
    if (this.failure) throw this.failure;
    if (this.step >= this.stepsOf(this.phase)) await this.nextPhase();
  }

  /** Waits for every step on the GPU. */
  async settle(): Promise<void> {
    await this.drain();
    if (this.failure) throw this.failure;
  }

  private async drain(): Promise<void> {
    while (this.inFlight.length > 0) await this.inFlight.shift();
    await this.index.settle();
  }

  private async nextPhase(): Promise<void> {
    await this.settle();
    const last = this.phase;
    if (this.stepsOf(last) > 0 && !(last === 'joint' && this.evaluatedAt === this.step)) await this.runEvaluation();
    if (last === 'joint') return;
    this.phase = phases[phases.indexOf(last) + 1]!;
    this.step = 0;
    this.engine.resetMoments();
    if (this.phase === 'joint') await this.index.start(this.step);
  }

  private evaluatedAt = -1;

  private async runEvaluation(): Promise<void> {
    const { phase, step } = this;
    this.evaluatedAt = phase === 'joint' ? step : -1;
    const { engine, model, prepared, config, set, lexical, index } = this;
    const asked = { engine, model, prepared, config, set, reads: phase !== 'ict', lexical, index: index.pair };
    const skipped = { ...this.batches.skipped };
    this.hooks.onEvaluation({ phase, step, indexAge: index.age(step), skipped, ...(await evaluate(asked)) });
  }

  // — steps ————————————————————————————————————————————————————————————————

  private async submit(): Promise<void> {
    const { phase, step } = this;
    const rate = learningRates(this.config[phase], step);
    const { compiled, rows } = await this.filledPlan(phase);
    this.engine.fillOptimiser(compiled, step + 1, rate.retriever, rate.reader);
    const indexAge = this.index.age(step);
    this.inFlight.push(compiled.run().then((result) => this.record(phase, step + 1, result, rows, indexAge)));
  }

  /** The plan of a phase with the next batch in its inputs; of those of several lengths the shortest that will do. */
  private async filledPlan(phase: Phase): Promise<{ compiled: CompiledGraph; rows: JointRows | null }> {
    const { batches, engine } = this;
    if (phase === 'ict') {
      const compiled = await engine.ict(batches.ictBatch);
      batches.fillIct(compiled);
      return { compiled, rows: null };
    }
    // all are compiled before the first step, so that none waits later
    await Promise.all(batches.lengths[phase].map((length) => engine[phase](length)));
    if (phase === 'warmup') {
      const batch = batches.nextWarmup();
      const compiled = await engine.warmup(batches.warmupLength(batch));
      batches.fillWarmup(compiled, batch);
      return { compiled, rows: null };
    }
    // compiled before, too, or the queries would be embedded some steps later, depending on how long that takes
    if (this.config.realm.queryEmbedding === 'fresh') await engine.embedding('query');
    const batch = await batches.nextJoint(this.retrieve);
    const compiled = await engine.joint(batches.jointLength(batch));
    return { compiled, rows: batches.fillJoint(compiled, batch) };
  }

  private record(phase: Phase, step: number, result: StepResult, rows: JointRows | null, indexAge: number): void {
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

  private readonly retrieve: Retrieve = (examples) => {
    const { config, prepared, engine, index } = this;
    return retrieveCandidates(examples, prepared, config.realm, indexSearcher(index.pair!, engine, config));
  };

  private async afterJointStep(): Promise<void> {
    await this.index.afterStep(this.step, this.finished, () => this.batches.settle());
    const { every } = this.config.evaluation;
    if (every > 0 && this.step % every === 0) {
      await this.settle();
      await this.runEvaluation();
    }
  }

  killBuilder(): boolean {
    return this.index.pair?.killBuilder() ?? false;
  }

  // — looking in —————————————————————————————————————————————————————————————

  /**
   * The i-th example of the latest batch, or, counted on from there, a held-out one; one that was skipped gives way to the next. Null
   * before there is an index to ask.
   */
  async inspect(number: number): Promise<ExampleView | null> {
    if (!this.index.pair) return null;
    const { phase, step } = this;
    const taking = this.batches.latest.filter(({ skipped }) => !skipped);
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
    const { phase, step } = this;
    return this.maskingLab.look(query, { phase, step, index: this.index.pair });
  }

  /** How each way of masking does over so many sentences. */
  labSummary(sentences: number, onProgress: (done: number, total: number) => void): Promise<LabSummary> {
    const { phase, step } = this;
    return this.maskingLab.summarise(sentences, { phase, step, index: this.index.pair }, onProgress);
  }

  /** Another vocabulary over the corpus of this run, for the tokenizer panel; the run keeps its own. */
  vocabulary(options: VocabularyOptions, onProgress: (done: number, total: number) => void): GrownVocabulary {
    return growVocabulary(textsOf(this.prepared.corpus), options, onProgress);
  }

  // — checkpoints ————————————————————————————————————————————————————————————

  /** The run as it stands; after a loss that was not finite, with the parameters before that step. */
  async checkpoint(): Promise<CheckpointFiles> {
    await this.drain();
    if (this.failure && this.failure.code !== 'not-finite') throw this.failure;
    const { store } = this.engine;
    const { served, coming } = this.index;
    const arrays: PackedArrays = {
      values: await store.read('values'),
      firstMoments: await store.read('firstMoments'),
      secondMoments: await store.read('secondMoments'),
      ...(served && { served: served.values }),
      ...(coming && { coming: coming.values }),
    };
    const state: RunState = {
      phase: this.phase,
      step: this.step,
      ...(await this.batches.state()),
      servedAt: served?.takenAtStep ?? null,
      comingAt: coming?.takenAtStep ?? null,
      kernels: this.kernels,
      corpus: this.prepared.fingerprint,
    };
    return writeCheckpoint(store, arrays, state, this.config, this.prepared.tokenizer.toJSON());
  }

  /** Which kernel does which product, by the products' names. */
  private get kernels(): Record<string, string> {
    const all = Object.entries({ ...this.carriedKernels, ...this.engine.kernelReport.chosen });
    return Object.fromEntries(all.map(([job, { variant }]) => [job, variant] as const).sort());
  }

  private async restore(files: CheckpointFiles): Promise<void> {
    const { store } = this.engine;
    const { arrays, state } = readCheckpoint(store, files, this.prepared);
    for (const kind of ['values', 'firstMoments', 'secondMoments'] as const) store.write(kind, arrays[kind]);
    this.phase = state.phase;
    this.step = state.step;
    this.batches.restore(state);
    const snapshot = (values: PackedArrays['served'], takenAtStep: number | null) =>
      values && takenAtStep !== null ? { values, takenAtStep } : null;
    await this.index.restore(snapshot(arrays.served, state.servedAt), snapshot(arrays.coming, state.comingAt));
  }

  /** Back to step 0: initial parameters, fresh draws, no index. */
  async reset(): Promise<void> {
    await this.settle().catch(() => {});
    this.index.reset();
    this.batches.reset();
    this.failure = null;
    this.evaluatedAt = -1;
    this.engine.store.reset();
    this.phase = 'ict';
    this.step = 0;
  }

  /** Ends the index workers of a run whose device is gone. */
  abandon(): void {
    this.index.close();
  }

  async destroy(): Promise<void> {
    await this.settle().catch(() => {});
    this.abandon();
    await this.engine.destroy();
  }
}
