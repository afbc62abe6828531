/** The content of the file of `--json`. A run that is resumed from a checkpoint continues its report. */
import { existsSync, readFileSync } from 'node:fs';
import { readState } from '../src/run/checkpoint.ts';
import type { ExampleResults, Moment, RunConfig, SessionInfo } from '../src/run/records.ts';
import { changedKeys, getSetting, settingsOf } from '../src/run/settings.ts';
import { readConfig } from '../src/systems/presets.ts';
import { systemOf } from '../src/systems/registry.ts';
import { RetrogradError } from '../src/util/errors.ts';
import { z } from '../src/util/zod.ts';
import type { ClientEvent } from '../src/worker/client.ts';
import type { Options } from './options.ts';
import { writeWhole } from './output.ts';

/** An evaluation, flat: its metrics stand beside its phase and step. */
export type ReportedEvaluation = Moment & { skipped: Record<string, number>; [metric: string]: unknown };

export interface ReportedRefresh {
  /** The phase that both steps belong to; older reports lack it. */
  phase?: string;
  requestedAtStep: number;
  swappedAtStep: number;
  /** Blocks that were embedded. */
  documents: number;
  embedMs: number;
  buildMs: number;
}

export interface Report {
  preset: string;
  seed: number;
  steps: number;
  adapter: string;
  config: RunConfig;
  /** Beside the loss of a step the parts that it is the weighted sum of, if it is one. */
  lossCurve: (Moment & { loss: number; [part: string]: number | string })[];
  evaluations: ReportedEvaluation[];
  /** Every question and held-out sentence: first at the start of the run, then at the end of each phase. */
  results: ExampleResults[];
  /** Of documents and questions: examples of two runs can be paired where it is the same. Empty before there are results. */
  corpusFingerprint: string;
  refreshes: ReportedRefresh[];
  skipped: Record<string, number>;
  /** In the phase that was trained last. */
  stepsPerSecond: number;
}

type Records = Pick<
  Report,
  'lossCurve' | 'evaluations' | 'results' | 'corpusFingerprint' | 'refreshes' | 'stepsPerSecond'
>;

export class RunReport {
  readonly content: Report;
  private readonly path?: string;
  private readonly imported: Record<string, number>;
  /** The number of blocks in an index. */
  private blocks = 0;
  private clock = { phase: '', steps: 0, startedAt: 0 };

  /**
   * Empty or, if the run is resumed from a checkpoint and `--json` names its report, the records of that up to the checkpoint. Throws
   * `bad-option` if the file is anything else, so that it is not overwritten.
   */
  constructor({ config, imported, json, checkpoint }: Pick<Options, 'config' | 'imported' | 'json' | 'checkpoint'>) {
    const end = checkpoint && json !== undefined && existsSync(json) ? readState(checkpoint) : null;
    this.path = json;
    this.imported = imported;
    this.content = {
      preset: config.preset,
      seed: config.seed,
      steps: getSetting(config, systemOf(config).stepsKey) as number,
      adapter: '',
      config,
      lossCurve: [],
      evaluations: [],
      results: [],
      corpusFingerprint: '',
      refreshes: [],
      skipped: { ...imported },
      stepsPerSecond: 0,
      ...(end && recordsUntil(end, json!, config)),
    };
  }

  /** Called when the run is open. */
  open({ adapter, config, facts, corpus, skipped }: SessionInfo): void {
    Object.assign(this.content, { adapter, config });
    this.blocks = facts.blocks ?? corpus.documents;
    this.setSkipped(skipped);
  }

