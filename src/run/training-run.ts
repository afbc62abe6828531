/**
 * A run: the phases of a system one after the other, step by step. A step is submitted before the previous one is read back, and an evaluation
 * uses a frozen copy of the parameters while steps go on, so that the GPU does not wait. This file knows no system by name.
 */
import type { Gpu } from '../gpu/device.ts';
import type { StepResult } from '../graph/compile.ts';
import type { RefreshEvent } from '../index/messages.ts';
import type { IndexWorkerLike } from '../index/refresh.ts';
import type { Corpus } from '../text/corpus/corpus.ts';
import { questionFingerprint } from '../text/corpus/fingerprint.ts';
import { RetrogradError } from '../util/errors.ts';
import { type Said, sentence } from '../util/sentence.ts';
import { initialModels, type RunState, readState } from './checkpoint.ts';
import { Engine } from './engine.ts';
import { EvaluationBeside, type Extent } from './evaluation-beside.ts';
import type { SavedKernelRecord } from './kernel-record.ts';
import type { KernelSwaps } from './kernel-swaps.ts';
import { measuredBy } from './metrics.ts';
import { resetPhase } from './phase-state.ts';
import type {
  CheckpointFiles,
  Evaluation,
  ExampleResults,
  Moment,
  PhaseInfo,
  RunConfig,
  SessionInfo,
  StepRecord,
} from './records.ts';
import { checkpointOf, restoreCheckpoint } from './run-checkpoint.ts';
import { type KernelHooks, RunKernels } from './run-kernels.ts';
import type { OpenSystem, Phase, Probe, Progress, RunContext, System } from './system.ts';
import { vocabularyProbe } from './vocabulary-probe.ts';

export interface RunHooks extends KernelHooks {
  onSteps(phase: string, records: StepRecord[]): void;
  onEvaluation(evaluation: Evaluation): void;
  /** Called before `onEvaluation` of the same moment. `corpus`: a fingerprint of its documents and questions. */
  onResults?(results: ExampleResults, corpus: string): void;
  /** How far the measurement of all examples is. */
  onMeasuring?(moment: Moment, done: number, total: number): void;
  /** What the next step waits for: `preparing-kernels`, `embedding-documents` or `building-index`. */
  onPreparing?(stage: string, done: number, total: number): void;
  onRefresh(phase: string, refresh: RefreshEvent): void;
  onWarning(said: Said): void;
  onProgress: RunContext<RunConfig>['onProgress'];
  spawnIndexWorker(): IndexWorkerLike;
}

export interface OpenRequest {
  /** The identity of a new run; a run that is resumed from a checkpoint keeps its own. */
  runId: string;
  /** The checkpoint is where a new run begins. */
  asNew?: boolean;
  /** It is looked at before it trains: only its first step waits for what that needs. */
  looksFirst?: boolean;
  config: RunConfig;
  corpus: Corpus;
  checkpoint?: CheckpointFiles;
  /** The checkpoint of another run with whose models this one begins. A run that is resumed has them in its own. */
  init?: CheckpointFiles;
}

/** Steps that may be on the GPU before the oldest is read. */
const stepsInFlight = 2;

export class TrainingRun {
  private phaseNumber: number;
  /** Steps submitted in this phase. */
  private step = 0;
  /** The last answer of `moment`. */
  private now: Moment | null = null;
  /** Whether `Phase.enter` was called for the current phase. */
  private entered = false;
  private isEntering = false;
  /** Whether the run has not been measured before its first step. */
  private startDue: boolean;
  private readonly evaluation: EvaluationBeside;
  private inFlight: Promise<void>[] = [];
  private failure: RetrogradError | null = null;
  /** The phase of the last submitted step. */
  private trained: Phase | null = null;
  /** Whether the moments are zero because the checkpoint came without them. */
  private momentsLeftOut = false;

