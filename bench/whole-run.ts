/** `first-step` and `*-run`: runs in the product's train worker, opened and played as the page does it. */
import type { RunConfig } from '../src/run/records.ts';
import { resolvePreset } from '../src/systems/presets.ts';
import type { RealmConfig } from '../src/systems/realm/settings.ts';
import { TrainClient } from '../src/worker/client.ts';
import type { FirstStepReport, RunReport } from './report.ts';

/** The phases of one run, in order. */
interface PlayedRun {
  phases: { phase: string; steps: number; waitMs: number; seconds: number }[];
  pipelines: number;
}

/** Rows of the report, and how many pipelines were compiled. */
export interface Timed<Row> {
  rows: Row[];
  pipelines: number;
}

/** Opens a run and plays it to its end. */
async function play(client: TrainClient, config: RunConfig): Promise<PlayedRun> {
  const phases: PlayedRun['phases'] = [];
  let pipelines = 0;
  /** The end of the phase before. */
  let begin = performance.now();
  let last = begin;
  let leave = () => {};
  const ended = new Promise<void>((resolve, reject) => {
    leave = client.subscribe((event) => {
      if (event.type === 'failed' || event.type === 'died') reject(new Error(event.error.message));
      if (event.type === 'state' && event.state === 'finished') resolve();
      if (event.type === 'kernels') pipelines = event.report.pipelines;
      if (event.type !== 'steps') return;
      const now = performance.now();
      if (phases.at(-1)?.phase !== event.phase) {
        begin = last;
        phases.push({ phase: event.phase, steps: 0, waitMs: now - begin, seconds: 0 });
      }
      const current = phases.at(-1)!;
      current.steps += event.records.length;
      current.seconds = (now - begin) / 1000;
      last = now;
    });
  });
  try {
    await client.open({ runId: crypto.randomUUID(), config });
    await client.play();
    await ended;
  } finally {
    leave();
  }
  return { phases, pipelines };
}

/** A few steps of each phase of `bios`, first in a new worker, then in the same one again. */
export async function measureFirstSteps(): Promise<Timed<FirstStepReport>> {
  const preset = 'bios';
  const config = resolvePreset<RealmConfig>(preset, { ict: { steps: 40 }, warmup: { steps: 40 }, joint: { steps: 4 } });
  const client = new TrainClient();
  try {
    const cold = await play(client, config);
    const warm = await play(client, config);
    const rows = cold.phases.map(({ phase, waitMs }, i) => {
      return { preset, phase, coldMs: waitMs, warmMs: warm.phases[i]!.waitMs };
    });
    return { rows, pipelines: cold.pipelines };
  } finally {
    client.close();
  }
}

/** A whole run of a preset, in a new worker. */
export async function measureRun(preset: string): Promise<Timed<RunReport>> {
  const client = new TrainClient();
  try {
    const { phases, pipelines } = await play(client, resolvePreset(preset));
    return { rows: phases.map(({ phase, steps, seconds }) => ({ preset, phase, steps, seconds })), pipelines };
  } finally {
    client.close();
  }
}
