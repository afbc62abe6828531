/**
 * The kernels that can compute attention and its gradients. All give the same sums up to rounding. An attention is a job with a name; its kernels
 * are looked up in the recorder's choices, and without a choice those of `attention-rows.ts` are used.
 */
import type { DispatchRequest, Recorder, Slot } from '../../gpu/plan.ts';
import { RetrogradError } from '../../util/errors.ts';
import type { KernelVariant } from '../kernel-family.ts';
import type { GradientSlot } from '../op.ts';
import { recordRows, recordRowsBackward } from './attention-rows.ts';
import { attentionTiles } from './attention-tiles.ts';

/** Which keys a query sees: the masks of `attention`, then those of `crossAttention`. */
const seenNames = ['padding', 'causal', 'prefix', 'data', 'lengths', 'starts', 'mask'] as const;
export type AttentionSeen = (typeof seenNames)[number];

/** One attention without its operands: everything that the choice of a kernel depends on. */
export interface AttentionShape {
  /** Queries, keys and values lie in one tensor. */
  packed: boolean;
  rows: number;
  heads: number;
  queryCount: number;
  keyCount: number;
  /** Width of a head, a multiple of 4. */
  size: number;
  seen: AttentionSeen;
}

export interface AttentionProgram extends AttentionShape {
  /** Constants of the layout and of the mask (see `gpu/kernels/attention.ts`). */
  constants: Record<string, number>;
  /** Queries, keys and values, and the tensors that decide which keys a query sees. */
  bindings: DispatchRequest['bindings'];
}

export interface AttentionRequest {
  program: AttentionProgram;
  /** (R, Tq, d), and the log-sum-exp (R, H, Tq). */
  out: Slot;
  saved: Slot;
}

export interface AttentionBackwardRequest extends AttentionRequest {
  /** ∂out (R, Tq, d). */
  gradient: Slot;
  /** What is written, by its name in the kernels. In the packed layout both are one tensor. */
  into: { queries: Record<string, GradientSlot>; keys?: Record<string, GradientSlot> };
}

export type AttentionVariant<Request> = KernelVariant<AttentionShape, Request>;

const fits = () => true;
// every adapter has 16 KiB of workgroup memory; one with less than 32 refuses the larger tiles
const small = attentionTiles('tiles of 16 KiB', { bytes: 2 ** 14, workgroups: 128 });
const large = attentionTiles('tiles of 32 KiB', { bytes: 2 ** 15, workgroups: 128 });

/** The default is the first: rows in registers, without barriers. It fits every shape, and the others are compared with it. */
export const attentionVariants: readonly AttentionVariant<AttentionRequest>[] = [
  { name: 'rows', fits, record: recordRows },
  small.forward,
  large.forward,
];

/** The same for the backward pass. */
export const attentionBackwardVariants: readonly AttentionVariant<AttentionBackwardRequest>[] = [
  { name: 'rows', fits, record: recordRowsBackward },
  small.backward,
  large.backward,
];

export type AttentionPass = 'attention' | 'attention-backward';

/** R×T×H×(head size), or R×Tq×Tk×H×(head size) if queries and keys lie apart, e.g. `attention-backward 16×64×4×64 causal`. */
export function attentionJob(pass: AttentionPass, shape: AttentionShape): string {
  const { packed, rows, queryCount, keyCount, heads, size, seen } = shape;
  return `${pass} ${[rows, queryCount, ...(packed ? [] : [keyCount]), heads, size].join('×')} ${seen}`;
}

/** The inverse of `attentionJob`; undefined for a job of another kind. */
export function attentionOfJob(job: string): { pass: AttentionPass; shape: AttentionShape } | undefined {
  const [, pass, sizes, seen] = /^(attention(?:-backward)?) ([\d×]+) (\w+)$/.exec(job) ?? [];
  if (!pass || !sizes || !seen) return undefined;
  const numbers = sizes.split('×').map(Number);
  const packed = numbers.length === 4;
  const [rows, queryCount, keyCount, heads, size] = (
    packed ? [numbers[0], numbers[1], ...numbers.slice(1)] : numbers
  ) as [number, number, number, number, number];
  const shape = { packed, rows, queryCount, keyCount, heads, size, seen: seen as AttentionSeen };
  return { pass: pass as AttentionPass, shape };
}

export function recordAttention(recorder: Recorder, request: AttentionRequest): void {
  chosen(recorder, 'attention', attentionVariants, request.program).record(recorder, request);
}

export function recordAttentionBackward(recorder: Recorder, request: AttentionBackwardRequest): void {
  chosen(recorder, 'attention-backward', attentionBackwardVariants, request.program).record(recorder, request);
}

function chosen<Request>(
  recorder: Recorder,
  pass: AttentionPass,
  variants: readonly AttentionVariant<Request>[],
  shape: AttentionShape,
): AttentionVariant<Request> {
  const name = recorder.choose(attentionJob(pass, shape));
  const variant = name === undefined ? variants[0] : variants.find((candidate) => candidate.name === name);
  if (!variant) throw new RetrogradError('internal', `There is no ${pass} called “${name}”.`);
  return variant;
}
