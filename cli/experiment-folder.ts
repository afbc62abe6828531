/** The folder of an experiment: one file for each finished run, so that an experiment that was interrupted goes on where it was. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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
  constructor(private readonly path: string) {}

  private base({ arm, seed, key }: ArmJob): string {
    return join(this.path, `${arm.id}-seed-${seed}-${key.slice(0, 12)}`);
  }

  /** Where the parameters at the end of a run are kept, if other arms need them. */
  checkpointOf(job: ArmJob): string {
    return `${this.base(job)}.checkpoint`;
  }

  /** The report of a finished run; null if there is none. A file that is cut short or of another configuration is none. */
  finished(job: ArmJob): Report | null {
    const file = `${this.base(job)}.json`;
    if (!existsSync(file)) return null;
    try {
      const { key, report }: RunFile = JSON.parse(readFileSync(file, 'utf8'));
      return key === job.key && Array.isArray(report.evaluations) ? report : null;
    } catch {
      return null;
    }
  }

  /** Written as a whole, when the run has ended and its checkpoint is there. */
  keep(job: ArmJob, report: Report): void {
    const content: RunFile = { key: job.key, arm: job.arm.id, seed: job.seed, report };
    writeWhole(`${this.base(job)}.json`, `${JSON.stringify(content)}\n`);
  }
}
