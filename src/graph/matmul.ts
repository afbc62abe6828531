/**
 * Matrix products. A product is a job with a name. Its kernel is that of the recorder's choices (`KernelChoices`); without a choice it is that of
 * the table for a software adapter.
 */
import type { Recorder, Slot } from '../gpu/plan.ts';
import { tabled } from './kernel-family.ts';
import { matmulTable } from './matmul-table.ts';
import { matmulVariants, plain, variantNamed } from './matmul-variants.ts';
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

/** The inverse of `jobName`; undefined for the name of another job. */
export function shapeOfJob(job: string): MatmulShape | undefined {
  const [head, ...extras] = job.split(' + ');
  const parts = /^(nn|nt|tn) (\d+)×(\d+)×(\d+)$/.exec(head!);
  if (!parts) return undefined;
  const [m, n, k] = parts.slice(2).map(Number) as [number, number, number];
  return { layout: parts[1] as Layout, m, n, k, extras: extras as MatmulExtra[] };
}

const withoutChoice = { variants: matmulVariants, plainest: plain, table: matmulTable };

export function recordMatmul(recorder: Recorder, request: MatmulRequest): void {
  const shape = shapeOf(request);
  const chosen = recorder.choose(jobName(shape));
  const variant = chosen === undefined ? tabled(withoutChoice, 'software', shape)[0]! : variantNamed(chosen);
  variant.record(recorder, request);
}
