/** Results as lines for a terminal. */
import type {
  CaseReport,
  Counts,
  FirstStepReport,
  GenerationReport,
  GrowthReport,
  IndexReport,
  RunReport,
} from './report.ts';

const whole = (x: number) => (Number.isInteger(x) ? String(x) : x.toFixed(1));
const countsOf = (m: Partial<Counts>) =>
  `${whole(m.dispatches ?? 0)} dispatches, ${whole(m.submits ?? 0)} submits, ${whole(m.newBuffers ?? 0)} buffers, ${whole(m.newBindGroups ?? 0)} bind groups`;

export function describe({ name, ours, arenaBytes, refresh, peers, ratio, notes = [] }: CaseReport): string {
  const lines = [
    `${name}: ${ours.ms.toFixed(3)} ms, ${ours.gpuMs === null ? '' : `${ours.gpuMs.toFixed(3)} ms on the GPU, `}${ours.jsMs === null ? '' : `${ours.jsMs.toFixed(3)} ms of JavaScript, `}${ours.gflops.toFixed(2)} GFLOP/s; ${countsOf(ours)}`,
  ];
  if (arenaBytes !== undefined) {
    lines.push(
      `  ${(1000 / ours.ms).toFixed(2)} steps a second; ${(arenaBytes / 2 ** 20).toFixed(1)} MiB in the plan's arena`,
    );
  }
  if (refresh) {
    const { documents, indexes, embedMs, buildMs } = refresh;
    const rate = Math.round((1000 * documents) / embedMs);
    lines.push(
      `  ${indexes} refreshes of ${documents} documents: embedding ${embedMs.toFixed(0)} ms (${rate} documents a second), building ${buildMs.toFixed(0)} ms`,
    );
  }
  for (const [peer, measured] of Object.entries(peers)) {
    const times = ratio[peer as keyof typeof ratio]!;
    const calls = measured.dispatches === undefined ? '' : `; ${countsOf(measured)}`;
    lines.push(`  ${peer}: ${measured.ms.toFixed(3)} ms (ours is ${times.toFixed(3)} of it)${calls}`);
  }
  return [...lines, ...notes.map((note) => `  ${note}`)].join('\n');
}

export function describeFirstStep({ preset, phase, coldMs, warmMs }: FirstStepReport): string {
  return `first step of ${preset}, ${phase}: ${(coldMs / 1000).toFixed(2)} s cold, ${(warmMs / 1000).toFixed(2)} s warm`;
}

export function describeRun({ preset, phase, steps, seconds }: RunReport): string {
  return `${preset}, ${phase}: ${steps} steps in ${seconds.toFixed(1)} s, with the wait for the first`;
}

export function describeGeneration(report: GenerationReport): string {
  const { model, cache, given, length, tokensPerSecond } = report;
  return `${model}, ${given} to ${length} tokens, ${cache ? 'cache' : 'no cache'}: ${tokensPerSecond.toFixed(1)} tokens a second; a token: ${countsOf(report)}`;
}

export function describeIndex({ documents, dim, buildMs, searchMs, recallAt8, bytes }: IndexReport): string {
  const mebibytes = bytes / 2 ** 20;
  return `index of ${documents} × ${dim}: built in ${(buildMs / 1000).toFixed(2)} s, ${searchMs.toFixed(3)} ms a search, recall@8 ${recallAt8.toFixed(3)}, ${mebibytes.toFixed(1)} MiB`;
}

export function describeGrowth({ size, cost, sizes, ms, exponent }: GrowthReport): string {
  const points = sizes.map((value, i) => `${value}: ${ms[i]!.toFixed(ms[i]! < 1 ? 3 : 1)} ms`).join(', ');
  return `${cost} by ${size}: exponent ${exponent.toFixed(2)} (${points})`;
}
