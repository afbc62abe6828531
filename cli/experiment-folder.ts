/** The folder of an experiment: one file for each finished run, so that an experiment that was interrupted goes on where it was. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Arm } from '../src/experiments/experiment.ts';
import type { RunConfig } from '../src/run/records.ts';
import { writeWhole } from './output.ts';
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
  report: Report;
}

/** SHA-256 over the configuration, the version, and the keys of the runs whose parameters are measured. */
export function keyOf(arm: Arm, config: RunConfig, version: string, lenders: readonly string[]): string {
  const { borrowed = null, editedCorpus = false } = arm;
  const parts = { version, config, borrowed, editedCorpus, lenders };
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

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

  /** The report of a finished run; null if there is none. A file that is cut short or of another configuration is none. */
  finished(job: ArmJob): Report | null {
    return this.found(job)?.report ?? null;
  }

  /** Written as a whole, when the run has ended and its checkpoint is there. */
  keep(job: ArmJob, report: Report): void {
    const content: RunFile = { key: job.key, arm: job.arm.id, seed: job.seed, report };
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

function readReport(file: string, key: string): Report | null {
  if (!existsSync(file)) return null;
  try {
    const { key: own, report }: RunFile = JSON.parse(readFileSync(file, 'utf8'));
    return own === key && Array.isArray(report.evaluations) ? report : null;
  } catch {
    return null;
  }
}
