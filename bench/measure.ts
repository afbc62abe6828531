/**
 * Contenders take turns: A B C A B C …, a block of steps each, so that other load on the machine affects all equally. Every contender is driven in
 * the same way: a step is submitted while the previous one is still on the GPU, and every loss is read back.
 */
import type { GpuCounters } from './counters.ts';
import type { Counts, Measured, PeerName } from './report.ts';

/** One implementation of one case, with a state of its own. */
export interface Contender {
  name: 'ours' | PeerName;
  /** Submits the next step, and resolves to its loss (0 if there is none) when the GPU has finished it. */
  step(): Promise<number>;
  destroy(): void | Promise<void>;
}

export interface Plan {
  rounds: number;
  /** The approximate time of a block of steps. */
  blockMs: number;
  /** No further round begins after this time, if there have been three. */
  budgetMs: number;
  /** A contender's step may stand for several repetitions of the work: everything is divided by this. */
  repeats?: number;
}

export interface Outcome {
  measured: Measured & Counts;
  jsMs: number;
}

/** Steps that may be pending before the oldest is awaited. */
const inFlight = 2;
const comparedSteps = 5;
const warmUpSteps = 2;
const fewestRounds = 3;
/** The largest relative difference of losses that float32 can explain, over Adam's steps too. */
const tolerance = 2e-3;

/** Throws if a contender's first losses differ from ours: then it computes something else, and a comparison would be unfair. */
export function requireSameLosses(ours: readonly number[], theirs: readonly number[], name: string): void {
  ours.forEach((loss, i) => {
    const difference = Math.abs(loss - theirs[i]!) / Math.max(1e-6, Math.abs(loss));
    if (!(difference <= tolerance)) {
      throw new Error(
        `unfair: the loss of step ${i + 1} is ${loss} here and ${theirs[i]} in ${name}; all: ${ours.join(', ')} against ${theirs.join(', ')}`,
      );
    }
  });
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Slope of the least-squares line through the points (x, y). */
export function slope(x: readonly number[], y: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [middleX, middleY] = [mean(x), mean(y)];
  let products = 0;
  let squares = 0;
  x.forEach((value, i) => {
    products += (value - middleX) * (y[i]! - middleY);
    squares += (value - middleX) ** 2;
  });
  return products / squares;
}

/** First losses of one contender, one step at a time, and the median time of the later of these steps, as a first estimate. */
export async function firstLosses(contender: Contender): Promise<{ losses: number[]; ms: number }> {
  const losses: number[] = [];
  const times: number[] = [];
  for (let i = 0; i < comparedSteps; i++) {
    const start = performance.now();
    losses.push(await contender.step());
    times.push(performance.now() - start);
  }
  return { losses, ms: median(times.slice(2)) };
}

/** Runs a number of steps, and returns the whole time and the time that the thread spent in `step` itself. */
export async function runSteps(contender: Contender, steps: number): Promise<{ ms: number; jsMs: number }> {
  const waiting: Promise<number>[] = [];
  const start = performance.now();
  let jsMs = 0;
  for (let i = 0; i < steps; i++) {
    const before = performance.now();
    const done = contender.step();
    jsMs += performance.now() - before;
    waiting.push(done);
    if (waiting.length >= inFlight) await waiting.shift();
  }
  await Promise.all(waiting);
  return { ms: performance.now() - start, jsMs };
}

/** Measures the contenders in turns; they must have run their first steps. Results are in the given order. */
export async function sideBySide(contenders: Contender[], counters: GpuCounters, plan: Plan): Promise<Outcome[]> {
  const repeats = plan.repeats ?? 1;
  const lanes = [];
  for (const contender of contenders) {
    const { ms } = await runSteps(contender, warmUpSteps);
    const steps = Math.min(400, Math.max(2, Math.round((plan.blockMs * warmUpSteps) / ms)));
    lanes.push({ contender, steps, times: [] as number[], scriptTimes: [] as number[] });
  }
  const start = performance.now();
  for (let round = 0; round < plan.rounds; round++) {
    if (round >= fewestRounds && performance.now() - start > plan.budgetMs) break;
    for (const { contender, steps, times, scriptTimes } of lanes) {
      const { ms, jsMs } = await runSteps(contender, steps);
      times.push(ms / steps / repeats);
      scriptTimes.push(jsMs / steps / repeats);
    }
  }
  const outcomes: Outcome[] = [];
  for (const { contender, times, scriptTimes } of lanes) {
    const counted = 2;
    counters.reset();
    await runSteps(contender, counted);
    const counts = counters.perStep(counted * repeats);
    outcomes.push({
      measured: { ms: median(times), range: [Math.min(...times), Math.max(...times)], ...counts },
      jsMs: median(scriptTimes),
    });
  }
  return outcomes;
}
