/**
 * The record of a run's kernels: when which kernel took the place of another. Kernels add in different orders, so a run repeats to the last bit
 * only if it changes them at the same steps. Checkpoints keep the record.
 */
import { z } from '../util/zod.ts';
import type { Moment } from './records.ts';

/** Before the step that follows this moment these jobs changed their kernel. */
export interface KernelSwap extends Moment {
  /** By job. */
  kernels: Record<string, { from: string; to: string }>;
}

export interface SavedKernelRecord {
  /** In the order of the run. */
  swaps: KernelSwap[];
  /** How far the run has come with this record: up to here there are no other swaps. */
  until: Moment;
}

const moment = { phase: z.string(), step: z.int().check(z.nonnegative()) };

export const kernelRecordSchema = z.object({
  swaps: z
    .array(z.object({ ...moment, kernels: z.record(z.string(), z.object({ from: z.string(), to: z.string() })) }))
    .check(z.maxLength(10_000)),
  until: z.object(moment),
});

export class KernelRecord {
  private swaps: readonly KernelSwap[] = [];
  private until: Moment;
  /** Swaps before this moment are done. */
  private now: Moment;

  /**
   * @param phases ids in the order of the run
   * @param now where the run stands
   * @param saved the record in its checkpoint
   * @param continued the record of the same run in this process; used if it continues the saved one
   */
  constructor(
    private readonly phases: readonly string[],
    now: Moment,
    saved?: SavedKernelRecord,
    continued?: SavedKernelRecord,
  ) {
    this.now = now;
    this.until = now;
    if (saved) this.use(saved);
    if (!continued) return;
    const past = (swaps: readonly KernelSwap[]) => JSON.stringify(swaps.filter((swap) => this.isBefore(swap, now)));
    if (past(continued.swaps) === past(this.swaps)) this.use(continued);
  }

  private use({ swaps, until }: SavedKernelRecord): void {
    if (this.isBefore(until, this.until)) return;
    this.swaps = swaps.filter((swap) => this.phases.includes(swap.phase));
    this.until = until;
  }

  /** Whether other swaps than those on record may not happen at this moment. */
  isReplayed(now: Moment): boolean {
    return this.isBefore(now, this.until);
  }

  /** The kernels that change at this moment, by job. */
  changesAt({ phase, step }: Moment): Record<string, string> | undefined {
    const kernels = this.swaps.filter((swap) => swap.phase === phase && swap.step === step).flatMap(entriesOf);
    return kernels.length > 0 ? Object.fromEntries(kernels.map(([job, { to }]) => [job, to])) : undefined;
  }

  /** The kernel that a job has where the run stands; undefined if it is never swapped. */
  kernelOf(job: string): string | undefined {
    const own = this.swaps.filter(({ kernels }) => Object.hasOwn(kernels, job));
    const past = own.filter((swap) => this.isBefore(swap, this.now)).at(-1);
    return past?.kernels[job]?.to ?? own[0]?.kernels[job]?.from;
  }

  /** The jobs that are swapped at any time. */
  get jobs(): string[] {
    return [...new Set(this.swaps.flatMap(({ kernels }) => Object.keys(kernels)))];
  }

  add(swap: KernelSwap): void {
    this.swaps = [...this.swaps, swap];
  }

  /** The run has come so far. */
  reach(now: Moment): void {
    this.now = now;
    if (this.isBefore(this.until, now)) this.until = now;
  }

  /** What a checkpoint keeps; undefined if it says nothing. */
  get saved(): SavedKernelRecord | undefined {
    if (this.swaps.length === 0 && !this.isReplayed(this.now)) return undefined;
    return { swaps: [...this.swaps], until: this.until };
  }

  private isBefore(a: Moment, b: Moment): boolean {
    const order = this.phases.indexOf(a.phase) - this.phases.indexOf(b.phase);
    return order < 0 || (order === 0 && a.step < b.step);
  }
}

const entriesOf = ({ kernels }: KernelSwap) => Object.entries(kernels);