  private constructor(
    private readonly gpu: Gpu,
    private readonly system: System,
    private readonly config: RunConfig,
    private readonly corpus: Corpus,
    private readonly hooks: RunHooks,
    private readonly open: OpenSystem,
    private runId: string,
    /** The kernels of the checkpoint's run: other kernels would add in another order. */
    private readonly carriedKernels: Readonly<Record<string, string>>,
    private readonly swaps: KernelSwaps,
    /** It began with the models of another run. */
    private readonly isBegun: boolean,
    isNew: boolean,
  ) {
    this.startDue = isNew;
    this.phaseNumber = this.trainedFrom(0);
    this.evaluation = new EvaluationBeside(
      open.engine,
      (moment, extent) => this.measure(moment, extent),
      () => this.throwFailure(),
    );
  }

  /** Throws what the system throws, and `bad-checkpoint`; then nothing is left open. */
  static async open(
    gpu: Gpu,
    system: System,
    { runId, asNew = false, looksFirst = false, config, corpus, checkpoint, init }: OpenRequest,
    hooks: RunHooks,
  ): Promise<TrainingRun> {
    const saved = checkpoint && readState(checkpoint);
    const begunWith = checkpoint ? initialModels(checkpoint) : init;
    const phases = system.phases(config).map(({ id }) => id);
    // a new run chooses its own kernels
    const kernels = new RunKernels(gpu, config, phases, hooks, asNew ? undefined : saved);
    // something outside the steps may fail, and an index may be built, before the run exists
    const told: { onFailure(error: RetrogradError): void; onRefresh(refresh: RefreshEvent): void } = {
      onFailure() {},
      onRefresh() {},
    };
    const engines: Engine[] = [];
    const opening = system.open({
      gpu,
      config,
      corpus,
      savedTokenizer: (checkpoint ?? init)?.tokenizer,
      init: begunWith,
      createEngine(registry, settings) {
        const engine: Engine = new Engine(
          gpu,
          registry,
          settings,
          kernels.settings(() => engine),
        );
        engines.push(engine);
        return engine;
      },
      spawnIndexWorker: () => hooks.spawnIndexWorker(),
      onProgress: (stage, done, total) => hooks.onProgress(stage, done, total),
      onRefresh(phase, refresh) {
        hooks.onRefresh(phase, refresh);
        told.onRefresh(refresh);
      },
      onWarning: (said) => hooks.onWarning(said),
      onFailure: (error) => told.onFailure(error),
    });
    const open = await opening.catch(async (error) => {
      for (const engine of engines) await engine.destroy();
      throw error;
    });
    const { carried } = kernels;
    const swaps = kernels.swaps(open.engine);
    const id = asNew ? runId : (saved?.runId ?? runId);
    const isBegun = begunWith !== undefined;
    const run = new TrainingRun(gpu, system, config, corpus, hooks, open, id, carried, swaps, isBegun, asNew || !saved);
    told.onFailure = (error) => {
      run.failure ??= error;
    };
    told.onRefresh = (refresh) => run.tellIndex(refresh);
    try {
      run.checkPhases();
      if (checkpoint && saved) await run.restore(checkpoint, saved);
      await run.prepare(looksFirst);
    } catch (error) {
      await run.destroy();
      throw error;
    }
    return run;
  }

  /** The page and the report go by the phases that a system describes before it opens, so those that it trains must be the same. */
  private checkPhases(): void {
    const list = (phases: readonly PhaseInfo[]) => phases.map(({ id, steps }) => `${id} (${steps} steps)`).join(', ');
    const [described, opened] = [list(this.system.phases(this.config)), list(this.open.phases)];
    if (described === opened) return;
    throw new RetrogradError(
      'bad-model',
      sentence`${this.system.id} describes the phases ${described}, but opens ${opened}: make System.phases and open agree.`,
    );
  }

  get info(): SessionInfo {
    const { system, config, corpus, open } = this;
    const { title, language } = corpus.manifest;
    return {
      runId: this.runId,
      config,
      adapter: this.gpu.adapter,
      corpus: { title, documents: corpus.documents.length, questions: corpus.questions.length, language },
      parameters: open.engine.store.count,
      facts: open.facts ?? {},
      phases: open.phases.map(({ id, steps }) => ({ id, steps })),
      ...measuredBy(system, config),
      skipped: open.skipped?.() ?? {},
    };
  }

