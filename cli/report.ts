/** What `--json` holds (DESIGN.md, "Command line"). A run that goes on from a checkpoint goes on with its report. */
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod/mini';
import type { Evaluation, Phase } from '../src/run/records.ts';
import { phaseOfWeights } from '../src/state/checkpoint-meta.ts';
import { phaseNumber, phases } from '../src/state/progress.ts';
import type { Moment } from '../src/state/session-state.ts';
import { changedKeys, configFromUnknown } from '../src/state/settings.ts';
import type { RunConfig } from '../src/systems/realm/config.ts';
import { RetrogradError } from '../src/util/errors.ts';
import type { Options } from './options.ts';

export interface Report {
  preset: string;
  seed: number;
  steps: number;
  adapter: string;
  config: RunConfig;
  lossCurve: { phase: Phase; step: number; loss: number }[];
  evaluations: Evaluation[];
  refreshes: { requestedAtStep: number; swappedAtStep: number; documents: number; embedMs: number; buildMs: number }[];
  skipped: Record<string, number>;
  stepsPerSecond: number;
}

type Records = Pick<Report, 'lossCurve' | 'evaluations' | 'refreshes' | 'stepsPerSecond'>;

/**
 * The report at the start of a run: empty, or where the run goes on from a checkpoint and `--json` names its report, what that holds up to
 * the checkpoint. Throws `bad-option` where the file is anything else, so that it is not written over.
 */
export function beginReport({ config, imported, json, checkpoint }: Options): Report {
  const resumed = checkpoint && json !== undefined && existsSync(json) ? phaseOfWeights(checkpoint.weights) : null;
  return {
    preset: config.preset,
    seed: config.seed,
    steps: config.joint.steps,
    adapter: '',
    config,
    lossCurve: [],
    evaluations: [],
    refreshes: [],
    skipped: { ...imported },
    stepsPerSecond: 0,
    ...(resumed && recordsUntil(resumed, json!, config)),
  };
}

const moment = { phase: z.enum(phases), step: z.int() };
const reportSchema = z.object({
  config: z.looseObject({}),
  lossCurve: z.array(z.object({ ...moment, loss: z.number() })),
  evaluations: z.array(z.looseObject(moment)),
  refreshes: z.array(
    z.object({
      requestedAtStep: z.int(),
      swappedAtStep: z.int(),
      documents: z.int(),
      embedMs: z.number(),
      buildMs: z.number(),
    }),
  ),
  stepsPerSecond: z.number(),
});

function recordsUntil(end: Moment, path: string, config: RunConfig): Records {
  const refused = (what: string) =>
    new RetrogradError('bad-option', `--json: ${path} ${what}: give another file, or move this one away.`);
  const parsed = reportSchema.safeParse(parseReport(path));
  if (!parsed.success) throw refused('exists and is no report of a run');
  const changed = changedKeys(configFromUnknown(parsed.data.config), config);
  if (changed.length > 0) throw refused(`is the report of a run with another ${changed.slice(0, 3).join(', ')}`);
  const { lossCurve, evaluations, refreshes, stepsPerSecond } = parsed.data;
  const done = (phase: Phase, step: number) =>
    phaseNumber[phase] < phaseNumber[end.phase] || (phase === end.phase && step <= end.step);
  return {
    lossCurve: lossCurve.filter(({ phase, step }) => done(phase, step)),
    evaluations: (evaluations as unknown as Evaluation[]).filter(({ phase, step }) => done(phase, step)),
    refreshes: refreshes.filter(({ swappedAtStep }) => done('joint', swappedAtStep)),
    stepsPerSecond,
  };
}

function parseReport(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
