/**
 * A family of kernels: all that can do one kind of job, such as matrix products. A job is what a plan records once a step, named by everything
 * on which the choice of its kernel depends, e.g. `nt 128×64×256 + bias`. A new family is one object of this type and one line in
 * kernel-families.ts; then its kernels are proved, chosen, tuned and recorded like all others.
 */
import type { Plan, Recorder, Slot } from '../gpu/plan.ts';

/** `software`: the GPU is emulated on the CPU. */
export type AdapterClass = 'software' | 'hardware';

export interface KernelVariant<Shape = unknown, Request = unknown> {
  readonly name: string;
  /** The device feature that it needs. */
  readonly needs?: GPUFeatureName;
  /** Largest allowed difference from the plainest kernel, relative to the largest value, if it is not that of f32. */
  readonly tolerance?: number;
  fits(shape: Shape): boolean;
  record(recorder: Recorder, request: Request): void;
}

/** A job with operands of its own. */
export interface Trial<Request> {
  request: Request;
  /** What is computed, in the order in which kernels are compared: each may write its results in an order of its own. */
  results: readonly Slot[];
  /** Writes the values of its inputs. */
  fill(plan: Pick<Plan, 'inputView'>): void;
}

export interface KernelFamily<Shape = unknown, Request = unknown> {
  /** Sizes and everything else that a name says; undefined for the jobs of other families. */
  shapeOf(job: string): Shape | undefined;
  /** Names are unique within a family. What records a job finds its kernel by the name that `Recorder.choose` returns. */
  readonly variants: readonly KernelVariant<Shape, Request>[];
  /** One of them: it fits every shape, and the others are compared with it. */
  readonly plainest: KernelVariant<Shape, Request>;
  /** The table: names of variants for a shape, best first. The first that fits, and passes its proof, is used; after them the plainest. */
  table(adapter: AdapterClass, shape: Shape): readonly string[];
  /** Floating-point operations: costly jobs are measured first. */
  work(shape: Shape): number;
  /** Jobs of one name, which no other family has, share a proof. It is made on the first of these shapes that a variant fits; they should be awkward ones. */
  proof(shape: Shape): { name: string; shapes: readonly Shape[] };
  /**
   * For a proof every input has random values and every result is an output. To measure time, inputs may have no values where the time does
   * not depend on them: a large input costs more to write than to compute with.
   */
  trial(shape: Shape, purpose: 'proof' | 'time'): Trial<Request>;
}

/** The variants that a family's table names for a shape, best first; the plainest is the last. */
export function tabled<Shape, Request>(
  { variants, plainest, table }: Pick<KernelFamily<Shape, Request>, 'variants' | 'plainest' | 'table'>,
  adapter: AdapterClass,
  shape: Shape,
): KernelVariant<Shape, Request>[] {
  const named = table(adapter, shape).flatMap((name) => variants.filter((variant) => variant.name === name));
  return [...new Set([...named, plainest])].filter((variant) => variant.fits(shape));
}
