/**
 * Which kernel does each job of a run. At first that is the kernel on record, if the run has one; else the one that was the fastest here in an
 * earlier session; else the one that the family's table names. A kernel is proved before its first use, once for an adapter. Which others are
 * faster is found out while training goes on (src/run/kernel-tuner.ts).
 */
import type { Gpu } from '../gpu/device.ts';
import type { Plan } from '../gpu/plan.ts';
import { RetrogradError } from '../util/errors.ts';
import { kernelFamilies } from './kernel-families.ts';
import { type AdapterClass, type KernelFamily, type KernelVariant, tabled } from './kernel-family.ts';
import type { KernelMemory, MeasuredKernel } from './kernel-memory.ts';
import { type Candidate, KernelProofs, trialPlan } from './kernel-proofs.ts';

export interface KernelChoice {
  variant: string;
  /** Measured ms of one job by variant; absent if nothing was measured. */
  ms?: Record<string, number>;
}

export interface KernelReport {
  /** Choices by job, e.g. `nt 128×64×256 + bias`. */
  chosen: Record<string, KernelChoice>;
  /** Variants that are not used on this device, with the reason. */
  dropped: Record<string, string>;
  /** Pipelines that the device has compiled so far, for every kernel. */
  pipelines: number;
}

export interface KernelChoiceOptions {
  /** Forward products may round their factors to f16. */
  halfPrecision?: boolean;
  /** Kernels that were the fastest in an earlier session are used. */
  timed?: boolean;
  /** What earlier sessions found on this adapter. */
  memory?: KernelMemory;
  /** The kernel that is on record for a job. It is used if it can do the job and passes its proof. */
  recorded?(job: string): string | undefined;
  /** Default: as the GPU is. */
  adapter?: AdapterClass;
  families?: readonly KernelFamily[];
}

/** A kernel takes the place of another if it takes at most this part of its time. */
const fasterThan = 0.9;

export class KernelChoices {
  private readonly chosen = new Map<string, { variant: KernelVariant; ms?: Record<string, number> }>();
  private readonly measured: Record<string, MeasuredKernel> = {};
  private readonly proofs: KernelProofs;
  private readonly adapter: AdapterClass;
  private readonly families: readonly KernelFamily[];

  constructor(
    private readonly gpu: Pick<Gpu, 'device' | 'pipelines' | 'software'>,
    private readonly options: KernelChoiceOptions = {},
  ) {
    this.adapter = options.adapter ?? (gpu.software ? 'software' : 'hardware');
    this.families = options.families ?? kernelFamilies;
    this.proofs = new KernelProofs(gpu.device, gpu.pipelines, options.memory?.proofs);
  }

  get halfPrecision(): boolean {
    return this.options.halfPrecision ?? false;
  }

  /** Whether a family has kernels for a job; otherwise the job has its default kernel. */
  knows(job: string): boolean {
    return this.find(job) !== undefined;
  }

  /** The name of the kernel of a job; undefined before `prepare`. */
  of(job: string): string | undefined {
    return this.chosen.get(job)?.variant.name;
  }

  /** The kernel that a job has, or will have if it passes its proof. */
  expected(job: string): string {
    const { features } = this.gpu.device;
    const possible = this.candidates(job).find(({ needs }) => !needs || features.has(needs));
    return this.of(job) ?? possible!.name;
  }

  report(): KernelReport {
    const chosen = [...this.chosen].map(([job, { variant, ms }]) => [
      job,
      { variant: variant.name, ...(ms && { ms }) },
    ]);
    return {
      chosen: Object.fromEntries(chosen),
      dropped: Object.fromEntries(this.proofs.dropped),
      pipelines: this.gpu.pipelines.requested,
    };
  }

  /** What this session has found out so far, to be kept for the next. */
  get learned(): KernelMemory {
    return { proofs: { ...this.proofs.found }, measured: { ...this.measured } };
  }

  /** Chooses the kernels of these jobs, all at once; those that are not proved yet are proved. */
  async prepare(jobs: Iterable<string>): Promise<void> {
    const open = [...jobs].filter((job) => !this.chosen.has(job));
    const variants = await Promise.all(open.map((job) => this.first(job)));
    for (const [i, job] of open.entries()) {
      // another plan may have prepared it meanwhile, and the run changed it since
      if (!this.chosen.has(job)) this.chosen.set(job, { variant: variants[i]!, ms: this.known(job)?.ms });
    }
  }

  private async first(job: string): Promise<KernelVariant> {
    const { family, shape } = this.familyOf(job);
    for (const variant of this.candidates(job)) {
      if (await this.proofs.passes({ family, variant, shape })) return variant;
    }
    throw new RetrogradError('internal', `No kernel can do ${job}.`);
  }