  /** The same object until a step is taken, a phase is entered or the run is reset. */
  get moment(): Moment {
    const now = { phase: this.phase.id, step: this.step };
    if (this.now?.phase !== now.phase || this.now.step !== now.step) this.now = now;
    return this.now;
  }

  /** The moment whose evaluation was begun and has not succeeded yet. */
  get evaluating(): Moment | null {
    return this.evaluation.unfinished;
  }

  get finished(): boolean {
    if (this.phaseNumber < this.open.phases.length - 1 || this.step < this.phase.steps) return false;
    // not before the last evaluation has succeeded
    return (this.phase.steps === 0 && !this.evaluation.isRunning) || this.evaluation.hasSucceeded(this.moment);
  }

  private get phase(): Phase {
    return this.open.phases[this.phaseNumber]!;
  }

  /** The number of the first phase from this one on that has steps, where a run stands; the last one if none has. */
  private trainedFrom(number: number): number {
    const found = this.open.phases.findIndex(({ steps }, i) => i >= number && steps > 0);
    return found < 0 ? this.open.phases.length - 1 : found;
  }

  // — a step, from top to bottom ————————————————————————————————————————————

  /**
   * Submits one step and reads back an older one. At the end of a phase it begins to evaluate and enters the next phase. Returns false if the
   * run is finished, its last evaluation included. Throws the error of an evaluation once.
   */
  async advance(): Promise<boolean> {
    this.throwFailure();
    if (this.evaluation.hasFailed) await this.evaluation.told();
    while (!this.finished && this.step >= this.phase.steps) await this.endPhase();
    if (this.finished) return false;
    await this.measureStart();
    await this.enter();
    await this.submit();
    this.step++;
    await this.phase.after?.(this.step);
    const { evaluateEvery = 0 } = this.phase;
    // the end of a phase is measured below
    const isDue = evaluateEvery > 0 && this.step % evaluateEvery === 0 && this.step < this.phase.steps;
    if (isDue) await this.evaluation.begin(this.moment, 'live');
    while (this.inFlight.length >= stepsInFlight) await this.inFlight.shift();
    this.throwFailure();
    if (this.step >= this.phase.steps) await this.endPhase();
    return true;
  }

  private async submit(): Promise<void> {
    const { phase, step } = this;
    const { engine } = this.open;
    const isFirst = phase !== this.trained;
    // all plans of the phase, so that no later step waits for one
    if (isFirst) {
      await engine.prepare(phase, (made, requested) => {
        if (made < requested) this.hooks.onPreparing?.('preparing-kernels', made, requested);
      });
    }
    this.tellMoments();
    await this.swaps.before(phase, this.moment, () => this.settlePhase());
    const batch = await phase.draw(step);
    const plan = await engine.training(phase, phase.shapeOf?.(batch) ?? phase.shapes?.[0] ?? 0);
    phase.fill(plan, batch, step);
    engine.fillOptimiser(plan, step + 1, phase.rates(step), phase.decays?.());
    const recorded = plan.run().then((result) => this.record(phase, step + 1, batch, result));
    // after a lost device nobody awaits this promise any more
    recorded.catch(() => {});
    this.inFlight.push(recorded);
    this.trained = phase;
    engine.release();
    if (isFirst) this.prepareNext();
  }

  /** Once, before the first step from a checkpoint without moments. */
  private tellMoments(): void {
    if (!this.momentsLeftOut) return;
    this.momentsLeftOut = false;
    this.hooks.onWarning(
      sentence`The checkpoint came without the moments of the optimiser, which begin at zero: these steps do not repeat those of the run that was saved.`,
    );
  }

