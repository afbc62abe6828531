/** The cases that need nothing but WebGPU: a training step, a matrix product; ours beside the peers that are available. */
import type { Gpu } from '../src/gpu/device.ts';
import type { CompiledGraph } from '../src/graph/compile.ts';
import { stepFlops } from '../src/graph/flops.ts';
import { Prng } from '../src/util/prng.ts';
import { productBytes, productFlops, stepBytes } from './cost.ts';
import type { GpuCounters } from './counters.ts';
import { Deadline, LeftOut, type Rates, requireTime, roundsNote, seconds, type WantedRounds } from './limits.ts';
import { type Contender, firstLosses, type Outcome, requireSameLosses, sideBySide } from './measure.ts';
import { type MatmulContender, type MatmulInputs, ourMatmul, ourTrainer } from './ours.ts';
import { type PresetWorkload, presetTrainingCases, presetWorkload } from './preset-workloads.ts';
import type { CaseReport, KernelShare, PeerName } from './report.ts';
import { type Lookup, lookups, matmulShape, patienceMs, type Workload, workload } from './workloads.ts';

export interface Peer {
  trainer(work: Workload, lookup: Lookup): Promise<Contender>;
  /** Absent: these models are not written for this peer. */
  presetTrainer?(work: PresetWorkload, lookup: Lookup): Promise<Contender>;
  matmul(inputs: MatmulInputs): Promise<MatmulContender>;
}

export type Peers = Partial<Record<PeerName, Peer>>;

/** The GPU that a case is measured on, and the peers. */
export interface Bench {
  gpu: Gpu;
  counters: GpuCounters;
  peers: Peers;
}

/** GPU time per kernel of one step, with the inputs of the last step. It repeats that step, update included. */
export async function kernelShares(gpu: Gpu, compiled: CompiledGraph): Promise<KernelShare[] | undefined> {
  if (!gpu.clock) return undefined;
  const total = new Map<string, KernelShare>();
  let sum = 0;
  for (const { label, ms } of await compiled.profile()) {
    const share = total.get(label) ?? { kernel: label, dispatches: 0, ms: 0, share: 0 };
    share.dispatches++;
    share.ms += ms;
    sum += ms;
    total.set(label, share);
  }
  return [...total.values()].map((share) => ({ ...share, share: share.ms / sum })).sort((a, b) => b.ms - a.ms);
}

/** The report of a case from the outcomes of its contenders, ours first. */
function report(
  name: string,
  cost: { flops: number; bytes: number },
  outcomes: Outcome[],
  losses: Map<Contender, number[]>,
  notes: string[],
): CaseReport {
  const [own, ...others] = outcomes;
  const { measured, jsMs, gpuMs, contender } = own!;
  const { ms } = measured;
  const ours = { ...measured, jsMs, gpuMs, gflops: cost.flops / ms / 1e6, losses: losses.get(contender) };
  const result: CaseReport = { name, ...cost, ours, peers: {}, ratio: {}, ...(notes.length > 0 && { notes }) };
  for (const other of others) {
    const peer = other.contender.name as PeerName;
    result.peers[peer] = { ...other.measured, losses: losses.get(other.contender) };
    result.ratio[peer] = ms / other.measured.ms;
  }
  return result;
}

