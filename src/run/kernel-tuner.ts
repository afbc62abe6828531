/**
 * Measures the kernels of a phase's jobs while the phase trains: a few milliseconds of GPU work before a step, one measurement at a time, until
 * everything is measured. The times are those of the GPU, from timestamp queries: the time until a submit is answered would be mostly latency.
 */
import type { KernelChoices } from '../graph/kernel-choices.ts';
import type { KernelVariant } from '../graph/kernel-family.ts';
import { RetrogradError } from '../util/errors.ts';

/** A measurement repeats the job for about this time. */
const measureMs = 3;
/** A shorter one is made again with more repeats: Chromium rounds timestamps to .1 ms, which is 5 % of this. */
const leastMs = 2;
const maxRepeats = 512;
/** The time of a kernel is the median of so many measurements. */
const rounds = 3;
/** A kernel that takes so many times as long as the best one is not measured again; more in its first run, which may be slow for other reasons. */
const hopeless = { firstRun: 4, later: 1.5 };

export class KernelTuner {
  private jobs: ReadonlyMap<string, number> = new Map();
  /** Jobs that could not be measured. */
  private readonly failed = new Set<string>();
  /** Lets the measurement go on that waits for its turn. */
  private takeTurn: (() => void) | null = null;
  private working = false;
  private stopped = false;

  /** @param onMeasured called after each job */
  constructor(
    private readonly kernels: KernelChoices,
    private readonly onMeasured: () => void,
  ) {}

  /**
   * Called between two steps: submits the next measurement if the last one is done.
   *
   * @param jobs those of the phase, with how often a step does each
   */
  between(jobs: ReadonlyMap<string, number>): void {
    this.jobs = jobs;
    const go = this.takeTurn;
    this.takeTurn = null;
    if (go) go();
    else if (!this.working && !this.stopped && this.next() !== undefined) void this.work();
  }

  /** Kernels that were found to be faster than the current ones, by job of the phase. */
  faster(jobs: ReadonlyMap<string, number>): Record<string, string> {
    const found: Record<string, string> = {};
    for (const job of jobs.keys()) {
      const variant = this.kernels.faster(job);
      if (variant !== undefined) found[job] = variant;
    }
    return found;
  }

  /** Measures everything at once, without steps in between. */
  async finish(jobs: ReadonlyMap<string, number>): Promise<void> {
    this.between(jobs);
    while (this.working) {
      await new Promise((resolve) => setTimeout(resolve));
      this.between(jobs);
    }
  }

  stop(): void {
    this.stopped = true;
    this.takeTurn?.();
    this.takeTurn = null;
  }

  /** The costliest job that is not measured. */
  private next(): string | undefined {
    const open = [...this.jobs.keys()].filter((job) => !this.kernels.isMeasured(job) && !this.failed.has(job));
    const cost = (job: string) => this.kernels.work(job) * this.jobs.get(job)!;
    return open.sort((a, b) => cost(b) - cost(a))[0];
  }

  private async work(): Promise<void> {
    this.working = true;
    for (let job = this.next(); job !== undefined && !this.stopped; job = this.next()) {
      try {
        const ms = await this.measure(job);
        if (!ms) break;
        this.kernels.noteTimes(job, ms);
        this.onMeasured();
      } catch {
        // it keeps the kernel that it has
        this.failed.add(job);
      }
    }
    this.working = false;
  }

  /** ms of one job by variant; null if the tuner is stopped meanwhile. */
  private async measure(job: string): Promise<Record<string, number> | null> {
    const ms: Record<string, number> = {};
    for (const variant of await this.kernels.rivals(job)) {
      const best = Math.min(...Object.values(ms));
      const time = await this.time(job, variant, best);
      if (time === null) return null;
      ms[variant.name] = time;
    }
    return ms;
  }

  private async time(job: string, variant: KernelVariant, best: number): Promise<number | null> {
    const plan = await this.kernels.trial(job, variant);
    try {
      if (!(await this.turn())) return null;
      const first = await plan.time(1);
      if (first > hopeless.firstRun * best) return first;
      const samples: number[] = [];
      let repeats = 1;
      while (samples.length < rounds) {
        if (!(await this.turn())) return null;
        const ms = await plan.time(repeats);
        if (ms < leastMs && repeats < maxRepeats) {
          repeats = Math.min(maxRepeats, Math.ceil(repeats * Math.min(8, measureMs / Math.max(ms, 0.01))));
          continue;
        }
        // no clock at all: by it every kernel would be the fastest
        if (!(ms > 0)) throw new RetrogradError('internal', 'The clock of the graphics card stands still.');
        samples.push(ms / repeats);
        if (samples[0]! > hopeless.later * best) break;
      }
      return samples.sort((a, b) => a - b)[Math.floor(samples.length / 2)]!;
    } finally {
      plan.destroy();
    }
  }

  /** Waits until the next two steps are between each other; false if the tuner was stopped. */
  private async turn(): Promise<boolean> {
    if (!this.stopped) await new Promise<void>((resolve) => (this.takeTurn = resolve));
    return !this.stopped;
  }
}