  /**
   * Before the run counts as open: requires room for all phases that are still trained, and compiles the plans of the next one. Where somebody looks first,
   * the answers need few of these kernels, and only the first step waits for them.
   */
  private async prepare(looksFirst: boolean): Promise<void> {
    const phases = this.open.phases.slice(this.phaseNumber).filter(({ steps }, i) => steps > (i === 0 ? this.step : 0));
    const [phase] = phases;
    if (!phase) return;
    const warning = await this.open.engine.requireRoom(phases, this.system.settings);
    if (warning) this.hooks.onWarning(warning);
    const { engine } = this.open;
    // a failure is thrown when the first step needs the plans
    if (looksFirst) engine.compileAhead(phase).catch(() => {});
    else await engine.prepare(phase, (made, requested) => this.hooks.onProgress('preparing-kernels', made, requested));
  }

  /** Compiles the plans of the next phase while this one trains. */
  private prepareNext(): void {
    const next = this.open.phases.find(({ steps }, i) => i > this.phaseNumber && steps > 0);
    if (!next) return;
    // a failure is thrown when the phase needs the plans
    this.open.engine.prepare(next).catch(() => {});
  }

  private record(phase: Phase, step: number, batch: unknown, result: StepResult): void {
    const loss = result.loss![0]!;
    const gradientNorm = result.gradientNorm![0]!;
    if (!Number.isFinite(loss) || !Number.isFinite(gradientNorm)) {
      this.failure ??= new RetrogradError(
        'not-finite',
        sentence`The loss became ${loss} (gradient norm ${gradientNorm}) at step ${step} of phase ${phase.id}. That update was left out, so the parameters are those of the last good step; lower the learning rate, or open an earlier checkpoint.`,
      );
      return;
    }
    const metrics = { loss, gradientNorm, ...phase.measure?.(batch, result) };
    this.hooks.onSteps(phase.id, [{ step, metrics }]);
  }

  private async enter(): Promise<void> {
    if (this.entered) return;
    this.isEntering = true;
    try {
      await this.phase.enter?.(this.step);
      this.entered = true;
    } finally {
      this.isEntering = false;
    }
  }

  /** A phase that is entered waits for its first index. */
  private tellIndex({ stage, done, total }: RefreshEvent): void {
    if (!this.isEntering) return;
    if (stage === 'embedding') this.hooks.onPreparing?.('embedding-documents', done, total);
    if (stage === 'building') this.hooks.onPreparing?.('building-index', done, total);
  }

  private async endPhase(): Promise<void> {
    await this.settle();
    const isLast = this.phaseNumber === this.open.phases.length - 1;
    if (this.phase.steps > 0) await this.evaluation.begin(this.moment, 'all', { afterNextStep: !isLast });
    if (isLast) return this.evaluation.told();
    this.phaseNumber = this.trainedFrom(this.phaseNumber + 1);
    this.step = 0;
    this.entered = false;
    this.open.engine.resetMoments();
    this.momentsLeftOut = false;
    await this.enter();
  }

  /** Begins to measure the parameters as they are before the first step; that step goes first. */
  private async measureStart(): Promise<void> {
    if (!this.startDue) return;
    this.startDue = false;
    if (this.open.evaluateAll) await this.evaluation.begin(this.moment, 'start', { afterNextStep: true });
  }

  /** Measures the parameters of a moment while steps go on. */
  private async measure(moment: Moment, extent: Extent): Promise<() => void> {
    const { hooks } = this;
    const { metrics } = measuredBy(this.system, this.config);
    const skipped = this.open.skipped?.() ?? {};
    const submitted = [...this.inFlight];
    const onProgress: Progress = (done, total) => hooks.onMeasuring?.(moment, done, total);
    const { evaluateAll } = this.open;
    const { metrics: measured, results } =
      evaluateAll && extent !== 'live'
        ? await evaluateAll(moment, onProgress)
        : { metrics: await this.open.evaluate(moment), results: null };
    await Promise.all(submitted);
    // metrics that were not measured are reported as null
    const unmeasured = metrics.filter(({ at: when }) => when.includes('evaluation')).map(({ id }) => [id, null]);
    return () => {
      if (results) hooks.onResults?.(results, `${this.open.fingerprint} ${questionFingerprint(this.corpus)}`);
      if (extent === 'start') return;
      hooks.onEvaluation({ ...moment, metrics: { ...Object.fromEntries(unmeasured), ...measured }, skipped });
    };
  }

