import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { questionResult, sentenceResult } from '../src/run/testing/results.ts';
import { defaultRealmConfig } from '../src/systems/realm/settings.ts';
import { main } from './compare.ts';

let folder: string;
let output: string[];
let errors: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'retrograd-'));
  output = [];
  errors = [];
  vi.spyOn(console, 'log').mockImplementation((text) => void output.push(...String(text).split('\n')));
  vi.spyOn(console, 'error').mockImplementation((text) => void errors.push(String(text)));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** A report whose questions have these ranks at the end, and none at the start. */
function report(name: string, ranks: readonly number[], more: object = {}): string {
  const path = join(folder, name);
  const questions = (at: readonly (number | null)[]) =>
    at.map((rank, i) => questionResult(`q${i}`, { subject: `s${i}`, rank }));
  const results = [
    { phase: 'ict', step: 0, questions: questions(ranks.map(() => null)), sentences: [] },
    { phase: 'joint', step: 60, questions: questions(ranks), sentences: [sentenceResult('s0', { correct: true })] },
  ];
  const content = { preset: 'smoke', seed: 1, config: defaultRealmConfig, corpusFingerprint: '144-a 144-b', results };
  writeFileSync(path, JSON.stringify({ ...content, ...more }));
  return path;
}

const cells = (name: string) => output.find((line) => line.startsWith(`${name} `))?.split(/ {2,}/);

describe('npm run compare', () => {
  it('pairs two runs on the same questions', async () => {
    const a = report('a.json', [1, 2, 2, 2, 2, 2, 1]);
    const b = report('b.json', [2, 1, 1, 1, 1, 1, 1], { seed: 2 });
    const json = join(folder, 'rows.json');
    expect(await main([a, b, '--json', json])).toBe(0);
    expect(output[0]).toBe(`A: ${a} (smoke, seed 1, joint 60)`);
    expect(output[1]).toBe(`B: ${b} (smoke, seed 2, joint 60)`);
    // 2 of 7 and 6 of 7; one and five on which they differ: p = 2 (1 + 6) / 2^6
    expect(cells('R@1')).toEqual(['R@1', '0.286', '0.857', expect.stringMatching(/^\+0\.571 \[/), '1 : 5, 0.219', '7']);
    const { rows } = JSON.parse(readFileSync(json, 'utf8'));
    expect(rows[0]).toMatchObject({ metric: 'recallAt1', part: 'all', n: 7, tests: [{ onlyFirst: 1, onlySecond: 5 }] });

    output = [];
    expect(await main([a, b, '--at', 'start'])).toBe(0);
    expect(cells('R@1')).toMatchObject({ 1: '0.000', 2: '0.000', 4: '0 : 0, 1.000' });
    expect(cells('held-out accuracy')).toBeUndefined();

    // two pairs: a test of each, over both sets of questions
    const other = [a, b, report('c.json', [1, 2]), report('d.json', [2, 1])];
    output = [];
    expect(await main(other)).toBe(0);
    expect(output.slice(2, 4)).toEqual([
      expect.stringMatching(/^A: .*c\.json/),
      expect.stringMatching(/^B: .*d\.json/),
    ]);
    expect(cells('R@1')).toMatchObject({ 1: '0.333', 2: '0.778', 4: '1 : 5, 0.219; 1 : 1, 1.000', 5: '9' });
  });

  it.each([
    ['other documents or questions', 'b.json', /a\.json and .*b\.json have other documents or questions: train both/],
    ['no results', 'none.json', /none\.json has no results of single examples: make it with npm run train/],
    ['results without ranks', 'thin.json', /thin\.json has no results of single examples/],
    ['no such file', 'missing.json', /missing\.json cannot be read/],
  ])('refuses in one line: %s', async (_, name, message) => {
    const a = report('a.json', [1]);
    report('b.json', [1], { corpusFingerprint: '144-a 144-c' });
    report('none.json', [1], { results: [] });
    const thin = { phase: 'ict', step: 0, questions: [{ id: 'q0' }], sentences: [{ id: 's0' }] };
    report('thin.json', [1], { results: [thin] });
    expect(await main([a, join(folder, name)])).toBe(2);
    expect(errors).toEqual([expect.stringMatching(message)]);
    expect(errors[0]).not.toContain('\n');
  });

  it('refuses another number of reports, and another moment', async () => {
    const a = report('a.json', [1]);
    expect([await main([a]), await main([a, a, a]), await main([a, a, '--at', 'middle'])]).toEqual([2, 2, 2]);
    expect(errors).toEqual([
      'bad-option: Name two reports, or pairs of them, not 1. See --help.',
      'bad-option: Name two reports, or pairs of them, not 3. See --help.',
      'bad-option: --at is start or end, not middle.',
    ]);
  });
});
