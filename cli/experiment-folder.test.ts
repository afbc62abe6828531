import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
function jobOf(
  experiment: Experiment,
  id: string,
  { seed = 1, version = '1', corpus = 'documents questions', changes = [] as string[] } = {},
): ArmJob {
  const arm = experiment.arms.find((one) => one.id === id)!;
  const config = configOfArm(experiment, arm, { seed, changes });
  return { arm, seed, config, key: keyOf(arm, { config, version, corpus, lenders: [] }) };
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
  expect(folder.finished(jobOf(masking, 'salient', { corpus: 'other questions' }))).toBeNull();
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

const fileOf = (folder: ExperimentFolder, job: ArmJob) => folder.checkpointOf(job).replace(/\.checkpoint$/, '.json');

it.each([
  ['is cut short', (text: string) => text.slice(0, 9)],
  ['has another figure', (text: string) => text.replace('"recallAt1":0.25', '"recallAt1":0.75')],
  ['has fewer evaluations', (text: string) => text.replace(/"evaluations":\[.*?\]/, '"evaluations":[]')],
  ['has another seed in its settings', (text: string) => text.replace('"seed":1,"adapter"', '"seed":7,"adapter"')],
  ['is no object', () => 'null'],
])('does not take a file that %s', (_, edit) => {
  const folder = folderOf(masking);
  const job = jobOf(masking, 'salient');
  const evaluations = [{ phase: 'joint', step: 9, recallAt1: 0.25 }];
  folder.keep(job, { seed: 1, adapter: 'a card', evaluations } as unknown as Report);
  const file = fileOf(folder, job);
  const text = readFileSync(file, 'utf8');
  const edited = edit(text);
  expect(edited).not.toBe(text);
  expect(folder.finished(job)).not.toBeNull();
  writeFileSync(file, edited);
  expect(folder.finished(job)).toBeNull();
});

it('does not take the report of other settings under the name and the key of a run', () => {
  const folder = folderOf(masking);
  const [job, other] = [jobOf(masking, 'salient'), jobOf(masking, 'uniform')];
  folder.keep(job, report);
  folder.keep(other, { ...report, adapter: 'another' });
  const { report: foreign } = JSON.parse(readFileSync(fileOf(folder, other), 'utf8'));
  const own = JSON.parse(readFileSync(fileOf(folder, job), 'utf8'));
  writeFileSync(fileOf(folder, job), JSON.stringify({ ...own, report: foreign }));
  expect(folder.finished(job)).toBeNull();
});

it('shows a checkpoint only when its run has ended, and leaves that of a process that was earlier', () => {
  const [folder, late] = [folderOf(masking, ['salient']), folderOf(masking, ['salient'])];
  const job = jobOf(masking, 'salient');
  const train = (weights: string) => {
    mkdirSync(folder.draftOf(job), { recursive: true });
    writeFileSync(join(folder.draftOf(job), 'weights'), weights);
  };
  train('half');
  expect(existsSync(folder.checkpointOf(job))).toBe(false);
  train('first');
  folder.keep(job, report);
  expect(existsSync(folder.draftOf(job))).toBe(false);
  train('second');
  late.keep(job, { ...report, adapter: 'another' });
  expect(late.finished(job)).toEqual(report);
  expect(readFileSync(join(folder.checkpointOf(job), 'weights'), 'utf8')).toBe('first');
  expect(existsSync(folder.draftOf(job))).toBe(false);
});
