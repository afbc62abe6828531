/**
 * A system is something that can be trained, such as REALM. The run loop, the worker, the page and the command line use only these interfaces
 * and no system's name. A system is one folder under src/systems and one line in src/systems/registry.ts.
 */
import type { Gpu } from '../gpu/device.ts';
import type { CompiledGraph, StepResult } from '../graph/compile.ts';
import type { Graph, Tensor } from '../graph/graph.ts';
import type { RefreshEvent } from '../index/messages.ts';
import type { IndexWorkerLike } from '../index/refresh.ts';
import type { ParameterRegistry } from '../models/registry.ts';
import type { Corpus } from '../text/corpus/corpus.ts';
import type { Tokenizer } from '../text/tokenizer/tokens.ts';
import type { RetrogradError } from '../util/errors.ts';
import type { Said, Sentence } from '../util/sentence.ts';
import type { Draw } from './draws.ts';
import type { Engine, EngineSettings } from './engine.ts';
import type {
  CheckpointFiles,
  CurveInfo,
  ExampleResults,
  MetricInfo,
  Metrics,
  Moment,
  PhaseInfo,
  RunConfig,
  SessionInfo,
} from './records.ts';
import type { SettingTable } from './settings.ts';
import type { TakeContext } from './take.ts';

/** A named layer over a system's defaults. */
export interface Preset {
  name: string;
  title: string;
  /** One sentence: what it shows. */
  about: string;
  layer: object;
  /** The checkpoint from which a run of this preset begins on the page: `public/recordings/<name>.zip`. */
  warmStart?: string;
  /** The checkpoint of another run with whose models a run of this preset begins: `public/recordings/<name>.zip` (`System.beginFrom`). */
  init?: string;
}

/** The description of a system, without its training code: `open` loads that. */
export interface System<C extends RunConfig = RunConfig> {
  readonly id: string;
  readonly settings: SettingTable;
  readonly presets: readonly Preset[];
  /** The preset for a corpus of the user's own. */
  readonly ownText: string;
  /** The setting that `--steps` sets. */
  readonly stepsKey: string;
  /** Beside `loss` and `gradientNorm`, which every run measures. */
  readonly metrics: readonly MetricInfo[];
  readonly curves: readonly CurveInfo[];
  /** Whether runs of a configuration have a curve; absent: they have all. */
  hasCurve?(curve: CurveInfo, config: C): boolean;
  /** In the order of the run; a phase of no steps is entered, but not trained or evaluated. */
  phases(config: C): PhaseInfo[];
  /** Settings that do not go together, one sentence each. */
  conflicts(config: C): Sentence[];
  /**
   * The configuration of a run that begins with the models of another run's checkpoint: `saved` is the configuration of that run. Throws
   * `bad-option` if its models are of no use here. Absent: no run of this system begins so.
   */
  beginFrom?(config: C, saved: RunConfig): C;
  /** Whether runs of a configuration begin with the models of another run; absent: none does. */
  needsModels?(config: C): boolean;
  /** What a recording asks at each of its moments, by the name of the question, for what the page of the run shows; absent: nothing. */
  recorded?: Readonly<Record<string, unknown>>;
  /** Loads the code of `open` ahead of it. */
  load?(): Promise<unknown>;
  open(context: RunContext<C>): Promise<OpenSystem>;
  /** Writes what a checkpoint holds as files for other software, without a GPU; absent: its runs cannot be taken along. */
  takeAlong?(context: TakeContext<C>): Promise<void>;
}

/** What a system is given when it opens. */
export interface RunContext<C extends RunConfig> {
  gpu: Gpu;
  config: C;
  corpus: Corpus;
  /** The tokenizer.json of the checkpoint from which the run is resumed, or with whose models it begins. */
  savedTokenizer?: string;
  /** The checkpoint of another run with whose models this one begins, or began if it is resumed (`System.beginFrom`). */
  init?: CheckpointFiles;
  /** Makes the engine of the run; `registry` knows every parameter. */
  createEngine(registry: ParameterRegistry, settings: EngineSettings): Engine;
  spawnIndexWorker(): IndexWorkerLike;
  onProgress(stage: string, done: number, total: number): void | Promise<void>;
  onRefresh(phase: string, refresh: RefreshEvent): void;
  onWarning(said: Said): void;
  /** Something outside the steps failed, so that the run cannot continue. */
  onFailure(error: RetrogradError): void;
}

