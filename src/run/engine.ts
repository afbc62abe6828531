/** The GPU side of a run: packed parameters, the optimiser, and compiled plans, each made when it is first needed. */
import type { Gpu } from '../gpu/device.ts';
import { compileInTurn } from '../gpu/plan.ts';
import { AdamW, type AdamWSettings } from '../graph/adamw.ts';
import {
  type CompiledGraph,
  type CompileRequest,
  compile,
  expectedDispatches,
  requiredBytes,
} from '../graph/compile.ts';
import { type KernelChoiceOptions, KernelChoices, type KernelReport } from '../graph/kernel-choices.ts';
import { ParameterStore } from '../graph/parameters.ts';
import type { ParameterRegistry } from '../models/registry.ts';
import { RetrogradError } from '../util/errors.ts';
import { type Sentence, sentence } from '../util/sentence.ts';
import { requireRoom } from './room.ts';
import type { SettingTable } from './settings.ts';
import type { Phase } from './system.ts';

export interface EngineSettings {
  optimiser: AdamWSettings;
  /** Name prefixes: parameters of one group share a learning rate. The rates of a phase are for these. */
  groups: string[];
}

/** What decides about kernels, apart from the adapter. */
export interface KernelSettings extends Omit<KernelChoiceOptions, 'adapter'> {
  /** Called whenever a plan was compiled or kernels have changed. */
  onChange(report: KernelReport): void;
}

/** What a plan is made from, apart from what the engine adds. */
export type PlanRequest = Pick<CompileRequest, 'graph' | 'outputs' | 'loss' | 'gradients' | 'states'>;

/** Plans that change no parameter. */
export interface Plans {
  readonly store: ParameterStore;
  /** The plan of this name; `make` describes it when it is first requested. */
  plan(name: string, make: () => PlanRequest): Promise<CompiledGraph>;
}

type TrainingRequest = PlanRequest & Pick<CompileRequest, 'parameters' | 'trainable' | 'optimiser'>;

type Progress = (made: number, requested: number) => void | Promise<void>;

const tellEveryMs = 100;

export class Engine implements Plans {
  readonly store: ParameterStore;
  private readonly optimiser: AdamW;
  readonly kernels: KernelChoices;
  private readonly plans = new Map<string, Promise<CompiledGraph>>();
  private isDestroyed = false;
  /** Plans that use the parameters as they were when `freeze` was last called, so that training may go on meanwhile. */
  readonly frozen: Plans;
  /** Plans that use the parameters of a snapshot, which is written to the store's buffer `snapshot` before a run. */
  readonly snapshot: Plans;
  private released: Promise<void> = Promise.resolve();

  /** `registry` knows every parameter: the graphs that declare them have been built. */
  constructor(
    private readonly gpu: Gpu,
    registry: ParameterRegistry,
    { optimiser, groups }: EngineSettings,
    private readonly settings: KernelSettings,
  ) {
    this.kernels = new KernelChoices(gpu, settings);
    this.store = new ParameterStore(gpu.device, registry.list());
    this.optimiser = new AdamW(optimiser, groups);
    this.frozen = {
      store: this.store,
      plan: async (name, make) => {
        // compiling takes time, too, for which nobody should wait
        await this.released;
        return this.compiled(`${name}, frozen`, () => ({ ...make(), parameters: 'frozen' }));
      },
    };
    this.snapshot = {
      store: this.store,
      plan: (name, make) => this.compiled(`${name}, snapshot`, () => ({ ...make(), parameters: 'snapshot' })),
    };
  }

  /** The kernel of each job so far. */
  get kernelReport(): KernelReport {
    return this.kernels.report();
  }

  /** Copies the parameters, after all steps that were submitted so far, for the frozen plans. Nothing waits for it. */
  freeze(): void {
    this.store.freeze();
  }

  /** Frozen plans that are requested from now on are made and given out when `release` is called: first comes a step for which a person waits. */
  hold(): void {
    this.release();
    this.released = new Promise((resolve) => {
      this.release = resolve;
    });
  }

  /** Does nothing if nothing is held. */
  release: () => void = () => {};

  /** A plan that uses the newest parameters. */
  plan(name: string, make: () => PlanRequest): Promise<CompiledGraph> {
    return this.compiled(name, () => make());
  }

  /** The plan that takes a step of a phase at one of its shapes. Throws `bad-model` if a rate is for no group. */
  training(phase: Phase, shape: number): Promise<CompiledGraph> {
    return this.compiled(`${phase.id} × ${shape}`, () => this.trainingRequest(phase, shape));
  }

  /** What the plan of a step is made from. */
  private trainingRequest(phase: Phase, shape: number): TrainingRequest {
    const { outputs, loss, ...program } = phase.program(shape);
    const trainable = Object.keys(phase.rates(0));
    const { groups } = this.optimiser;
    const stray = trainable.find((prefix) => !groups.includes(prefix));
    if (stray !== undefined) {
      throw new RetrogradError(
        'bad-model',
        sentence`Phase ${phase.id} has a learning rate for “${stray}”, which is no group of the engine. Groups: ${groups.join(', ')}.`,
      );
    }
    return { ...program, loss, outputs: { ...outputs, loss }, trainable, optimiser: this.optimiser };
  }

