/**
 * The command behind `npm run soak`: trains the preset `smoke` for the requested number of joint steps, with regular refreshes of the index, and
 * reports whether memory and the time of a step are constant. It runs the product: the train worker and its index workers in one Chromium.
 */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { openTrainer } from '../cli/trainer.ts';
import { resolvePreset } from '../src/systems/presets.ts';
import type { RealmConfig } from '../src/systems/realm/settings.ts';
import { writeJson } from './command.ts';
import { median, slope } from './measure.ts';

const usage = `npm run soak -- [options]
  --steps N        joint steps (default: 7200)
  --every N        steps between two samples (default: 100)
  --json FILE      write the samples to FILE
  --help           this text
Memory is the resident set of the browser's processes as the operating system's \`ps\` tells it.`;

/** Resident memory in MiB by kind of process, at a joint step. */
interface Sample {
  step: number;
  /** Median time of the steps since the previous sample. */
  msPerStep: number;
  renderer: number;
  gpu: number;
  refreshes: number;
}

interface SoakReport {
  adapter: string;
  steps: number;
  samples: Sample[];
  /** MiB per 1,000 steps over the second half, least squares. */
  growth: { renderer: number; gpu: number };
  /** Median step of the last quarter divided by that of the second. */
  slowdown: number;
}

/** Exit status: 0 done, 1 failed, 2 bad options. */
export async function main(args: string[]): Promise<number> {
  let steps: number;
  let every: number;
  let json: string | undefined;
  try {
    const { values } = parseArgs({
      args,
      options: {
        steps: { type: 'string', default: '7200' },
        every: { type: 'string', default: '100' },
        json: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) {
      console.log(usage);
      return 0;
    }
    steps = Number(values.steps);
    every = Number(values.every);
    json = values.json;
    if (!Number.isInteger(every) || every < 1)
      throw new Error(`--every is ${values.every}: give a whole number from 1.`);
    if (!Number.isInteger(steps) || steps < 8 * every) {
      throw new Error(`--steps is ${values.steps}: give a whole number from ${8 * every}, eight samples.`);
    }
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    return 2;
  }
  const report: SoakReport = { adapter: '', steps, samples: [], growth: { renderer: 0, gpu: 0 }, slowdown: 0 };
  const trainer = await openTrainer();
  try {
    const config = resolvePreset<RealmConfig>('smoke', {
      joint: { steps, refreshEvery: 50 },
      evaluation: { every: steps },
    });
    const { session } = await trainer.ask('open', { runId: randomUUID(), config });
    report.adapter = session.adapter;
    let refreshes = 0;
    let times: number[] = [];
    let last = Number.NaN;
    await trainer.playToEnd((event) => {
      if (event.type === 'refresh' && event.refresh.stage === 'swapped') refreshes++;
      if (event.type !== 'steps' || event.phase !== 'joint') return;
      const now = performance.now();
      times.push((now - last) / event.records.length);
      last = now;
      const { step } = event.records.at(-1)!;
      if (step < (report.samples.length + 1) * every) return;
      const sample = { step, msPerStep: median(times.filter(Number.isFinite)), ...residentMemory(), refreshes };
      times = [];
      report.samples.push(sample);
      const { msPerStep, renderer, gpu } = sample;
      console.log(
        `step ${step}: ${msPerStep.toFixed(1)} ms, renderer ${renderer.toFixed(0)} MiB, GPU process ${gpu.toFixed(0)} MiB, ${refreshes} refreshes`,
      );
      if (json) writeJson(json, report);
    });
  } catch (error) {
    console.error((error as Error).message);
    return 1;
  } finally {
    await trainer.close();
  }
  const { samples } = report;
  const half = samples.slice(samples.length >> 1);
  const perThousand = (of: 'renderer' | 'gpu') =>
    1000 *
    slope(
      half.map(({ step }) => step),
      half.map((sample) => sample[of]),
    );
  report.growth = { renderer: perThousand('renderer'), gpu: perThousand('gpu') };
  const quarter = (n: number) =>
    median(
      samples
        .slice(Math.floor((n * samples.length) / 4), Math.floor(((n + 1) * samples.length) / 4))
        .map(({ msPerStep }) => msPerStep),
    );
  report.slowdown = quarter(3) / quarter(1);
  if (json) writeJson(json, report);
  console.log(
    `growth in the second half, MiB per 1,000 steps: renderer ${report.growth.renderer.toFixed(2)}, GPU process ${report.growth.gpu.toFixed(2)}; a step of the last quarter takes ${report.slowdown.toFixed(2)} of one of the second; ${report.adapter}`,
  );
  return 0;
}

/** MiB of the child processes, at any depth, of this one. */
function residentMemory(): { renderer: number; gpu: number } {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,rss=,args='], { encoding: 'utf8', maxBuffer: 1 << 26 })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, pid, parent, kib, command]) => ({
      pid: Number(pid),
      parent: Number(parent),
      kib: Number(kib),
      command: command!,
    }));
  const ours = new Set([process.pid]);
  for (let known = 0; known < ours.size; ) {
    known = ours.size;
    for (const { pid, parent } of rows) if (ours.has(parent)) ours.add(pid);
  }
  const total = (type: string) =>
    rows.reduce((sum, { pid, kib, command }) => (ours.has(pid) && command.includes(type) ? sum + kib : sum), 0) / 1024;
  return { renderer: total('--type=renderer'), gpu: total('--type=gpu-process') };
}
