/**
 * The kernels that can compute log-likelihoods over a vocabulary and their gradient. A job with a name; its kernels are looked up in the
 * recorder's choices, and without a choice the first are used.
 */

import rowSource from '../../gpu/kernels/log-likelihood.wgsl?raw';
import backwardSource from '../../gpu/kernels/log-likelihood-backward.wgsl?raw';
import backwardVec4Source from '../../gpu/kernels/log-likelihood-backward-vec4.wgsl?raw';
import workgroupSource from '../../gpu/kernels/log-likelihood-workgroup.wgsl?raw';
import type { Recorder, Slot } from '../../gpu/plan.ts';
import { workgroupSize } from '../../gpu/shader.ts';
import { RetrogradError } from '../../util/errors.ts';
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

export interface LikelihoodVariant {
  name: string;
  /** Used only if times are measured: on the software adapter it is slower. */
  measuredOnly?: boolean;
  fits(shape: LikelihoodShape): boolean;
  record(recorder: Recorder, request: LikelihoodRequest): void;
  recordBackward(recorder: Recorder, request: LikelihoodBackwardRequest): void;
}

/** Forward a row per invocation, backward an element. Any shape. Every other variant is compared with it. */
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
  recordBackward(recorder, { rows, vocabularySize, logits, targets, saved, gradient, into }) {
    recorder.dispatch({
      kernel: { name: 'log-likelihood-backward', source: backwardSource },
      constants: { V: vocabularySize, ACCUMULATE: Number(into.accumulate) },
      bindings: {
        logits: { slot: logits, element: 'f32' },
        targets: { slot: targets, element: 'u32' },
        saved: { slot: saved, element: 'f32' },
        gradient: { slot: gradient, element: 'f32' },
        out: { slot: into.slot, element: 'f32' },
      },
      threads: rows * vocabularySize,
    });
  },
};

/** Forward a row per workgroup, which reads it once; backward four elements per invocation. The vocabulary is a multiple of four. */
const workgroup: LikelihoodVariant = {
  name: 'workgroup',
  measuredOnly: true,
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
  recordBackward(recorder, { rows, vocabularySize, logits, targets, saved, gradient, into }) {
    recorder.dispatch({
      kernel: { name: 'log-likelihood-backward vec4', source: backwardVec4Source },
      constants: { V4: vocabularySize / 4, ACCUMULATE: Number(into.accumulate) },
      bindings: {
        logits: { slot: logits, element: 'vec4f' },
        targets: { slot: targets, element: 'u32' },
        saved: { slot: saved, element: 'f32' },
        gradient: { slot: gradient, element: 'f32' },
        out: { slot: into.slot, element: 'vec4f' },
      },
      threads: (rows * vocabularySize) / 4,
    });
  },
};

/** The default is the first. */
export const likelihoodVariants: readonly LikelihoodVariant[] = [row, workgroup];

export type LikelihoodPass = 'log-likelihood' | 'log-likelihood-backward';

/** Rows × vocabulary, e.g. `log-likelihood 1024×4096`. */
export function likelihoodJob(pass: LikelihoodPass, { rows, vocabularySize }: LikelihoodShape): string {
  return `${pass} ${rows}×${vocabularySize}`;
}

/** The inverse of `likelihoodJob`; undefined for a job of another kind. */
export function likelihoodOfJob(job: string): { pass: LikelihoodPass; shape: LikelihoodShape } | undefined {
  const [, pass, rows, columns] = /^(log-likelihood(?:-backward)?) (\d+)×(\d+)$/.exec(job) ?? [];
  if (!pass) return undefined;
  return { pass: pass as LikelihoodPass, shape: { rows: Number(rows), vocabularySize: Number(columns) } };
}

export function recordLikelihood(recorder: Recorder, request: LikelihoodRequest): void {
  chosen(recorder, 'log-likelihood', request).record(recorder, request);
}

export function recordLikelihoodBackward(recorder: Recorder, request: LikelihoodBackwardRequest): void {
  chosen(recorder, 'log-likelihood-backward', request).recordBackward(recorder, request);
}

function chosen(recorder: Recorder, pass: LikelihoodPass, shape: LikelihoodShape): LikelihoodVariant {
  const name = recorder.choose(likelihoodJob(pass, shape)) ?? row.name;
  const variant = likelihoodVariants.find((candidate) => candidate.name === name);
  if (!variant) throw new RetrogradError('internal', `There is no log-likelihood called “${name}”.`);
  return variant;
}
