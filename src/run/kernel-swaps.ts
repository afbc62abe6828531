/**
 * Changes the kernels of a run at the border of two steps: where its record says so, or, beyond the record, when the tuner has found faster ones.
 * They are compiled while training goes on.
 */
import type { Engine } from './engine.ts';
import type { KernelRecord } from './kernel-record.ts';
import type { KernelTuner } from './kernel-tuner.ts';
import type { Moment } from './records.ts';
import type { Phase } from './system.ts';

interface PreparedSwap {
  names: Record<string, string>;
  use: () => Promise<void>;
}

export class KernelSwaps {
  private ready: PreparedSwap | null = null;
  private preparing = false;
  private stopped = false;
  private trained: { phase: Phase; jobs: ReadonlyMap<string, number> } | null = null;

  /** @param tuner absent: kernels change only where the record says so */
  constructor(
    private readonly engine: Engine,
    readonly record: KernelRecord,
    private readonly tuner?: KernelTuner,
  ) {}

  /**
   * Called before a step, when the plans of its phase are made. `settle` waits for everything that was begun with the old kernels, so that what
   * a run computes with which kernels does not depend on time.
   */
  async before(phase: Phase, now: Moment, settle: () => Promise<void>): Promise<void> {
    const { record, engine, tuner } = this;
    const changes = record.changesAt(now);
    if (changes) {
      const use = await engine.prepareKernels(changes);
      await settle();
      await use();
    } else if (tuner && !record.isReplayed(now)) {
      if (this.trained?.phase !== phase) this.trained = { phase, jobs: await engine.jobsOf(phase) };
      if (this.ready) await this.swap(this.ready, now, settle);
      tuner.between(this.trained.jobs);
      this.prepare(tuner.faster(this.trained.jobs));
    }
    record.reach({ phase: now.phase, step: now.step + 1 });
  }

  private async swap({ names, use }: PreparedSwap, now: Moment, settle: () => Promise<void>): Promise<void> {
    const { kernels } = this.engine;
    this.ready = null;
    await settle();
    const before = Object.keys(names).map((job) => [job, kernels.of(job)!] as const);
    await use();
    const changed = before.map(([job, from]) => [job, { from, to: kernels.of(job)! }] as const);
    this.record.add({ ...now, kernels: Object.fromEntries(changed.filter(([, { from, to }]) => from !== to)) });
  }

  private prepare(names: Record<string, string>): void {
    if (this.preparing || this.ready || this.stopped || Object.keys(names).length === 0) return;
    this.preparing = true;
    this.engine
      .prepareKernels(names)
      .then((use) => {
        this.ready = { names, use };
      })
      // without other kernels training goes on all the same
      .catch(() => this.stop())
      .finally(() => {
        this.preparing = false;
      });
  }

  /** Returns to the kernels with which the run began. */
  async reset(start: Moment): Promise<void> {
    const { record, engine } = this;
    this.ready = null;
    record.reach(start);
    if (record.jobs.length === 0) return;
    const use = await engine.prepareKernels(Object.fromEntries(record.jobs.map((job) => [job, record.kernelOf(job)!])));
    await use();
  }

  stop(): void {
    this.stopped = true;
    this.tuner?.stop();
  }
}
