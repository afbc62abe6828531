import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { configOfArm, type Experiment } from '../src/experiments/experiment.ts';
import { experimentOf } from '../src/experiments/registry.ts';
import { type ArmJob, ExperimentFolder, keyOf } from './experiment-folder.ts';
import type { Report } from './report.ts';

let all: string;
beforeEach(() => {
  all = mkdtempSync(join(tmpdir(), 'retrograd-folder-'));
});
afterEach(() => rmSync(all, { recursive: true }));

const report = { adapter: 'a card', evaluations: [] } as unknown as Report;
function jobOf(experiment: Experiment, id: string, { seed = 1, version = '1', changes = [] as string[] } = {}): ArmJob {
  const arm = experiment.arms.find((one) => one.id === id)!;
  const config = configOfArm(experiment, arm, { seed, changes });
  return { arm, seed, config, key: keyOf(arm, config, version, []) };
}
const masking = experimentOf('masking');
const swap = experimentOf('swap');
const folderOf = ({ id }: Experiment, lenders: string[] = []) => new ExperimentFolder(join(all, id), new Set(lenders));

it('finds a finished run again, and no other', () => {
  const folder = folderOf(masking);
  expect(folder.finished(jobOf(masking, 'salient'))).toBeNull();
  folder.keep(jobOf(masking, 'salient'), report);
  expect(folder.finished(jobOf(masking, 'salient'))).toEqual(report);
  expect(folder.finished(jobOf(masking, 'uniform'))).toBeNull();
  expect(folder.finished(jobOf(masking, 'salient', { seed: 2 }))).toBeNull();
  expect(folder.finished(jobOf(masking, 'salient', { version: '2' }))).toBeNull();
  expect(folder.finished(jobOf(masking, 'salient', { changes: ['joint.steps=9'] }))).toBeNull();
});

it('takes a run of the same configuration from another experiment, with its checkpoint if others need that', () => {
  folderOf(masking).keep(jobOf(masking, 'salient'), report);
  const control = jobOf(swap, 'realm');
  expect(folderOf(swap).finished(control)).toEqual(report);
  expect(folderOf(swap, ['realm']).finished(control)).toBeNull();
  const checkpoint = folderOf(masking).checkpointOf(jobOf(masking, 'salient'));
  mkdirSync(checkpoint);
  expect(folderOf(swap, ['realm']).finished(control)).toEqual(report);
  expect(folderOf(swap, ['realm']).checkpointOf(control)).toBe(checkpoint);
});

it('does not take a file that is cut short', () => {
  const folder = folderOf(masking);
  const job = jobOf(masking, 'salient');
  folder.keep(job, report);
  const file = folder.checkpointOf(job).replace(/\.checkpoint$/, '.json');
  writeFileSync(file, '{"key": "');
  expect(folder.finished(job)).toBeNull();
});
