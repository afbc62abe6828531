/**
 * Contenders take turns: A B C A B C …, a block of steps each, so that other load on the machine affects all equally. Every contender is driven in
 * the same way: a step is submitted while the previous one is still on the GPU, and every loss is read back.
 */
import type { GpuClock } from '../src/gpu/clock.ts';
import type { GpuCounters } from './counters.ts';
import { comparedSteps, type Deadline, LeftOut, planRounds, seconds, type WantedRounds } from './limits.ts';
import type { Counts, Measured, PeerName } from './report.ts';

/** One implementation of one case, with a state of its own. */
export interface Contender {
  name: 'ours' | PeerName;
  /** Submits the next step, and resolves to its loss (0 if there is none) when the GPU has finished it. */
  step(): Promise<number>;
  destroy(): void | Promise<void>;
  /** Has a span for each submit; absent where the device has no timestamp queries, and in peers. */
  clock?: GpuClock;
}

export interface Outcome {
  contender: Contender;
  measured: Measured & Counts;
  jsMs: number;
  gpuMs: number | null;
}

/** Steps that may be pending before the oldest is awaited. */
const inFlight = 2;
const warmUpSteps = 2;
/** A contender whose step takes longer has warmed up with its first steps. */
const warmUpMs = 1000;
/** The largest relative difference of losses that float32 can explain, over Adam's steps too. */
const tolerance = 1e-3;

/**
 * Throws if a contender's first losses differ from ours: then it computes something else, and a comparison would be unfair. Either may have
 * computed fewer than the other.
 */
export function requireSameLosses(ours: readonly number[], theirs: readonly number[], name: string): void {
  ours.slice(0, theirs.length).forEach((loss, i) => {
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

/**
 * First losses of one contender, `wanted` (at least two) or fewer, one step at a time, and the median time of the later of these steps, as a first estimate. Throws `LeftOut` if
 * the first step has shown that there is no time for a second.
 */
export async function firstLosses(
  contender: Contender,
  deadline: Deadline,
  wanted = 5,
): Promise<{ losses: number[]; ms: number }> {
  const losses: number[] = [];
  const times: number[] = [];
  const step = async () => {
    const start = performance.now();
    losses.push(await contender.step());
    times.push(performance.now() - start);
  };
  await step();
  if (times[0]! > deadline.leftMs) {
    const left = seconds(deadline.leftMs);
    throw new LeftOut(
      `left out after its first step: it took ${seconds(times[0]!)}, and ${left} of its limit are left`,
    );
  }
  await step();
  const compared = Math.min(wanted, comparedSteps(times[1]!, deadline.limitMs));
  while (losses.length < compared) await step();
  return { losses, ms: median(times.slice(compared > 2 ? 2 : 1)) };
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

/** GPU time of one step, by a contender's clock; null if it has none. */
function takeGpuMs(clock: GpuClock | undefined): number | null {
  const spans = clock?.take();
  if (!spans?.length) return null;
  return spans.reduce((sum, { begin, end }) => sum + end - begin, 0) / spans.length;
}

/**
 * Measures the contenders in turns, each with an estimate of the time of its step in ms; they must have run their first steps. Outcomes are in the
 * given order; a contender that has none was left out, for lack of time.
 *
 * @param repeats a contender's step may stand for several repetitions of the work: everything is divided by this
 */
export async function sideBySide(
  contenders: { contender: Contender; firstMs: number }[],
  counters: Pick<GpuCounters, 'reset' | 'perStep'>,
  deadline: Deadline,
  wanted: WantedRounds,
  repeats = 1,
): Promise<{ outcomes: Outcome[]; rounds: number }> {
  const stepMs: number[] = [];
  for (const { contender, firstMs } of contenders) {
    const warm = firstMs < warmUpMs ? (await runSteps(contender, warmUpSteps)).ms / warmUpSteps : firstMs;
    stepMs.push(warm);
  }
  const { kept, steps, rounds } = planRounds(stepMs, deadline.leftMs, wanted);
  const lanes = kept.map((index, lane) => ({
    contender: contenders[index]!.contender,
    steps: steps[lane]!,
    times: [] as number[],
    scriptTimes: [] as number[],
    gpuTimes: [] as (number | null)[],
    counts: undefined as Counts | undefined,
  }));
  let done = 0;
  let roundMs = 0;
  for (; done < rounds && (done === 0 || roundMs < deadline.leftMs); done++) {
    const start = performance.now();
    for (const lane of lanes) {
      lane.contender.clock?.take();
      counters.reset();
      const { ms, jsMs } = await runSteps(lane.contender, lane.steps);
      lane.counts = counters.perStep(lane.steps * repeats);
      lane.times.push(ms / lane.steps / repeats);
      lane.scriptTimes.push(jsMs / lane.steps / repeats);
      lane.gpuTimes.push(takeGpuMs(lane.contender.clock));
    }
    roundMs = performance.now() - start;
  }
  const outcomes = lanes.map(({ contender, times, scriptTimes, gpuTimes, counts }): Outcome => {
    const timed = gpuTimes.filter((ms) => ms !== null);
    return {
      contender,
      measured: { ms: median(times), range: [Math.min(...times), Math.max(...times)], ...counts! },
      jsMs: median(scriptTimes),
      gpuMs: timed.length > 0 ? median(timed) / repeats : null,
    };
  });
  return { outcomes, rounds: done };
}