/** Measures in turns; a note says what there was no time for. */
async function measureAll(
  contenders: { contender: Contender; firstMs: number }[],
  { counters }: Bench,
  deadline: Deadline,
  wanted: WantedRounds,
  notes: string[],
  repeats = 1,
): Promise<Outcome[]> {
  const { outcomes, rounds } = await sideBySide(contenders, counters, deadline, wanted, repeats);
  for (const { contender, firstMs } of contenders) {
    if (outcomes.some((outcome) => outcome.contender === contender)) continue;
    notes.push(
      `${contender.name} left out: a step of about ${seconds(firstMs)} did not fit into the limit of ${seconds(deadline.limitMs)}`,
    );
  }
  notes.push(...roundsNote(rounds, deadline.limitMs));
  return outcomes;
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** @throws LeftOut if there is no time even for ours */
export async function trainingCase(name: string, bench: Bench, rates: Rates): Promise<CaseReport> {
  const { gpu, peers } = bench;
  const deadline = new Deadline(name);
  const work = presetTrainingCases.includes(name) ? await presetWorkload(name) : workload(name);
  const { graph } = work.graph;
  const cost = { flops: stepFlops(graph), bytes: stepBytes(graph) };
  requireTime(cost.flops, rates.ours, deadline.leftMs);
  const ours = await ourTrainer(gpu, work);
  const own = await firstLosses(ours, deadline);
  const contenders: { contender: Contender; firstMs: number }[] = [{ contender: ours, firstMs: own.ms }];
  const losses = new Map<Contender, number[]>([[ours, own.losses]]);
  const notes: string[] = [];
  for (const [peer, { trainer, presetTrainer }] of Object.entries(peers) as [PeerName, Peer][]) {
    const train =
      work.kind === 'texts' || work.kind === 'blanks'
        ? presetTrainer && ((lookup: Lookup) => presetTrainer(work, lookup))
        : (lookup: Lookup) => trainer(work, lookup);
    if (!train) continue;
    let best: { contender: Contender; ms: number; losses: number[] } | undefined;
    for (const lookup of lookups[peer]) {
      if (best && best.ms > patienceMs) continue;
      let contender: Contender | undefined;
      let first: Awaited<ReturnType<typeof firstLosses>>;
      try {
        requireTime(cost.flops, rates[peer], deadline.leftMs);
        contender = await train(lookup);
        first = await firstLosses(contender, deadline);
      } catch (error) {
        notes.push(`${peer}, tokens ${lookup}: ${reasonOf(error)}`);
        await contender?.destroy();
        if (error instanceof LeftOut) break;
        continue;
      }
      requireSameLosses(own.losses, first.losses, `${peer}, tokens ${lookup}`);
      notes.push(`${peer}, tokens ${lookup}: about ${first.ms.toFixed(1)} ms`);
      const worse = best && best.ms <= first.ms ? contender : best?.contender;
      if (!best || first.ms < best.ms) best = { contender, ...first };
      await worse?.destroy();
    }
    if (!best) continue;
    contenders.push({ contender: best.contender, firstMs: best.ms });
    losses.set(best.contender, best.losses);
  }
  const wanted = { rounds: 7, blockMs: 400, budgetMs: 20_000 };
  const outcomes = await measureAll(contenders, bench, deadline, wanted, notes);
  const result = report(name, cost, outcomes, losses, notes);
  if (own.ms < deadline.leftMs) result.kernels = await kernelShares(gpu, ours.compiled);
  for (const { contender } of contenders) await contender.destroy();
  return result;
}

/** Products of about so many floating-point operations make one step, so that the wait for the GPU costs little. */
const flopsPerStep = { software: 3e8, hardware: 1e11 };
const mostRepeats = 64;

/** @throws LeftOut if there is no time even for ours */
export async function matmulCase(name: string, bench: Bench, rates: Rates): Promise<CaseReport> {
  const { gpu, peers } = bench;
  const deadline = new Deadline(name);
  const shape = matmulShape(name);
  const { m, k, n } = shape;
  const cost = { flops: productFlops(m, k, n), bytes: productBytes(m, k, n) };
  requireTime(cost.flops, rates.ours, deadline.leftMs);
  const prng = new Prng(1);
  const random = (count: number) => Float32Array.from({ length: count }, () => prng.normal());
  const wantedFlops = flopsPerStep[gpu.software ? 'software' : 'hardware'];
  const repeats = Math.min(mostRepeats, Math.max(1, Math.round(wantedFlops / cost.flops)));
  const inputs: MatmulInputs = { ...shape, a: random(m * k), b: random(k * n), repeats };
  const contenders: { contender: MatmulContender; firstMs: number }[] = [];
  const notes: string[] = [];
  const ours = await ourMatmul(gpu, inputs);
  contenders.push({ contender: ours, firstMs: (await firstLosses(ours, deadline, 2)).ms });
  for (const [peer, { matmul }] of Object.entries(peers) as [PeerName, Peer][]) {
    let contender: MatmulContender | undefined;
    try {
      requireTime(cost.flops, rates[peer], deadline.leftMs);
      contender = await matmul(inputs);
      contenders.push({ contender, firstMs: (await firstLosses(contender, deadline, 2)).ms });
    } catch (error) {
      notes.push(`${peer}: ${reasonOf(error)}`);
      await contender?.destroy();
    }
  }
  for (const { contender } of contenders) requireProduct(inputs, await contender.product(), contender.name);
  const wanted = { rounds: 7, blockMs: 200, budgetMs: 10_000 };
  const outcomes = await measureAll(contenders, bench, deadline, wanted, notes, repeats);
  const result = report(name, cost, outcomes, new Map(), notes);
  for (const { contender } of contenders) await contender.destroy();
  return result;
}

/** Throws if one of a few elements differs from its value in float64. */
function requireProduct({ m, k, n, a, b }: MatmulInputs, product: Float32Array, name: string): void {
  const prng = new Prng(2);
  for (let check = 0; check < 50; check++) {
    const [row, column] = check === 0 ? [m - 1, n - 1] : [prng.int(m), prng.int(n)];
    let sum = 0;
    for (let i = 0; i < k; i++) sum += a[row * k + i]! * b[i * n + column]!;
    if (!(Math.abs(product[row * n + column]! - sum) < 1e-5 * k)) {
      throw new Error(`unfair: ${name} computes ${product[row * n + column]} at (${row}, ${column}), which is ${sum}`);
    }
  }
}