  /**
   * Requires that the device allows every plan of these phases; nothing is compiled. Throws `gpu-validation` with the phase that does not fit and the
   * settings of `table` that make it smaller. Returns a warning if the memory for all of them is not free.
   */
  async requireRoom(phases: readonly Phase[], table: SettingTable): Promise<Sentence | null> {
    const { store, kernels } = this;
    const { device } = this.gpu;
    const bytesOf = (phase: Phase, shape: number) =>
      requiredBytes(device, { ...this.trainingRequest(phase, shape), store, kernels });
    return requireRoom(device, phases, bytesOf, table);
  }

  /** Compiles every plan of a phase. `onProgress` is told how many of the pipelines requested meanwhile are made; if it throws, so does this. */
  async prepare(phase: Phase, onProgress?: Progress): Promise<void> {
    const { shapes = [0] } = phase;
    const { pipelines } = this.gpu;
    const { made, requested } = pipelines;
    let ready = false;
    const plans = Promise.all(shapes.map((shape) => this.training(phase, shape))).finally(() => {
      ready = true;
    });
    if (onProgress) {
      plans.catch(() => {}); // thrown below
      while (!ready) {
        await onProgress(pipelines.made - made, pipelines.requested - requested);
        await Promise.race([plans, new Promise((resolve) => setTimeout(resolve, tellEveryMs))]);
      }
    }
    await plans;
  }

  /** Compiles what the plans of a phase need, while nobody waits for them: what is asked of the models meanwhile waits for one pipeline at most. */
  async compileAhead(phase: Phase): Promise<void> {
    const { store, kernels } = this;
    for (const shape of phase.shapes ?? [0]) {
      // what waits for an answer of the run gets it first
      await new Promise((resolve) => setTimeout(resolve));
      if (this.isDestroyed) return;
      const dispatches = expectedDispatches({ ...this.trainingRequest(phase, shape), store, kernels });
      await compileInTurn(this.gpu.pipelines, dispatches, () => !this.isDestroyed);
    }
  }

  private compiled(name: string, make: () => TrainingRequest): Promise<CompiledGraph> {
    let plan = this.plans.get(name);
    if (!plan) this.plans.set(name, (plan = this.compile(name, make())));
    return plan;
  }

  private async compile(label: string, request: TrainingRequest): Promise<CompiledGraph> {
    const { store, kernels } = this;
    const { device, clock, pipelines } = this.gpu;
    const compiled = await compile(device, pipelines, {
      ...request,
      store,
      kernels,
      ...(clock && { timed: { clock, label } }),
    });
    this.settings.onChange(kernels.report());
    return compiled;
  }

  /** How often the plans of a phase do each job that has several kernels; its plans are made. */
  async jobsOf(phase: Phase): Promise<ReadonlyMap<string, number>> {
    const jobs = new Map<string, number>();
    for (const shape of phase.shapes ?? [0]) {
      for (const [job, count] of (await this.training(phase, shape)).jobs) jobs.set(job, (jobs.get(job) ?? 0) + count);
    }
    return jobs;
  }

  /**
   * Proves and compiles other kernels, by the job, for every plan that there is. The function that is returned puts them to use, for later plans
   * too. A kernel that does not pass its proof is left out.
   */
  async prepareKernels(names: Readonly<Record<string, string>>): Promise<() => Promise<void>> {
    const { kernels } = this;
    const changed = await kernels.usable(names);
    const prepared = new Map<CompiledGraph, () => Promise<void>>();
    const prepareAll = async () => {
      for (const making of [...this.plans.values()]) {
        // a plan that could not be made throws where it is needed
        const plan = await making.catch(() => null);
        if (!plan || prepared.has(plan) || ![...plan.jobs.keys()].some((job) => changed.has(job))) continue;
        prepared.set(plan, await plan.prepareKernels((job) => changed.get(job)?.name ?? kernels.of(job)));
      }
    };
    await prepareAll();
    return async () => {
      kernels.change(changed);
      // plans that were made meanwhile
      await prepareAll();
      for (const use of prepared.values()) await use();
      this.settings.onChange(kernels.report());
    };
  }

  /** Learning rates and factors of the weight decay by group, and the bias corrections of update `t` (from 1) of a phase. */
  fillOptimiser(
    compiled: CompiledGraph,
    t: number,
    rates: Record<string, number>,
    decays: Record<string, number> = {},
  ): void {
    const { optimiser } = this;
    optimiser.fillScalars(
      compiled.floats('optimiser.scalars'),
      t,
      optimiser.groups.map((prefix) => rates[prefix] ?? 0),
      optimiser.groups.map((prefix) => decays[prefix] ?? 1),
    );
  }

  /** Sets both Adam moments to zero, as at the start of a phase. */
  resetMoments(): void {
    const zeros = new Float32Array(this.store.elements);
    this.store.write('firstMoments', zeros);
    this.store.write('secondMoments', zeros);
  }

  async destroy(): Promise<void> {
    this.isDestroyed = true;
    for (const plan of this.plans.values()) await plan.then((compiled) => compiled.destroy()).catch(() => {});
    this.store.destroy();
  }
}