  /** @param now milliseconds, of any origin */
  record(event: ClientEvent, now = performance.now()): void {
    const { lossCurve, evaluations, results, refreshes } = this.content;
    switch (event.type) {
      case 'steps':
        for (const { step, metrics } of event.records) {
          const parts = Object.entries(metrics).filter(([name]) => name.endsWith('Loss'));
          lossCurve.push({ phase: event.phase, step, loss: metrics.loss!, ...Object.fromEntries(parts) });
          this.measureSpeed(event.phase, now);
        }
        break;
      case 'evaluation': {
        const { phase, step, metrics, skipped } = event.evaluation;
        evaluations.push({ phase, step, skipped, ...metrics });
        this.setSkipped(skipped);
        break;
      }
      case 'results':
        results.push(event.results);
        this.content.corpusFingerprint = event.measured.corpus;
        break;
      case 'refresh': {
        const { phase } = event;
        const { stage, requestedAtStep, step, embedMs, buildMs } = event.refresh;
        // a resumed run first builds the serving index again
        const known = refreshes.some(
          (one) => one.requestedAtStep === requestedAtStep && (one.phase ?? phase) === phase,
        );
        if (stage === 'swapped' && !known) {
          refreshes.push({ phase, requestedAtStep, swappedAtStep: step, documents: this.blocks, embedMs, buildMs });
        }
        break;
      }
      default:
    }
  }

  save(): void {
    if (this.path !== undefined) writeWhole(this.path, `${JSON.stringify(this.content, null, 1)}\n`);
  }

  /** `skipped` counts the whole run so far, without the import. */
  private setSkipped(skipped: Record<string, number>): void {
    this.content.skipped = { ...this.imported, ...skipped };
  }

  private measureSpeed(phase: string, now: number): void {
    if (phase !== this.clock.phase) this.clock = { phase, steps: 0, startedAt: now };
    else this.clock.steps++;
    const { steps, startedAt } = this.clock;
    if (now > startedAt) this.content.stepsPerSecond = (1000 * steps) / (now - startedAt);
  }
}

const moment = { phase: z.string(), step: z.int() };
const reportSchema = z.object({
  config: z.looseObject({}),
  lossCurve: z.array(z.catchall(z.object({ ...moment, loss: z.number() }), z.number())),
  evaluations: z.array(z.looseObject(moment)),
  // reports of earlier versions have none
  results: z.optional(
    z.array(z.looseObject({ ...moment, questions: z.array(z.unknown()), sentences: z.array(z.unknown()) })),
  ),
  corpusFingerprint: z.optional(z.string()),
  refreshes: z.array(
    z.object({
      phase: z.optional(z.string()),
      requestedAtStep: z.int(),
      swappedAtStep: z.int(),
      documents: z.int(),
      embedMs: z.number(),
      buildMs: z.number(),
    }),
  ),
  stepsPerSecond: z.number(),
});

/** The records of the report at `path` up to a moment of its run. Only settings that a resumed run may change may differ. */
function recordsUntil(end: Moment, path: string, config: RunConfig): Records {
  const refused = (what: string) =>
    new RetrogradError('bad-option', `--json: ${path} ${what}: give another file, or move this one away.`);
  const parsed = reportSchema.safeParse(parseReport(path));
  if (!parsed.success) throw refused('exists and is no report of a run');
  const system = systemOf(config);
  const settings = settingsOf(system.settings);
  const changed = changedKeys(system.settings, readConfig(parsed.data.config), config);
  const other = changed.filter((key) => !settings.get(key)!.resumable);
  if (other.length > 0) throw refused(`is the report of a run with another ${other.slice(0, 3).join(', ')}`);
  const { lossCurve, evaluations, results = [], corpusFingerprint = '', refreshes, stepsPerSecond } = parsed.data;
  const order = system.phases(config).map(({ id }) => id);
  const isStart = ({ phase, step }: Moment) => step === 0 && phase === order[0];
  const done = ({ phase, step }: Moment) =>
    order.indexOf(phase) < order.indexOf(end.phase) || (phase === end.phase && step <= end.step);
  return {
    lossCurve: lossCurve.filter(done),
    evaluations: (evaluations as ReportedEvaluation[]).filter(done),
    // a run that begins anew is measured again
    results: (results as unknown as ExampleResults[]).filter((one) => done(one) && !isStart(end)),
    corpusFingerprint,
    // refreshes without a phase are from older reports of REALM, which refreshes in its last phase
    refreshes: refreshes.filter(({ phase = order.at(-1)!, swappedAtStep: step }) => done({ phase, step })),
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
