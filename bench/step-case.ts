/** Cases that measure the product's own steps, several of them in turns. */
import { type Bench, kernelShares } from './cases.ts';
import { Deadline, fewestRounds, roundsNote } from './limits.ts';
import { median } from './measure.ts';
import type { PhaseRun } from './phase-run.ts';
import type { CaseReport } from './report.ts';

const stepsPerBlock = 8;
const wantedRounds = 5;
/** More than three rounds only if they take no longer than this together. */
const budgetMs = 60_000;

interface Lane {
  name: string;
  run: PhaseRun;
  times: number[];
  gpuTimes: number[];
}

/** `open` opens the run of each name. They have the limit of one case together. */
export async function stepCase(
  limit: string,
  names: readonly string[],
  { gpu, counters }: Pick<Bench, 'gpu' | 'counters'>,
  open: (name: string) => Promise<PhaseRun>,
): Promise<CaseReport[]> {
  const deadline = new Deadline(limit);
  const lanes: Lane[] = [];
  for (const name of names) {
    const run = await open(name);
    // the first index, the pipelines, and the just-in-time compiler
    for (let i = 0; i < 4; i++) await run.step();
    await run.quiet();
    lanes.push({ name, run, times: [], gpuTimes: [] });
  }
  const begin = performance.now();
  let rounds = 0;
  for (let roundMs = 0; rounds < wantedRounds; rounds++) {
    if (rounds >= fewestRounds && performance.now() - begin > budgetMs) break;
    if (rounds > 0 && roundMs > deadline.leftMs) break;
    const start = performance.now();
    for (const { run, times, gpuTimes } of lanes) {
      gpu.clock?.take();
      const blockStart = performance.now();
      for (let i = 0; i < stepsPerBlock; i++) await run.step();
      // a step is still on the GPU
      await run.settle();
      times.push((performance.now() - blockStart) / stepsPerBlock);
      // the next block must not include this one's refresh
      await run.quiet();
      const busy = gpu.clock?.take().reduce((sum, span) => sum + span.end - span.begin, 0);
      if (busy !== undefined) gpuTimes.push(busy / stepsPerBlock);
    }
    roundMs = performance.now() - start;
  }
  const reports: CaseReport[] = [];
  for (const { name, run, times, gpuTimes } of lanes) {
    const { flops, bytes } = run;
    counters.reset();
    for (let i = 0; i < stepsPerBlock; i++) await run.step();
    const counts = counters.perStep(stepsPerBlock);
    await run.quiet();
    const plan = await run.plan();
    const refresh = run.refresh();
    const ms = median(times);
    const notes = roundsNote(rounds, deadline.limitMs);
    reports.push({
      name,
      flops,
      bytes,
      ours: {
        ms,
        range: [Math.min(...times), Math.max(...times)],
        ...counts,
        jsMs: null,
        gpuMs: gpuTimes.length > 0 ? median(gpuTimes) : null,
        gflops: flops / ms / 1e6,
      },
      arenaBytes: plan.statistics.arenaBytes,
      ...(refresh && { refresh }),
      peers: {},
      ratio: {},
      kernels: await kernelShares(gpu, plan),
      ...(notes.length > 0 && { notes }),
    });
    await run.destroy();
  }
  return reports;
}
