/** `npm run experiment`, with the toy system of the tests in a headless Chromium; called as its script calls it, but for most of the bad options. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readResult } from '../src/experiments/result.ts';
import { main } from './experiment.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'retrograd-experiment-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** `killWhen`: the process is killed as soon as this is so. */
function experiment(
  args: string[],
  killWhen?: () => boolean,
): Promise<{ status: number | null; output: string; errors: string }> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, RETROGRAD_MODE: 'test', XDG_CACHE_HOME: join(folder, 'cache') };
    // a group of its own, so that its browser ends with it
    const child = spawn(process.execPath, ['scripts/cli.mjs', 'experiment', ...args], { env, detached: true });
    let output = '';
    let errors = '';
    child.stdout.on('data', (data) => (output += data));
    const watch = setInterval(() => {
      if (!killWhen?.()) return;
      clearInterval(watch);
      process.kill(-child.pid!, 'SIGKILL');
    }, 10);
    child.stderr.on('data', (data) => (errors += data));
    child.on('error', reject);
    child.on('close', (status) => {
      clearInterval(watch);
      resolve({ status, output, errors });
    });
  });
}

const filesOf = (runs: string) => (existsSync(runs) ? readdirSync(runs, { recursive: true }).map(String) : []);

/** The same in this process, which takes no seconds to begin. */
async function experimentHere(args: string[]): Promise<{ status: number; output: string; errors: string }> {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  const error = vi.spyOn(console, 'error').mockImplementation(() => {});
  try {
    const status = await main(args);
    const [output, errors] = [log, error].map(({ mock }) => mock.calls.map(([line]) => `${line}\n`).join(''));
    return { status, output: output!, errors: errors! };
  } finally {
    log.mockRestore();
    error.mockRestore();
  }
}

const toy = (name: string) => {
  const paths = { json: join(folder, `${name}.json`), runs: join(folder, name, 'toy') };
  return { ...paths, args: ['toy', '--seeds', '1,2', '--json', paths.json, '--out', join(folder, name)] };
};

describe('npm run experiment', () => {
  it('ends with the same result when it was killed halfway and then run twice at once', async () => {
    const whole = toy('whole');
    const outcome = await experiment([...whole.args, '--jobs', '2', '--markdown', join(folder, 'whole.md')]);
    expect(outcome).toMatchObject({ status: 0, errors: '' });
    const result = readResult(readFileSync(whole.json, 'utf8'), 'whole.json');
    expect(result).toMatchObject({ experiment: 'toy', seeds: [1, 2], basis: 'evaluations', failures: [] });
    const [slow, fast, lent, begun] = result.arms;
    expect(result.arms.map(({ id }) => id)).toEqual(['slow', 'fast', 'lent', 'begun']);
    // −log p falls with the higher rate, for both seeds; a table of logits near zero has log V
    for (const [i, entropy] of slow!.values.entropy!.ofSeeds.entries()) {
      expect(fast!.values.entropy!.ofSeeds[i]).toBeLessThan(entropy! - 0.5);
      // at the same rate, but begun with what another run has learned
      expect(begun!.values.entropy!.ofSeeds[i]).toBeLessThan(entropy! - 0.5);
    }
    // the borrowed parameters are those of the run, unchanged by its step
    expect(lent!.values.entropy!.ofSeeds).toEqual(fast!.values.entropy!.ofSeeds);
    expect(outcome.output).toContain('rate .1: entropy is lower than with rate .001');
    expect(readFileSync(join(folder, 'whole.md'), 'utf8')).toContain('npm run experiment -- toy --seeds 1,2');

    const part = toy('part');
    const hasBegun = () => filesOf(part.runs).some((name) => /^fast-seed-1-.*\.part\/model\.safetensors$/.test(name));
    const killed = await experiment(part.args, hasBegun);
    expect(killed.status).not.toBe(0);
    const finished = readdirSync(part.runs).filter((name) => name.endsWith('.json'));
    expect(finished.sort()).toEqual([/^before-seed-1-/, /^slow-seed-1-/].map((name) => expect.stringMatching(name)));
    const kept = finished.map((name) => readFileSync(join(part.runs, name), 'utf8'));
    // of two others, a file that was cut short and one with better figures are left
    const fileOf = (pattern: RegExp) => readdirSync(whole.runs).find((name) => pattern.test(name))!;
    const [cut, edited] = [fileOf(/^fast-seed-2.*json$/), fileOf(/^slow-seed-2.*json$/)];
    writeFileSync(join(part.runs, cut), readFileSync(join(whole.runs, cut), 'utf8').slice(0, 500));
    const report = readFileSync(join(whole.runs, edited), 'utf8');
    const better = report.replaceAll(/"entropy":[\d.]+/g, '"entropy":0.001');
    expect(better).not.toBe(report);
    writeFileSync(join(part.runs, edited), better);
    const results = [part.json, join(folder, 'other.json')];
    const resumed = await Promise.all(results.map((json) => experiment([...part.args, '--json', json])));
    for (const one of resumed) {
      expect(one).toMatchObject({ status: 0, errors: '' });
      expect(one.output).not.toContain('slow, seed 1: begins');
    }
    const said = resumed.map(({ output }) => output).join();
    expect(said).toMatch(/slow, seed 2: begins.*fast, seed 2: begins/s);
    // one of the two takes the run over that was begun
    expect(said).toMatch(/fast, seed 1: goes on after table \d+\n/);
    expect(finished.map((name) => readFileSync(join(part.runs, name), 'utf8'))).toEqual(kept);
    for (const json of results) expect(readResult(readFileSync(json, 'utf8'), 'toy')).toEqual(result);
    // nothing of the killed process, and of two runs of one configuration only one
    const files = (runs: string) => readdirSync(runs).sort();
    expect(files(part.runs)).toEqual(files(whole.runs));
  });

  it('answers bad options with one line and status 2', async () => {
    for (const [i, [args, message]] of (
      [
        [['none'], /^bad-option: There is no experiment “none”\. Experiments: masking, /],
        [[], /^bad-option: NAME is missing/],
        [['toy', '--seeds', '1,1'], /^bad-option: --seeds takes different whole numbers/],
        [['toy', '--set', 'seed=9'], /^bad-option: --set seed: the seeds of the runs are given with --seeds/],
        [
          ['toy', '--set', 'corpus=none', '--out', folder],
          /^bad-corpus: There is no corpus “none” here: choose one of/,
        ],
        [['toy', '--set', 'table.step=1', '--out', folder], /^bad-option: There is no setting “table.step”/],
      ] as const
    ).entries()) {
      const outcome = await (i === 0 ? experiment : experimentHere)([...args]);
      expect(outcome).toMatchObject({ status: 2, output: '' });
      expect(outcome.errors).toMatch(message);
      expect(outcome.errors.trim().split('\n')).toHaveLength(1);
    }
  });
});
