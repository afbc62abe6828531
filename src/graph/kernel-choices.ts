/**
 * Chooses the kernel of each matrix product on this device. No adapter is trusted: every variant is first compared with the plain kernel on
 * random numbers. It is dropped if it differs, does not compile, or needs a feature that the device lacks. Of the others the fastest is
 * chosen for each job, if times are measured at all. `report` returns the choices.
 */
import { Plan, Recorder, type Slot } from '../gpu/plan.ts';
import type { PipelineCache } from '../gpu/shader.ts';
import { RetrogradError, toErrorReport } from '../util/errors.ts';
import { Prng } from '../util/prng.ts';
import { type MatmulExtra, type MatmulRequest, type MatmulShape, shapeOfJob } from './matmul.ts';
import { fittingVariants, type MatmulVariant, matmulVariants } from './matmul-variants.ts';

export interface KernelChoice {
  variant: string;
  /** Measured ms of one product by variant; absent if nothing was measured. */
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

/** Largest allowed difference from the plain kernel, relative to the largest value. Summing a few hundred f32 terms in another order stays far below it. */
const tolerance = 1e-5;
/** A measurement repeats the product for about this time. */
const measureMs = 2;
const maxRepeats = 64;

export class KernelChoices {
  private readonly chosen = new Map<string, KernelChoice>();
  private readonly dropped = new Map<string, string>();
  private readonly proofs = new Map<string, Promise<boolean>>();

  /**
   * @param options.measured measure the variants' times; otherwise the first variant that passes its check is chosen
   * @param options.halfPrecision forward products may round their factors to f16, if that is faster
   * @param options.known choices of an earlier session on the same adapter; their variants are checked again
   */
  constructor(
    private readonly device: GPUDevice,
    private readonly pipelines: PipelineCache,
    private readonly options: {
      measured: boolean;
      halfPrecision?: boolean;
      known?: Record<string, KernelChoice>;
      variants?: readonly MatmulVariant[];
    },
  ) {}

  get halfPrecision(): boolean {
    return this.options.halfPrecision ?? false;
  }

  /** The variant that was chosen for a job; undefined before `prepare`. */
  of(job: string): string | undefined {
    return this.chosen.get(job)?.variant;
  }

  report(): KernelReport {
    return {
      chosen: Object.fromEntries(this.chosen),
      dropped: Object.fromEntries(this.dropped),
      pipelines: this.pipelines.requested,
    };
  }

  /** Checks and, if times are measured, measures the variants that fit these jobs. */
  async prepare(jobs: Iterable<string>): Promise<void> {
    const open = [...jobs].filter((job) => !this.chosen.has(job));
    const candidates = await Promise.all(open.map((job) => this.candidates(job)));
    // one measurement at a time: two at once would slow each other down
    for (const [i, job] of open.entries()) this.chosen.set(job, await this.fastest(shapeOfJob(job), candidates[i]!));
  }

  /** The variants that fit a job and passed their check; or the choice of an earlier session, if its variant passed. */
  private async candidates(job: string): Promise<KernelChoice | MatmulVariant[]> {
    const shape = shapeOfJob(job);
    const { variants = matmulVariants, measured } = this.options;
    const known = this.options.known?.[job];
    const named = variants.find(({ name }) => name === known?.variant);
    if (known && named?.fits(shape) && (await this.proved(named, shape))) return known;
    if (measured) {
      const fitting = variants.filter((variant) => variant.fits(shape));
      const proofs = await Promise.all(fitting.map((variant) => this.proved(variant, shape)));
      return fitting.filter((_, i) => proofs[i]);
    }
    // the first that passes is chosen, so the others are not compiled
    for (const variant of fittingVariants(shape, variants)) if (await this.proved(variant, shape)) return [variant];
    throw new RetrogradError('internal', `No variant computes ${job}.`);
  }

  private async fastest(shape: MatmulShape, candidates: KernelChoice | MatmulVariant[]): Promise<KernelChoice> {
    if (!Array.isArray(candidates)) return candidates;
    if (!this.options.measured) return { variant: candidates[0]!.name };
    const ms: Record<string, number> = {};
    for (const variant of candidates) ms[variant.name] = await this.time(variant, shape);
    const [best] = Object.entries(ms).sort(([, a], [, b]) => a - b);
    return { variant: best![0], ms };
  }