  /** Waits for every step on the GPU; an evaluation may still go on. */
  async settle(): Promise<void> {
    await this.drain();
    this.open.engine.release();
    this.throwFailure();
  }

  /** Waits for the batches that the phase prepares ahead and for an evaluation, too. */
  private async settlePhase(): Promise<void> {
    await this.settle();
    await this.phase.settle?.();
    await this.evaluation.end(); // its error is told by the next step
  }

  private async drain(): Promise<void> {
    while (this.inFlight.length > 0) await this.inFlight.shift();
    await this.open.settle?.();
  }

  private throwFailure(): void {
    if (this.failure) throw this.failure;
  }

  // — questions ——————————————————————————————————————————————————————————————

  /** Answers a probe of the system, or one that every run has. Throws `bad-option` if there is no probe of that name. */
  async ask(name: string, query: unknown, onProgress: Progress): Promise<unknown> {
    const probes: Record<string, Probe> = { vocabulary: vocabularyProbe(() => this.open.texts()), ...this.open.probes };
    if (!Object.hasOwn(probes, name)) {
      throw new RetrogradError(
        'bad-option',
        sentence`${this.system.id} answers no question “${name}”. It answers: ${Object.keys(probes).join(', ')}.`,
      );
    }
    return probes[name]!(query as never, this.moment, onProgress);
  }

  // — checkpoints ————————————————————————————————————————————————————————————

  /** When kernels were changed, and will be changed where an earlier run is repeated. */
  get kernelRecord(): SavedKernelRecord | undefined {
    return this.swaps.record.saved;
  }

  /** The current state of the run; after a loss that was not finite, with the parameters before that step. */
  async checkpoint(): Promise<CheckpointFiles> {
    await this.drain();
    await this.evaluation.end(); // its error is told by the next step
    if (this.failure && this.failure.code !== 'not-finite') throw this.failure;
    const { open, runId, moment, kernelRecord, momentsLeftOut, config } = this;
    const state = {
      runId,
      ...moment,
      kernels: this.carriedKernels,
      kernelRecord,
      momentsLeftOut,
      isBegun: this.isBegun,
    };
    return checkpointOf(open, state, config);
  }

  private async restore(files: CheckpointFiles, state: RunState): Promise<void> {
    this.phaseNumber = this.trainedFrom(await restoreCheckpoint(this.open, files, state));
    this.step = state.step;
    this.momentsLeftOut = state.momentsLeftOut ?? false;
    // of a checkpoint before the first step, too
    this.startDue ||= this.phaseNumber === this.trainedFrom(0) && state.step === 0;
    // a checkpoint at the end of a phase was written after its evaluation
    if (this.step >= this.phase.steps) this.evaluation.skip(this.moment);
  }

  /** Returns to step 0 as another run: initial parameters, new draws, no index. Throws `bad-option` if the models with which it began are not known. */
  async reset(runId: string): Promise<void> {
    if (this.system.needsModels?.(this.config) && !this.isBegun) {
      throw new RetrogradError(
        'bad-option',
        sentence`This run began with the models of another run, and was saved without them: open the run that trained them, and begin there again.`,
      );
    }
    await this.settle().catch(() => {});
    this.open.reset?.();
    for (const phase of this.open.phases) resetPhase(phase);
    this.open.engine.store.reset();
    this.runId = runId;
    this.failure = null;
    this.momentsLeftOut = false;
    this.evaluation.reset();
    this.startDue = true;
    this.entered = false;
    this.phaseNumber = this.trainedFrom(0);
    this.step = 0;
    this.now = null;
    await this.swaps.reset(this.moment);
  }

  /** Ends the workers of a run whose device is lost. */
  abandon(): void {
    this.swaps.stop();
    this.open.close?.();
  }

  async destroy(): Promise<void> {
    this.evaluation.drop();
    await this.settle().catch(() => {});
    this.abandon();
    await this.open.engine.destroy();
  }
}