  /** The kernels that a job may begin with, best first; the last one is the plainest. */
  private candidates(job: string): KernelVariant[] {
    const { family, shape } = this.familyOf(job);
    const names = [this.options.recorded?.(job), this.known(job)?.variant];
    const preferred = names.flatMap((name) => this.fitting(job).filter((variant) => variant.name === name));
    return [...preferred, ...tabled(family, this.adapter, shape)];
  }

  /** What an earlier session measured for a job, unless a kernel has changed since then. */
  private known(job: string): MeasuredKernel | undefined {
    const known = this.options.timed && this.options.memory?.measured[job];
    if (!known) return undefined;
    const { family, shape } = this.familyOf(job);
    return known.version === this.proofs.version(family, shape) ? known : undefined;
  }

  private fitting(job: string): KernelVariant[] {
    const { family, shape } = this.familyOf(job);
    return family.variants.filter((variant) => variant.fits(shape));
  }

  private familyOf(job: string): { family: KernelFamily; shape: unknown } {
    const found = this.find(job);
    if (found) return found;
    throw new RetrogradError('internal', `No family of kernels knows the job ${job}: see graph/kernel-families.ts.`);
  }

  private find(job: string): { family: KernelFamily; shape: unknown } | undefined {
    for (const family of this.families) {
      const shape = family.shapeOf(job);
      if (shape !== undefined) return { family, shape };
    }
    return undefined;
  }

  // — tuning ————————————————————————————————————————————————————————————————

  /** Floating-point operations of a job. */
  work(job: string): number {
    const { family, shape } = this.familyOf(job);
    return family.work(shape);
  }

  /** Whether the kernels of a chosen job were measured. */
  isMeasured(job: string): boolean {
    return this.chosen.get(job)?.ms !== undefined;
  }

  /** The kernels worth measuring for a job, all proved, the current one first. The plainest is among them if it is the current one or in the table. */
  async rivals(job: string): Promise<KernelVariant[]> {
    const { family, shape } = this.familyOf(job);
    const current = this.chosen.get(job)!.variant;
    const named = family.table(this.adapter, shape);
    const worth = ({ name }: KernelVariant) => name !== family.plainest.name || named.includes(name);
    const others = this.fitting(job).filter((one) => one !== current && worth(one));
    const passed = await Promise.all(others.map((variant) => this.proofs.passes({ family, variant, shape })));
    return [current, ...others.filter((_, i) => passed[i])];
  }

  /** A plan that does a job once with one of its kernels, to be timed. */
  async trial(job: string, variant: KernelVariant): Promise<Plan> {
    const candidate: Candidate = { ...this.familyOf(job), variant };
    return (await trialPlan(this.gpu.device, this.gpu.pipelines, candidate, 'time')).plan;
  }

  /** Takes note of the ms of one job by variant. */
  noteTimes(job: string, ms: Record<string, number>): void {
    const { family, shape } = this.familyOf(job);
    const choice = this.chosen.get(job)!;
    choice.ms = ms;
    const variant = this.faster(job) ?? choice.variant.name;
    this.measured[job] = { variant, ms, version: this.proofs.version(family, shape) };
  }

  /** A kernel that is faster than the current one of a job by enough to be worth a change, and was not dropped since it was measured. */
  faster(job: string): string | undefined {
    const choice = this.chosen.get(job);
    if (!choice?.ms) return undefined;
    const { variant, ms } = choice;
    const { family, shape } = this.familyOf(job);
    const [best] = Object.entries(ms)
      .filter(([name, time]) => time > 0 && !this.proofs.hasDropped(name, family, shape))
      .sort(([, a], [, b]) => a - b);
    return best && best[1] <= fasterThan * ms[variant.name]! ? best[0] : undefined;
  }

  /** Of these kernels, by the job: those that can do it and pass their proof. */
  async usable(names: Readonly<Record<string, string>>): Promise<Map<string, KernelVariant>> {
    const usable = new Map<string, KernelVariant>();
    await Promise.all(
      Object.entries(names).map(async ([job, name]) => {
        const { family, shape } = this.find(job) ?? {};
        const variant = family?.variants.find((one) => one.name === name && one.fits(shape));
        if (family && variant && (await this.proofs.passes({ family, variant, shape }))) usable.set(job, variant);
      }),
    );
    return usable;
  }

  /** Plans that are made from now on use these kernels, also for jobs that are new to them; plans that exist are the engine's concern. */
  change(kernels: ReadonlyMap<string, KernelVariant>): void {
    for (const [job, variant] of kernels) this.chosen.set(job, { ...this.chosen.get(job), variant });
  }
}
