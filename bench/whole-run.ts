/** `first-step` and `run-PRESET`: runs in the product's train worker, opened and played as the page does it. */
import type { RunConfig } from '../src/run/records.ts';
import { resolvePreset } from '../src/systems/presets.ts';
import type { RealmConfig } from '../src/systems/realm/settings.ts';
import { TrainClient } from '../src/worker/client.ts';
import type { FirstStepReport, RunReport } from './report.ts';

/** Times of one run, in ms. */
interface RunTimes {
  /** By phase: from `open`, or from the last step of the phase before, to the first step that is reported. */
  waits: Map<string, number>;
  /** By phase: steps, and the time from the first step to the last, evaluations included. */
  phases: RunReport['phases'];
  pipelines: number;
}

/** Opens a run and plays it to its end. */
async function play(client: TrainClient, config: RunConfig): Promise<RunTimes> {
  const waits = new Map<string, number>();
  const phases = new Map<string, { steps: number; from: number; to: number }>();
  let pipelines = 0;
  let last = performance.now();
  const ended = new Promise<void>((resolve, reject) => {
    client.subscribe((event) => {
      if (event.type === 'failed' || event.type === 'died') reject(new Error(event.error.message));
      if (event.type === 'state' && event.state === 'finished') resolve();
      if (event.type === 'kernels') pipelines = event.report.pipelines;
      if (event.type !== 'steps') return;
      const now = performance.now();
      const known = phases.get(event.phase);
      if (!known) waits.set(event.phase, now - last);
      phases.set(event.phase, {
        steps: (known?.steps ?? 0) + event.records.length,
        from: known?.from ?? now,
        to: now,
      });
      last = now;
    });
  });
  await client.open({ runId: crypto.randomUUID(), config });
  await client.play();
  await ended;
  return {
    waits,
    phases: [...phases].map(([phase, { steps, from, to }]) => ({ phase, steps, seconds: (to - from) / 1000 })),
    pipelines,
  };
}

/** A few steps of each phase of `bios`, first in a new worker, then in the same one again. */
export async function measureFirstSteps(): Promise<FirstStepReport> {
  const preset = 'bios';
  const config = resolvePreset<RealmConfig>(preset, { ict: { steps: 40 }, warmup: { steps: 40 }, joint: { steps: 4 } });
  const client = new TrainClient();
  try {
    const cold = await play(client, config);
    const warm = await play(client, config);
    return {
      preset,
      phases: [...cold.waits].map(([phase, coldMs]) => ({ phase, coldMs, warmMs: warm.waits.get(phase)! })),
      pipelines: cold.pipelines,
    };
  } finally {
    client.close();
  }
}

/** A whole run of a preset, in a new worker. */
export async function measureRun(preset: string): Promise<RunReport> {
  const client = new TrainClient();
  const begin = performance.now();
  try {
    const { phases, pipelines } = await play(client, resolvePreset(preset));
    return { preset, seconds: (performance.now() - begin) / 1000, phases, pipelines };
  } finally {
    client.close();
  }
}
