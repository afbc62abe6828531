/**
 * Matrix products. A product is a job with a name. Its kernel is looked up in the recorder's choices (`KernelChoices`); without a choice the
 * first variant that fits is used.
 */
import type { Recorder, Slot } from '../gpu/plan.ts';
import { fittingVariants, variantNamed } from './matmul-variants.ts';
import type { GradientSlot } from './op.ts';

/** How the two factors are stored. `nn`: a is (M, K) and b (K, N); `nt`: b is (N, K); `tn`: a is (K, M). */
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
  /** Epilogue, in this order: + bias (n); GELU, with its argument saved in `before`; + residual (m, n); × GELU′(slope) (m, n). Not with `tn`. */
  bias?: Slot;
  before?: Slot;
  residual?: Slot;
  slope?: Slot;
  /** `tn` only: also computes Σ_k b[k, n], (n), the gradient of a bias beside that of its weight. Not multiplied by alpha. */
  sums?: GradientSlot;
  /** Both factors may be rounded to f16; sums stay f32. */
  half?: boolean;
}

/** A product without its operands: everything that the choice of a kernel depends on. */
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

/** A name with M×N×K, e.g. `nt 128×64×256 + bias + before`. */
export function jobName({ layout, m, n, k, extras }: MatmulShape): string {
  return [`${layout} ${m}×${n}×${k}`, ...extras].join(' + ');
}

/** Whether a job is a product, and not of another kind. */
export const isProduct = (job: string): boolean => /^(nn|nt|tn) /.test(job);

/** The inverse of `jobName`. */
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
