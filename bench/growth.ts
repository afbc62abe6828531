/** `growth`: how the cost of a step, of a build and of a search grows with one size at a time, all sizes measured in turns. */
import { measureIndex } from './index-size.ts';
import { type Contender, median, runSteps, slope } from './measure.ts';
import type { GrowthReport } from './report.ts';
import { smallLanguageModel, type Workload } from './workloads.ts';

const rounds = 5;
const stepsPerRound = 4;

const languageModels: { size: GrowthReport['size']; sizes: number[]; work(size: number): Workload }[] = [
  { size: 'width', sizes: [32, 64, 128, 256], work: (width) => smallLanguageModel({ width }) },
  { size: 'depth', sizes: [1, 2, 4, 8], work: (layers) => smallLanguageModel({ layers }) },
  { size: 'length', sizes: [32, 64, 128, 256], work: (length) => smallLanguageModel({ length }) },
];
/** The null document included. */
const candidates = [2, 4, 8, 16];
const documents = [1000, 2000, 4000, 8000];

/** @param trainer a language model's steps; @param realm the joint step of the preset `bios`, batch 4, with a given number of candidates */
export async function measureGrowth(
  trainer: (work: Workload) => Promise<Contender>,
  realm: (candidates: number) => Promise<Contender & { quiet(): Promise<void> }>,
): Promise<GrowthReport[]> {
  const reports: GrowthReport[] = [];
  const take = (size: GrowthReport['size'], cost: GrowthReport['cost'], sizes: number[], ms: number[]) =>
    reports.push({ size, cost, sizes, ms, exponent: slope(sizes.map(Math.log), ms.map(Math.log)) });
  for (const { size, sizes, work } of languageModels) {
    const contenders: Contender[] = [];
    for (const value of sizes) contenders.push(await trainer(work(value)));
    take(size, 'step', sizes, await stepTimes(contenders, async (one) => (await runSteps(one, stepsPerRound)).ms));
  }
  const runs: Awaited<ReturnType<typeof realm>>[] = [];
  for (const count of candidates) {
    const run = await realm(count);
    await run.step();
    await run.quiet();
    runs.push(run);
  }
  take('candidates', 'step', candidates, await stepTimes(runs, oneByOne));
  const indexes = [];
  for (const count of documents) indexes.push(await measureIndex(count));
  const buildTimes = indexes.map(({ buildMs }) => buildMs);
  const searchTimes = indexes.map(({ searchMs }) => searchMs);
  take('documents', 'build', documents, buildTimes);
  take('documents', 'search', documents, searchTimes);
  return reports;
}

/** A run submits ahead by itself and takes one call at a time; at the end its steps on the GPU are awaited. */
async function oneByOne(run: Contender & { quiet(): Promise<void> }): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < stepsPerRound; i++) await run.step();
  await run.quiet();
  return performance.now() - start;
}

/** Median time of a step of each, a few steps at a time; ends them. `runRound` takes `stepsPerRound` steps and returns their time in ms. */
async function stepTimes<T extends Contender>(
  contenders: T[],
  runRound: (one: T) => Promise<number>,
): Promise<number[]> {
  const times = contenders.map((): number[] => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [i, contender] of contenders.entries()) {
      const ms = await runRound(contender);
      if (round > 0) times[i]!.push(ms / stepsPerRound); // the first round is a warm-up
    }
  }
  for (const contender of contenders) await contender.destroy();
  return times.map(median);
}
