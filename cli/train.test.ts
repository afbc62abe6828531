/** The command line end to end, with the toy system of the tests in a headless Chromium. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readState } from '../src/run/checkpoint.ts';
import type { Report } from './report.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'retrograd-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Outcome {
  status: number | null;
  output: string;
  errors: string;
}

function train(args: string[], mode = 'test'): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, RETROGRAD_MODE: mode, XDG_CACHE_HOME: join(folder, 'cache') };
    const child = spawn(process.execPath, ['scripts/cli.mjs', 'train', ...args], { env });
    const outcome: Outcome = { status: null, output: '', errors: '' };
    child.stdout.on('data', (data) => (outcome.output += data));
    child.stderr.on('data', (data) => (outcome.errors += data));
    child.on('error', reject);
    child.on('close', (status) => resolve({ ...outcome, status }));
  });
}

const reportAt = (path: string): Report => JSON.parse(readFileSync(path, 'utf8'));

/** Seed 2 of the toy, with its report and its checkpoint under a name. */
const toy = (name: string, ...more: string[]) => {
  const paths = { json: join(folder, `${name}.json`), checkpoint: join(folder, name) };
  const args = ['--preset', 'bigram', '--seed', '2', '--json', paths.json, '--checkpoint', paths.checkpoint, ...more];
  return { ...paths, args };
};

describe('npm run train', () => {
  it('trains a system to its end, and goes on from a checkpoint as if it had never stopped', async () => {
    const whole = toy('whole');
    const outcome = await train(whole.args);
    expect(outcome).toMatchObject({ status: 0, errors: '' });
    expect(outcome.output).toMatch(/^Biographies .*: 36 documents, 36 questions, \d+ parameters; /m);
    expect(outcome.output).toMatch(/^table 20: entropy \d\.\d{3}$/m);
    expect(outcome.output).toMatch(/^table 40\/40 {2}loss \d\.\d{4}$/m);
    const report = reportAt(whole.json);
    expect(report).toMatchObject({ preset: 'bigram', seed: 2, steps: 40, refreshes: [], skipped: {} });
    expect(report.config).toMatchObject({ system: 'bigram', seed: 2 });
    expect(report.adapter).not.toBe('');
    expect(report.stepsPerSecond).toBeGreaterThan(0);
    expect(report.lossCurve.map(({ phase, step }) => [phase, step])).toEqual(
      Array.from({ length: 40 }, (_, i) => ['table', i + 1]),
    );
    expect(report.lossCurve[39]!.loss).toBeLessThan(report.lossCurve[0]!.loss - 1);
    expect(report.evaluations).toEqual([
      { phase: 'table', step: 20, entropy: expect.any(Number), skipped: {} },
      { phase: 'table', step: 40, entropy: expect.any(Number), skipped: {} },
    ]);

    const part = toy('part', '--steps', '20');
    expect(await train(part.args)).toMatchObject({ status: 0, errors: '' });
    expect(reportAt(part.json).lossCurve).toEqual(report.lossCurve.slice(0, 20));
    expect(await train(toy('part').args)).toMatchObject({ status: 0, errors: '' });
    const resumed = reportAt(part.json);
    expect(resumed.lossCurve).toEqual(report.lossCurve);
    expect(resumed.evaluations).toEqual(report.evaluations);

    const until = toy('until', '--until', 'steps>=15');
    for (const _ of [1, 2]) {
      const stopped = await train(until.args);
      expect(stopped).toMatchObject({ status: 0, errors: '' });
      expect(reportAt(until.json).lossCurve).toEqual(report.lossCurve.slice(0, 15));
    }

    const refused = await train(['--checkpoint', part.checkpoint, '--set', 'table.batch=16']);
    expect(refused).toMatchObject({ status: 2, errors: expect.stringMatching(/^bad-option: .*table\.batch.*\n$/) });
  });

  it('keeps what it has proved about kernels for the next command', async () => {
    const checkpoint = join(folder, 'realm');
    const sizes = ['bios.people=10', 'ict.steps=1', 'warmup.steps=0', 'joint.steps=0', 'evaluation.examples=4'];
    const args = ['--preset', 'smoke', '--checkpoint', checkpoint, ...sizes.flatMap((size) => ['--set', size])];
    /** The kernels of a run that begins anew, by job. */
    const kernels = async () => {
      rmSync(checkpoint, { recursive: true, force: true });
      expect(await train(args)).toMatchObject({ status: 0, errors: '' });
      const weights = readFileSync(join(checkpoint, 'model.safetensors'));
      return new Set(Object.values(readState({ weights: new Uint8Array(weights).buffer }).kernels));
    };
    const path = join(folder, 'cache', 'retrograd', 'kernels.json');
    const own = await kernels();
    expect(own).not.toContain('plain');
    type Kept = Record<string, { proofs: Record<string, string> }>;
    const kept: Kept = JSON.parse(readFileSync(path, 'utf8'));
    const [{ proofs }] = Object.values(kept) as [Kept[string]];
    expect(new Set(Object.values(proofs))).toEqual(new Set(['']));
    // the next command believes the file
    for (const proof of Object.keys(proofs)) proofs[proof] = 'differs';
    writeFileSync(path, JSON.stringify(kept));
    expect(await kernels()).toContain('plain');
    // a damaged file is as none
    writeFileSync(path, JSON.stringify(kept).slice(1));
    expect(await kernels()).toEqual(own);
  });

  it('answers a bad option with one line and status 2', async () => {
    const outcome = await train(['--preset', 'nope']);
    expect(outcome).toMatchObject({ status: 2, output: '' });
    expect(outcome.errors).toMatch(/^bad-option: There is no preset “nope”.* bigram.*\n$/);
  });

  it('knows the toy system in its own build only', async () => {
    expect((await train(['--help'])).output).toMatch(/bigram/);
    expect((await train(['--help'], '')).output).not.toMatch(/bigram/);
  });
});
