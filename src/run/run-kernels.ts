/** What decides about the kernels of a run: its settings, its record, and what earlier sessions on the adapter have found. */
import type { Gpu } from '../gpu/device.ts';
import type { KernelReport } from '../graph/kernel-choices.ts';
import type { KernelFamily } from '../graph/kernel-family.ts';
import type { KernelMemory } from '../graph/kernel-memory.ts';
import type { RunState } from './checkpoint.ts';
import type { Engine, KernelSettings } from './engine.ts';
import { KernelRecord, type SavedKernelRecord } from './kernel-record.ts';
import { KernelSwaps } from './kernel-swaps.ts';
import { KernelTuner } from './kernel-tuner.ts';
import type { Moment, RunConfig } from './records.ts';

export interface KernelHooks {
  /** Called with the kernels that are used, whenever they have changed. */
  onKernels(report: KernelReport): void;
  /** Called with what this session has found so far, whenever that is more. */
  onKernelsLearned?(found: KernelMemory): void;
  /** What earlier sessions on this adapter found. */
  kernelMemory?: KernelMemory;
  /** The record of a run that this process has trained before. */
  kernelRecord?(runId: string): SavedKernelRecord | undefined;
  /** Other families than those of the product, for tests. */
  kernelFamilies?: readonly KernelFamily[];
}

export class RunKernels {
  readonly record: KernelRecord;
  /** How many findings were reported. */
  private findings = 0;

  /** @param phases ids in the order of the run */
  constructor(
    private readonly gpu: Gpu,
    private readonly config: RunConfig,
    phases: readonly string[],
    private readonly hooks: KernelHooks,
    private readonly saved?: RunState,
  ) {
    const start: Moment = saved ?? { phase: phases[0]!, step: 0 };
    this.record = new KernelRecord(phases, start, saved?.kernelRecord, saved && hooks.kernelRecord?.(saved.runId));
  }

  /** The kernels of the checkpoint's run, by job: other kernels would add in another order. */
  get carried(): Readonly<Record<string, string>> {
    return this.saved?.kernels ?? {};
  }

  settings(engine: () => Engine): KernelSettings {
    const { record, carried, hooks } = this;
    const { timedKernels: timed, halfPrecision } = this.config.gpu;
    return {
      timed,
      halfPrecision,
      memory: hooks.kernelMemory,
      families: hooks.kernelFamilies,
      recorded: (job) => record.kernelOf(job) ?? (Object.hasOwn(carried, job) ? carried[job] : undefined),
      onChange: () => this.report(engine()),
    };
  }

  swaps(engine: Engine): KernelSwaps {
    const { software, clock } = this.gpu;
    // without timestamp queries the kernels of the table stay; on a software adapter measuring would cost more than it gains
    const tunes = this.config.gpu.timedKernels && !software && clock !== undefined;
    const tuner = tunes ? new KernelTuner(engine.kernels, () => this.report(engine)) : undefined;
    return new KernelSwaps(engine, this.record, tuner);
  }

  private report({ kernels }: Engine): void {
    this.hooks.onKernels(kernels.report());
    const { proofs, measured } = kernels.learned;
    const findings = Object.keys(proofs).length + Object.keys(measured).length;
    if (findings === this.findings) return;
    this.findings = findings;
    this.hooks.onKernelsLearned?.({ proofs, measured });
  }
}
