import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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

describe('what a killed process has begun', () => {
  const job = jobOf(masking, 'salient');
  const names = ['config.json', 'tokenizer.json', 'model.safetensors'];
  /** The draft of a process that has ended, with these files. */
  function left(folder: ExperimentFolder, files: readonly string[], of = job): string {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    const draft = folder.draftOf(of).replace(`${hostname()}-${process.pid}.part`, `${hostname()}-${pid}.part`);
    mkdirSync(draft, { recursive: true });
    for (const name of [...files, `report.json.${hostname()}-${pid}.part`]) writeFileSync(join(draft, name), name);
    return draft;
  }

  it('is taken over where it can be gone on with, and removed when the run has ended', () => {
    const folder = folderOf(masking);
    expect(folder.begun(job)).toBeUndefined();
    const draft = left(folder, [...names, 'report.json']);
    folder.takeOver([job]);
    expect(existsSync(draft)).toBe(false);
    expect(folder.begun(job)).toMatchObject({ config: 'config.json', tokenizer: 'tokenizer.json' });
    folder.keep(job, report);
    expect(readdirSync(join(all, 'masking'))).toEqual([expect.stringMatching(/^salient-seed-1-\w+\.json$/)]);
  });

  it.each([
    ['its first checkpoint is not whole', [...names.slice(0, 2), 'report.json']],
    ['nothing is known of its steps', names],
  ])('begins anew if %s', (_, files) => {
    const folder = folderOf(masking);
    left(folder, files);
    folder.takeOver([job]);
    expect(folder.begun(job)).toBeUndefined();
  });

  it('is removed if no run goes on with it; the draft of a process that lives stays', () => {
    const folder = folderOf(masking);
    const draft = left(folder, [...names, 'report.json'], jobOf(masking, 'uniform'));
    const alive = draft.replace(/-\d+\.part$/, `-${process.ppid}.part`);
    renameSync(left(folder, names), alive);
    folder.takeOver([job]);
    expect(readdirSync(join(all, 'masking')).map((name) => join(all, 'masking', name))).toEqual([alive]);
  });

  it('is lent without its report', () => {
    const folder = folderOf(masking, ['salient']);
    left(folder, [...names, 'report.json']);
    folder.takeOver([job]);
    folder.keep(job, report);
    expect(readdirSync(folder.checkpointOf(job)).sort()).toEqual([...names].sort());
  });
});