/** A system with a corpus and parameters, ready to train. A system leaves out what it has no use for. */
export interface OpenSystem {
  readonly engine: Engine;
  readonly tokenizer: Tokenizer;
  /** Identifies the corpus: a checkpoint can only be resumed with the same one. */
  readonly fingerprint: string;
  readonly facts?: SessionInfo['facts'];
  /** All texts of the corpus, for the `vocabulary` probe, which trains a tokenizer on them. */
  texts(): Iterable<string>;
  readonly phases: readonly Phase[];
  /**
   * Measures the model as it is at the call, while steps go on: with `engine.frozen` plans, since the engine has just been frozen, and with
   * whatever else training changes read before anything is awaited. One evaluation runs at a time.
   */
  evaluate(moment: Moment): Promise<Metrics>;
  /**
   * The same, and the result of every question and every held-out sentence: at the start of a run and at the end of each phase. The metrics are those of
   * `evaluate`. Absent: the system has no such results.
   */
  evaluateAll?(moment: Moment, onProgress: Progress): Promise<{ metrics: Metrics; results: ExampleResults }>;
  /** How many examples were left out so far, in preparation and in training, by reason. */
  skipped?(): Record<string, number>;
  readonly probes?: Readonly<Record<string, Probe>>;
  /** Waits for everything that runs outside the steps. */
  settle?(): Promise<void>;
  /** What a checkpoint keeps beside the parameters, the moments and each phase's own part. `arrays` are packed like the parameters. */
  save?(): SystemState;
  /** Restores what `save` returned. Throws `bad-checkpoint` for an invalid state. */
  load?(state: unknown, arrays: Readonly<Record<string, Float32Array<ArrayBuffer>>>): Promise<void>;
  /** Returns to the state before the first step; the engine's parameters are reset by the run. */
  reset?(): void;
  /** Ends workers. */
  close?(): void;
}

export interface SystemState {
  state: unknown;
  arrays: Record<string, Float32Array<ArrayBuffer>>;
}

/** What a plan is compiled from. */
export interface Program {
  graph: Graph;
  /** Values that are read back each step; `loss` always is. */
  outputs: Record<string, Tensor>;
  loss: Tensor;
  /** Gradients that are read back each step. */
  gradients?: Record<string, Tensor>;
}

/** The inputs of a plan, to be filled before a step. */
export type PlanInputs = Pick<CompiledGraph, 'floats' | 'integers'>;

/** A part of a run with an objective of its own. A step is: draw, shapeOf, fill, run, measure. Methods that a phase does not need may be absent. */
export interface Phase<Batch = unknown> {
  readonly id: string;
  readonly steps: number;
  /**
   * The source of its batches. The run saves, loads and resets its state; `save`, `load` and `reset` of the phase are for everything else that
   * the phase keeps.
   */
  readonly source?: Draw;
  /** The plans that it needs, each with a number, e.g. the length of its rows; all are compiled before the first step. Absent: one. */
  readonly shapes?: readonly number[];
  /** Keys of settings that make its plans smaller, to be named where they do not fit. Absent: `<id>.batch`. */
  readonly sizes?: readonly string[];
  program(shape: number): Program;
  /** Learning rates at a step (from 0) by group, as given to `createEngine`; a group without one is not trained. */
  rates(step: number): Record<string, number>;
  /** Factors of `optimiser.weightDecay` by group; 1 for a group without one. */
  decays?(): Record<string, number>;
  /** Steps between evaluations; 0 or absent: only at the end of the phase. */
  readonly evaluateEvery?: number;
  /** Called before the first step in this phase, and again after a checkpoint was loaded in it. */
  enter?(step: number): Promise<void>;
  /** The batch of a step (from 0). */
  draw(step: number): Promise<Batch>;
  /** Which of `shapes`; absent: the first. */
  shapeOf?(batch: Batch): number;
  /** Writes the inputs of the step (from 0). */
  fill(inputs: PlanInputs, batch: Batch, step: number): void;
  /** Metrics of a step beside `loss` and `gradientNorm`. */
  measure?(batch: Batch, result: StepResult): Record<string, number>;
  /** Called after a step was submitted; `step` counts from 1. */
  after?(step: number): Promise<void>;
  /** Waits for what it has begun ahead of its steps. */
  settle?(): Promise<void>;
  /** This phase's part of a checkpoint beside `source`, e.g. batches that were drawn but not trained on. */
  save?(): Promise<object>;
  /** Restores what `save` returned. Throws `bad-checkpoint` for an invalid state, before it changes anything. */
  load?(state: object): void;
  /** Returns to the first batch. */
  reset?(): void;
}

export type Progress = (done: number, total: number) => void;

/**
 * Answers a question about the model with its current parameters, between two steps. While these are the same, so is the object `moment`, and after a reset it
 * is another one: a probe keeps what it has computed with the moment, not with its phase and step.
 */
export type Probe = (query: never, moment: Moment, onProgress: Progress) => Promise<unknown>;
