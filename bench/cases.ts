/** The cases that need nothing but WebGPU: a training step, a matrix product; ours beside the peers that are available. */
import type { Gpu } from '../src/gpu/device.ts';
import type { CompiledGraph } from '../src/graph/compile.ts';
import { Prng } from '../src/util/prng.ts';
import type { GpuCounters } from './counters.ts';
import { type Contender, firstLosses, requireSameLosses, sideBySide } from './measure.ts';
import { type MatmulContender, type MatmulInputs, ourMatmul, ourTrainer } from './ours.ts';
import type { CaseReport, KernelShare, Measured, PeerName } from './report.ts';
import { type Lookup, lookups, matmulShape, patienceMs, stepFlops, type Workload, workload } from './workloads.ts';

export interface Peer {
  trainer(work: Workload, lookup: Lookup): Promise<Contender>;
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

function report(
  name: string,
  contenders: Contender[],
  outcomes: Awaited<ReturnType<typeof sideBySide>>,
  flops: number,
  losses: Map<Contender, number[]>,
  notes: string[],
): CaseReport {
  const [own, ...others] = outcomes;
  const { ms } = own!.measured;
  const result: CaseReport = {
    name,
    ours: { ...own!.measured, jsMs: own!.jsMs, gflops: flops / ms / 1e6, losses: losses.get(contenders[0]!) },
    peers: {},
    ratio: {},
    ...(notes.length > 0 && { notes }),
  };
  others.forEach(({ measured }, i) => {
    const contender = contenders[i + 1]!;
    const peer = contender.name as PeerName;
    const theirs: Measured = { ...measured, losses: losses.get(contender) };
    result.peers[peer] = theirs;
    result.ratio[peer] = ms / theirs.ms;
  });
  return result;
}

export async function trainingCase(name: string, { gpu, counters, peers }: Bench): Promise<CaseReport> {
  const work = workload(name);
  const ours = await ourTrainer(gpu, work);
  const contenders: Contender[] = [ours];
  const own = await firstLosses(ours);
  const losses = new Map<Contender, number[]>([[ours, own.losses]]);
  const notes: string[] = [];
  for (const [peer, { trainer }] of Object.entries(peers) as [PeerName, Peer][]) {
    let best: { contender: Contender; ms: number; losses: number[] } | undefined;
    for (const lookup of lookups[peer]) {
      if (best && best.ms > patienceMs) continue;
      let contender: Contender | undefined;
      let first: Awaited<ReturnType<typeof firstLosses>>;
      try {
        contender = await trainer(work, lookup);
        first = await firstLosses(contender);
      } catch (error) {
        notes.push(`${peer}, tokens ${lookup}: ${error instanceof Error ? error.message : String(error)}`);
        await contender?.destroy();
        continue;
      }
      requireSameLosses(own.losses, first.losses, `${peer}, tokens ${lookup}`);
      notes.push(`${peer}, tokens ${lookup}: about ${first.ms.toFixed(1)} ms`);
      const worse = best && best.ms <= first.ms ? contender : best?.contender;
      if (!best || first.ms < best.ms) best = { contender, ...first };
      await worse?.destroy();
    }
    if (!best) continue;
    contenders.push(best.contender);
    losses.set(best.contender, best.losses);
  }
  const outcomes = await sideBySide(contenders, counters, { rounds: 7, blockMs: 400, budgetMs: 20_000 });
  const result = report(name, contenders, outcomes, stepFlops(work.graph.graph), losses, notes);
  result.kernels = await kernelShares(gpu, ours.compiled);
  for (const contender of contenders) await contender.destroy();
  return result;
}

/** Rounds of products: work of about this many floating-point operations in one step, so that the wait for the GPU costs little. */
const flopsPerStep = 3e8;

export async function matmulCase(name: string, { gpu, counters, peers }: Bench): Promise<CaseReport> {
  const shape = matmulShape(name);
  const { m, k, n } = shape;
  const flops = 2 * m * k * n;
  const prng = new Prng(1);
  const random = (count: number) => Float32Array.from({ length: count }, () => prng.normal());
  const repeats = Math.min(16, Math.max(1, Math.round(flopsPerStep / flops)));
  const inputs: MatmulInputs = { ...shape, a: random(m * k), b: random(k * n), repeats };
  const contenders: MatmulContender[] = [await ourMatmul(gpu, inputs)];
  const notes: string[] = [];
  for (const [peer, { matmul }] of Object.entries(peers)) {
    try {
      const contender = await matmul(inputs);
      await contender.step();
      contenders.push(contender);
    } catch (error) {
      notes.push(`${peer} could not do this: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  for (const contender of contenders) {
    await contender.step();
    requireProduct(inputs, await contender.product(), contender.name);
  }
  const outcomes = await sideBySide(contenders, counters, { rounds: 7, blockMs: 200, budgetMs: 10_000, repeats });
  const result = report(name, contenders, outcomes, flops, new Map(), notes);
  for (const contender of contenders) await contender.destroy();
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
