/**
 * The kernels that can compute log-likelihoods over a vocabulary. A job with a name; its kernel is looked up in the recorder's choices, and
 * without a choice the first is used.
 */
import rowSource from '../../gpu/kernels/log-likelihood.wgsl?raw';
import backwardSource from '../../gpu/kernels/log-likelihood-backward.wgsl?raw';
import backwardVec4Source from '../../gpu/kernels/log-likelihood-backward-vec4.wgsl?raw';
import workgroupSource from '../../gpu/kernels/log-likelihood-workgroup.wgsl?raw';
import type { Recorder, Slot } from '../../gpu/plan.ts';
import { workgroupSize } from '../../gpu/shader.ts';
import { RetrogradError } from '../../util/errors.ts';
import type { KernelVariant } from '../kernel-family.ts';
import type { GradientSlot } from '../op.ts';

/** One log-likelihood without its operands: everything that the choice of a kernel depends on. */
export interface LikelihoodShape {
  rows: number;
  vocabularySize: number;
}

export interface LikelihoodRequest extends LikelihoodShape {
  /** (n, V), and (n) u32. */
  logits: Slot;
  targets: Slot;
  /** Both (n): log p(target), and the log-sum-exp. */
  out: Slot;
  saved: Slot;
}

export interface LikelihoodBackwardRequest extends Omit<LikelihoodRequest, 'out'> {
  /** ∂out (n). */
  gradient: Slot;
  /** ∂logits (n, V). */
  into: GradientSlot;
}

export type LikelihoodVariant = KernelVariant<LikelihoodShape, LikelihoodRequest>;

/** A row per invocation. Any shape. Every other variant is compared with it. */
const row: LikelihoodVariant = {
  name: 'row',
  fits: () => true,
  record(recorder, { rows, vocabularySize, logits, targets, out, saved }) {
    recorder.dispatch({
      kernel: { name: 'log-likelihood', source: rowSource },
      constants: { V: vocabularySize },
      bindings: {
        logits: { slot: logits, element: 'f32' },
        targets: { slot: targets, element: 'u32' },
        out: { slot: out, element: 'f32' },
        saved: { slot: saved, element: 'f32' },
      },
      threads: rows,
    });
  },
};

/** A row per workgroup, which reads it once. The vocabulary is a multiple of four. */
const workgroup: LikelihoodVariant = {
  name: 'workgroup',
  fits: ({ vocabularySize }) => vocabularySize % 4 === 0,
  record(recorder, { rows, vocabularySize, logits, targets, out, saved }) {
    recorder.dispatch({
      kernel: { name: 'log-likelihood workgroup', source: workgroupSource },
      constants: { ROWS: rows, V4: vocabularySize / 4 },
      bindings: {
        logits: { slot: logits, element: 'vec4f' },
        targets: { slot: targets, element: 'u32' },
        out: { slot: out, element: 'f32' },
        saved: { slot: saved, element: 'f32' },
      },
      threads: rows * workgroupSize,
    });
  },
};

/** The default is the first. */
export const likelihoodVariants: readonly LikelihoodVariant[] = [row, workgroup];

/** Rows × vocabulary, e.g. `log-likelihood 1024×4096`. */
export function likelihoodJob({ rows, vocabularySize }: LikelihoodShape): string {
  return `log-likelihood ${rows}×${vocabularySize}`;
}

/** The inverse of `likelihoodJob`; undefined for a job of another kind. */
export function likelihoodOfJob(job: string): LikelihoodShape | undefined {
  const [, rows, columns] = /^log-likelihood (\d+)×(\d+)$/.exec(job) ?? [];
  return rows && columns ? { rows: Number(rows), vocabularySize: Number(columns) } : undefined;
}

export function recordLikelihood(recorder: Recorder, request: LikelihoodRequest): void {
  const name = recorder.choose(likelihoodJob(request)) ?? row.name;
  const variant = likelihoodVariants.find((candidate) => candidate.name === name);
  if (!variant) throw new RetrogradError('internal', `There is no log-likelihood called “${name}”.`);
  variant.record(recorder, request);
}

/** One pass over the logits: four elements per invocation if the vocabulary is a multiple of four, otherwise one. */
export function recordLikelihoodBackward(
  recorder: Recorder,
  { rows, vocabularySize, logits, targets, saved, gradient, into }: LikelihoodBackwardRequest,
): void {
  const wide = vocabularySize % 4 === 0;
  const element = wide ? 'vec4f' : 'f32';
  recorder.dispatch({
    kernel: { name: 'log-likelihood-backward', source: wide ? backwardVec4Source : backwardSource },
    constants: { V: vocabularySize, ACCUMULATE: Number(into.accumulate) },
    bindings: {
      logits: { slot: logits, element },
      targets: { slot: targets, element: 'u32' },
      saved: { slot: saved, element: 'f32' },
      gradient: { slot: gradient, element: 'f32' },
      out: { slot: into.slot, element },
    },
    threads: (rows * vocabularySize) / (wide ? 4 : 1),
  });
}
