/** The folder of an experiment: one file for each finished run and a draft of each begun one, so that an experiment that was interrupted goes on where it was. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Arm } from '../src/experiments/experiment.ts';
import type { CheckpointFiles, RunConfig } from '../src/run/records.ts';
import { readCheckpoint } from './checkpoint-folder.ts';
import { leftParts, partOf, writeWhole } from './output.ts';
import type { Report } from './report.ts';

/** A run of an arm with one seed. */
export interface ArmJob {
  arm: Arm;
  seed: number;
  config: RunConfig;
  /** Everything on which its outcome depends, as a hash. */
  key: string;
}

interface RunFile {
  key: string;
  arm: string;
  seed: number;
  /** Of key and report: a report that was edited, or put beside another key, does not have it. */
  digest: string;
  report: Report;
}

/** On what the outcome of a run depends beside its arm. */
export interface KeyParts {
  config: RunConfig;
  version: string;
  /** A fingerprint of its documents and questions, which are not settings. */
  corpus: string;
  /** The keys of the runs whose parameters are measured. */
  lenders: readonly string[];
}

/** SHA-256 over all of them. */
export function keyOf(arm: Arm, { config, version, corpus, lenders }: KeyParts): string {
  const { borrowed = null, editedCorpus = false } = arm;
  return sha256(JSON.stringify({ version, config, corpus, borrowed, editedCorpus, lenders }));
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const digestOf = (key: string, report: unknown) => sha256(`${key} ${JSON.stringify(report)}`);

export class ExperimentFolder {
  /**
   * @param path of this experiment; those of others stand beside it, and what they have finished is not trained again
   * @param lenders arms whose parameters others need: a run of theirs is finished only if its checkpoint is there
   */
  constructor(
    private readonly path: string,
    private readonly lenders: ReadonlySet<string>,
  ) {}

  /** The checkpoint at the end of a run: where it is, or where it will be written. */
  checkpointOf(job: ArmJob): string {
    return `${this.found(job)?.base ?? this.own(job)}.checkpoint`;
  }

  /** The folder in which this process writes the checkpoint of a run while it trains; `keep` moves it. */
  draftOf(job: ArmJob): string {
    return partOf(`${this.own(job)}.checkpoint`);
  }

  /** The report of a run while it trains, in the folder of its draft. */
  draftReportOf(job: ArmJob): string {
    return join(this.draftOf(job), 'report.json');
  }

  /** The last checkpoint of a run that this process, or one before it, has begun; undefined if it is to begin at its first step. */
  begun(job: ArmJob): CheckpointFiles | undefined {
    try {
      return existsSync(this.draftReportOf(job)) ? readCheckpoint(this.draftOf(job)) : undefined;
    } catch {
      // killed while it wrote its first checkpoint
      return undefined;
    }
  }

  /** Takes over what killed processes of this machine have begun of these runs, and removes what else they have left. */
  takeOver(jobs: readonly ArmJob[]): void {
    const drafts = new Map(jobs.map((job) => [`${this.own(job)}.checkpoint`, this.draftOf(job)]));
    for (const { path, whole } of leftParts(this.path)) {
      const draft = drafts.get(whole);
      if (draft === undefined || existsSync(draft)) rmSync(path, { recursive: true, force: true });
      else moveIfThere(path, draft);
    }
    for (const { path } of [...drafts.values()].flatMap(leftParts)) rmSync(path, { force: true });
  }

  /** The report of a finished run; null if there is none. A file that was cut short or edited, or is of another configuration or corpus, is none. */
  finished(job: ArmJob): Report | null {
    return this.found(job)?.report ?? null;
  }

  /** Called when the run has ended: its checkpoint, if it has one, first. Where another process has finished the same run, that one stays. */
  keep(job: ArmJob, report: Report): void {
    const draft = this.draftOf(job);
    const isKept = this.finished(job) !== null;
    if (isKept || !this.lenders.has(job.arm.id)) rmSync(draft, { recursive: true, force: true });
    if (isKept) return;
    if (existsSync(draft)) {
      rmSync(this.draftReportOf(job), { force: true });
      const checkpoint = `${this.own(job)}.checkpoint`;
      // left by a process that was killed before it wrote the report
      rmSync(checkpoint, { recursive: true, force: true });
      renameSync(draft, checkpoint);
    }
    const digest = digestOf(job.key, report);
    const content: RunFile = { key: job.key, arm: job.arm.id, seed: job.seed, digest, report };
    writeWhole(`${this.own(job)}.json`, `${JSON.stringify(content)}\n`);
  }

  private own({ arm, seed, key }: ArmJob): string {
    return join(this.path, `${arm.id}-seed-${seed}-${key.slice(0, 12)}`);
  }

  private found(job: ArmJob): { base: string; report: Report } | null {
    for (const base of [this.own(job), ...this.elsewhere(job)]) {
      const report = readReport(`${base}.json`, job.key);
      if (report && (!this.lenders.has(job.arm.id) || existsSync(`${base}.checkpoint`))) return { base, report };
    }
    return null;
  }

  /** Runs of this configuration in the folders of other experiments. */
  private elsewhere({ key }: ArmJob): string[] {
    const all = dirname(this.path);
    if (!existsSync(all)) return [];
    const folders = readdirSync(all, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    return folders.flatMap(({ name }) =>
      readdirSync(join(all, name))
        .filter((file) => file.endsWith(`-${key.slice(0, 12)}.json`))
        .map((file) => join(all, name, file.slice(0, -'.json'.length))),
    );
  }
}

/** Of two processes that take over the same draft one gets it. */
function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ENOENT') throw error;
  }
}

function readReport(file: string, key: string): Report | null {
  if (!existsSync(file)) return null;
  try {
    const { key: own, digest, report }: RunFile = JSON.parse(readFileSync(file, 'utf8'));
    return own === key && digest === digestOf(key, report) ? report : null;
  } catch {
    return null;
  }
}
