/**
 * Matrix products. A product is a job with a name; which kernel does it is looked up in the recorder's choices (`KernelChoices`), and where
 * nothing was chosen the first variant that fits does it.
 */
import type { Recorder, Slot } from '../gpu/plan.ts';
import { fittingVariants, variantNamed } from './matmul-variants.ts';
import type { GradientSlot } from './op.ts';

/** How the two factors are stored: a is (M, K) and b (K, N); `nt`: b is (N, K); `tn`: a is (K, M). */
export type Layout = 'nn' | 'nt' | 'tn';

export interface MatmulRequest {
  layout: Layout;
  m: number;
  n: number;
  k: number;
  a: Slot;
  b: Slot;
  out: Slot;
  alpha?: number;
  accumulate?: boolean;
  /** Epilogue, in this order: + bias (n); the value before GELU is kept in `before`; + residual (m, n); × GELU′(slope) (m, n). Not with `tn`. */
  bias?: Slot;
  before?: Slot;
  residual?: Slot;
  slope?: Slot;
  /** `tn` only: Σ_k b[k, n] as well, (n): a bias' gradient beside its weight's. */
  sums?: GradientSlot;
  /** Both factors may be rounded to f16; sums stay f32. */
  half?: boolean;
}

/** A product without its operands: all that a choice of kernel depends on. */
export interface MatmulShape {
  layout: Layout;
  m: number;
  n: number;
  k: number;
  extras: readonly MatmulExtra[];
}

const extraNames = ['accumulate', 'bias', 'before', 'residual', 'slope', 'sums', 'half'] as const;
export type MatmulExtra = (typeof extraNames)[number];

export function shapeOf(request: MatmulRequest): MatmulShape {
  const { layout, m, n, k } = request;
  return { layout, m, n, k, extras: extraNames.filter((name) => Boolean(request[name])) };
}

/** e.g. `nt 128×64×256 + bias + before`: M×N×K. */
export function jobName({ layout, m, n, k, extras }: MatmulShape): string {
  return [`${layout} ${m}×${n}×${k}`, ...extras].join(' + ');
}

/** What `jobName` was made from. */
export function shapeOfJob(job: string): MatmulShape {
  const [head, ...extras] = job.split(' + ');
  const [layout, sizes] = head!.split(' ') as [Layout, string];
  const [m, n, k] = sizes.split('×').map(Number) as [number, number, number];
  return { layout, m, n, k, extras: extras as MatmulExtra[] };
}

export function recordMatmul(recorder: Recorder, request: MatmulRequest): void {
  const shape = shapeOf(request);
  const chosen = recorder.choose(jobName(shape));
  const variant = chosen === undefined ? fittingVariants(shape)[0]! : variantNamed(chosen);
  variant.record(recorder, request);
}