  private proved(variant: MatmulVariant, { layout }: MatmulShape): Promise<boolean> {
    if (variant.name === 'plain') return Promise.resolve(true);
    const key = `${variant.name}, ${layout}`;
    let proof = this.proofs.get(key);
    if (!proof) {
      proof = this.prove(variant, layout).then((fault) => {
        if (fault) this.dropped.set(key, fault);
        return fault === undefined;
      });
      this.proofs.set(key, proof);
    }
    return proof;
  }

  /** The fault of a variant, or undefined. It is checked on a shape that is no multiple of a tile, with every extra that the layout allows. */
  private async prove(variant: MatmulVariant, layout: MatmulShape['layout']): Promise<string | undefined> {
    if (variant.needs && !this.device.features.has(variant.needs)) return `this device has no ${variant.needs}`;
    const extras: MatmulExtra[] =
      layout === 'tn' ? ['sums'] : layout === 'nt' ? ['slope'] : ['bias', 'before', 'residual'];
    const sizes = { layout, m: 68, n: 36, k: 600 };
    const shape = [
      { ...sizes, extras },
      { ...sizes, extras: [] },
      { ...sizes, extras: [...extras, 'half'] as const },
    ].find((candidate) => variant.fits(candidate));
    if (!shape) return undefined;
    try {
      const plain = matmulVariants.find(({ name }) => name === 'plain')!;
      const [expected, actual] = await Promise.all([this.results(plain, shape), this.results(variant, shape)]);
      const scale = expected.reduce((top, value) => Math.max(top, Math.abs(value)), 0);
      const worst = expected.reduce(
        (top, value, i) =>
          Math.max(top, Number.isFinite(actual[i]!) ? Math.abs(value - actual[i]!) : Number.POSITIVE_INFINITY),
        0,
      );
      if (worst <= (variant.tolerance ?? tolerance) * scale) return undefined;
      return `differs from the plain kernel by ${worst.toPrecision(2)} of ${scale.toPrecision(2)}`;
    } catch (error) {
      return toErrorReport(error).message;
    }
  }

  private async results(variant: MatmulVariant, shape: MatmulShape): Promise<Float32Array> {
    const program = await this.program(variant, shape, 1, true);
    try {
      return await program.run();
    } finally {
      program.destroy();
    }
  }

  /** Median time of one product over three rounds, in ms. */
  private async time(variant: MatmulVariant, shape: MatmulShape): Promise<number> {
    const once = await this.program(variant, shape, 1, false);
    await this.elapsed(once);
    const first = await this.elapsed(once);
    once.destroy();
    const repeats = Math.max(1, Math.min(maxRepeats, Math.round(measureMs / first)));
    const many = await this.program(variant, shape, repeats, false);
    await this.elapsed(many);
    const rounds = [await this.elapsed(many), await this.elapsed(many), await this.elapsed(many)].sort((a, b) => a - b);
    many.destroy();
    return rounds[1]! / repeats;
  }

  private async elapsed(program: Plan): Promise<number> {
    const start = performance.now();
    void program.run();
    await this.device.queue.onSubmittedWorkDone();
    return performance.now() - start;
  }

  /** A plan that computes the product `repeats` times, with the same random operands. */
  private async program(variant: MatmulVariant, shape: MatmulShape, repeats: number, readBack: boolean): Promise<Plan> {
    const { layout, m, n, k, extras } = shape;
    const inputs: Slot[] = [];
    const input = (label: string, elements: number): Slot => {
      const slot: Slot = { label, elements, role: 'input' };
      inputs.push(slot);
      return slot;
    };
    const output = (label: string, elements: number): Slot => ({
      label,
      elements,
      ...(readBack && { role: 'output' }),
    });
    const has = (extra: MatmulExtra) => extras.includes(extra);
    const request: MatmulRequest = {
      layout,
      m,
      n,
      k,
      a: input('a', m * k),
      b: input('b', k * n),
      out: output('out', m * n),
      accumulate: has('accumulate'),
      ...(has('bias') && { bias: input('bias', n) }),
      ...(has('before') && { before: output('before', m * n) }),
      ...(has('residual') && { residual: input('residual', m * n) }),
      ...(has('slope') && { slope: input('slope', m * n) }),
      ...(has('sums') && { sums: { slot: output('sums', n), accumulate: false } }),
    };
    const recorder = new Recorder();
    for (let i = 0; i < repeats; i++) variant.record(recorder, request);
    const plan = await Plan.create(this.device, this.pipelines, recorder.dispatches);
    const prng = new Prng(1);
    for (const slot of inputs) {
      const view = plan.inputView(slot, 'f32');
      for (let i = 0; i < view.length; i++) view[i] = 2 * prng.uniform() - 1;
    }
    return plan;
  }
}
