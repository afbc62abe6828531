import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Phase } from '../src/run/records.ts';
import { writeSafetensors } from '../src/run/safetensors.ts';
import { defaultConfig, type RunConfig } from '../src/systems/realm/config.ts';
import type { Options } from './options.ts';
import { beginReport } from './report.ts';

let folder: string;
let json: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'retrograd-'));
  json = join(folder, 'run.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const options = (more: Partial<Options> = {}): Options => ({ config: defaultConfig, imported: {}, json, ...more });

const checkpointAt = (phase: Phase, step: number): Partial<Options> => ({
  checkpoint: {
    weights: writeSafetensors({ tensors: new Map(), metadata: { state: JSON.stringify({ phase, step }) } }),
    config: '{}',
    tokenizer: '{}',
  },
});

const losses = [
  { phase: 'ict', step: 1, loss: 3 },
  { phase: 'ict', step: 2, loss: 2 },
  { phase: 'warmup', step: 1, loss: 5 },
  { phase: 'joint', step: 1, loss: 4 },
  { phase: 'joint', step: 2, loss: 3 },
  { phase: 'joint', step: 3, loss: 2 },
];
const refresh = (requestedAtStep: number, swappedAtStep: number) => ({
  requestedAtStep,
  swappedAtStep,
  documents: 9,
  embedMs: 1,
  buildMs: 2,
});
const evaluations = [
  { phase: 'ict', step: 2, recallAt1: null },
  { phase: 'joint', step: 2, recallAt1: 0.5 },
  { phase: 'joint', step: 3, recallAt1: 0.75 },
];

function written(config: object = defaultConfig): string {
  const refreshes = [refresh(0, 0), refresh(1, 3)];
  const text = JSON.stringify({ config, lossCurve: losses, evaluations, refreshes, stepsPerSecond: 7 });
  writeFileSync(json, text);
  return text;
}

describe('the report of a run', () => {
  it('goes on from the checkpoint, whose step is the last that counts', () => {
    written();
    const report = beginReport(options(checkpointAt('joint', 2)));
    expect(report.lossCurve).toEqual(losses.slice(0, 5));
    expect(report.evaluations).toEqual(evaluations.slice(0, 2));
    expect(report.refreshes).toEqual([refresh(0, 0)]);
    expect(report.stepsPerSecond).toBe(7);

    const early = beginReport(options(checkpointAt('warmup', 0)));
    expect(early.lossCurve).toEqual(losses.slice(0, 2));
    expect(early.evaluations).toEqual(evaluations.slice(0, 1));
    expect(early.refreshes).toEqual([]);
  });

  it('loses nothing of a run that had ended', () => {
    written();
    const report = beginReport(options(checkpointAt('joint', 3)));
    expect([report.lossCurve, report.evaluations]).toEqual([losses, evaluations]);
    expect(report.refreshes).toHaveLength(2);
  });

  it('is empty without a checkpoint, and where there is no file yet', () => {
    expect(beginReport(options(checkpointAt('joint', 2))).lossCurve).toEqual([]);
    written();
    expect(beginReport(options()).lossCurve).toEqual([]);
  });

  it('takes the default where an older report lacks a setting', () => {
    const { gpu: _, ...older } = defaultConfig;
    written(older);
    expect(beginReport(options(checkpointAt('joint', 3))).lossCurve).toEqual(losses);
  });

  const longer: RunConfig = { ...defaultConfig, seed: 9, joint: { ...defaultConfig.joint, steps: 5 } };
  it.each([
    ['is no JSON', () => '{"config":', /no report of a run: give another file, or move this one away\.$/],
    ['is no report', () => '{"config":{},"lossCurve":[null]}', /no report of a run/],
    ['is of another run', () => written(longer), /another seed, joint\.steps: give another file/],
  ])('refuses a file that %s, and leaves it alone', (_, make, message) => {
    const text = make();
    writeFileSync(json, text);
    expect(() => beginReport(options(checkpointAt('joint', 2)))).toThrow(
      expect.objectContaining({ code: 'bad-option', message: expect.stringMatching(message) }),
    );
    expect(readFileSync(json, 'utf8')).toBe(text);
  });
});
