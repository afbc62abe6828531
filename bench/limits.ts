/** How long each case may take, and what is left out so that it keeps to its limit. */
import type { CaseReport, PeerName } from './report.ts';

/** Seconds by case; a name that ends in * stands for all cases that begin with it. */
export const limits: Readonly<Record<string, number>> = {
  'matmul-*': 60,
  'lm-step-small': 60,
  'lm-step-large': 180,
  'lm-step-d256': 90,
  'lm-step-d512': 60,
  'infonce-step': 60,
  'llara-lm-step': 120,
  'glm-step': 120,
  'realm-step': 120,
  'realm-step-refreshing': 120,
  llara: 240,
  'llara-atlas': 240,
  'llara-smoke': 120,
  glm: 120,
  'glm-cloze': 240,
  'glm-smoke': 120,
  generation: 120,
  'index-*': 300,
  growth: 300,
  'first-step': 240,
  'smoke-run': 240,
  'bios-run': 1800,
};

/** A case plans its rounds so that it keeps to its limit. One that still runs after this multiple of it is stopped. */
export const stopFactor = 2;

/** The table for `--help`. */
export function describeLimits(isCase: (name: string) => boolean): string {
  const listed = Object.entries(limits).filter(([name]) => isCase(name.replace('*', '64')));
  return `Each case has a limit, in seconds. It measures fewer rounds, or leaves out contenders or itself, to keep to
it, and says so. It is stopped after ${stopFactor} times its limit, where it can be.
${listed.map(([name, seconds]) => `  ${name.padEnd(24)}${seconds}`).join('\n')}`;
}

/** In seconds. */
export function limitOf(name: string): number {
  const exact = limits[name];
  if (exact !== undefined) return exact;
  const match = Object.entries(limits).find(([key]) => key.endsWith('*') && name.startsWith(key.slice(0, -1)));
  if (!match) throw new Error(`bench/limits.ts has no limit for ${name}.`);
  return match[1];
}

/** A case, or a contender, would take longer than the limit allows. */
export class LeftOut extends Error {}

/** The time of one case. */
export class Deadline {
  readonly limitMs: number;
  private readonly start: number;

  constructor(
    name: string,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.limitMs = limitOf(name) * 1000;
    this.start = now();
  }

  get leftMs(): number {
    return this.limitMs - (this.now() - this.start);
  }
}

/**
 * The best rate, in GFLOP/s, at which each contender computed a product so far. Steps do not count: that of a small model takes its time for the
 * number of its dispatches, and says nothing of a large one.
 */
export type Rates = Partial<Record<'ours' | PeerName, number>>;

/** The rates after one more product. */
export function raised(rates: Rates, { flops, ours, peers }: Pick<CaseReport, 'flops' | 'ours' | 'peers'>): Rates {
  const next: Rates = { ...rates };
  const raise = (name: 'ours' | PeerName, ms: number | undefined) => {
    if (ms) next[name] = Math.max(next[name] ?? 0, flops / ms / 1e6);
  };
  raise('ours', ours.ms);
  raise('jax', peers.jax?.ms);
  raise('tfjs', peers.tfjs?.ms);
  return next;
}

/** The smallest number of steps with which a contender is measured: two for their losses, and one round of one step. */
const fewestSteps = 3;

/** Throws `LeftOut` if a contender cannot take its fewest steps in the time that is left, even at its best rate of a product. */
export function requireTime(flops: number, gflops: number | undefined, leftMs: number): void {
  if (gflops === undefined) return;
  const stepMs = flops / gflops / 1e6;
  if (fewestSteps * stepMs <= leftMs) return;
  throw new LeftOut(
    `left out: ${(flops / 1e9).toPrecision(3)} GFLOP a step at its best rate of a product, ${gflops.toPrecision(2)} GFLOP/s, take at least ${seconds(stepMs)}, and ${seconds(leftMs)} of its limit are left for ${fewestSteps} steps`,
  );
}

/** A time in ms as text. */
export const seconds = (ms: number): string => `${(Math.max(0, ms) / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;

/** How many losses are compared: five, or fewer, at least two, if they would take more than a tenth of the limit. */
export function comparedSteps(stepMs: number, limitMs: number): number {
  return Math.min(5, Math.max(2, Math.floor(limitMs / 10 / stepMs)));
}

export interface WantedRounds {
  rounds: number;
  /** The approximate time of one contender's block of steps. */
  blockMs: number;
  /** More than three rounds only if they take no longer than this together. */
  budgetMs: number;
}

export interface RoundPlan {
  /** Indices of the contenders that are measured. */
  kept: number[];
  /** Steps in a block of each of them. */
  steps: number[];
  rounds: number;
}

export const fewestRounds = 3;

/** What a case says that measured fewer rounds than that; otherwise nothing. */
export function roundsNote(rounds: number, limitMs: number): string[] {
  if (rounds >= fewestRounds) return [];
  return [`only ${rounds === 1 ? 'one round' : `${rounds} rounds`}, to keep to the limit of ${seconds(limitMs)}`];
}

const mostSteps = 400;
/** The time by which pipelining shortens a step is negligible beside one as slow as this. */
const slowStepMs = 1000;

/**
 * How the contenders take turns in the time that is left. `stepMs`: estimated time of a step of each. If not even one round fits, the slowest is
 * left out; the first, ours, is always kept.
 */
export function planRounds(stepMs: readonly number[], leftMs: number, wanted: WantedRounds): RoundPlan {
  const steps = stepMs.map((ms) =>
    Math.min(mostSteps, Math.max(ms > slowStepMs ? 1 : 2, Math.round(wanted.blockMs / ms))),
  );
  const blockMs = (i: number) => steps[i]! * stepMs[i]!;
  let kept = stepMs.map((_, i) => i);
  while (true) {
    const roundMs = kept.reduce((sum, i) => sum + blockMs(i), 0);
    const fitting = Math.floor(leftMs / roundMs);
    if (fitting >= 1 || kept.length === 1) {
      const affordable = Math.max(fewestRounds, Math.floor(wanted.budgetMs / roundMs));
      const rounds = Math.max(1, Math.min(wanted.rounds, affordable, fitting));
      return { kept, steps: kept.map((i) => steps[i]!), rounds };
    }
    const slowest = kept.slice(1).reduce((worst, i) => (blockMs(i) > blockMs(worst) ? i : worst));
    kept = kept.filter((i) => i !== slowest);
  }
}
