import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { measuredOf } from '../src/run/measured.ts';
import type { SessionInfo } from '../src/run/records.ts';
import { writeSafetensors } from '../src/run/safetensors.ts';
import { handResults } from '../src/run/testing/results.ts';
import { defaultRealmConfig, type RealmConfig } from '../src/systems/realm/settings.ts';
import type { TrainEvent } from '../src/worker/protocol.ts';
import type { Options } from './options.ts';
import { RunReport } from './report.ts';

let folder: string;
let json: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'retrograd-'));
  json = join(folder, 'run.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const config = defaultRealmConfig;
const options = (more: Partial<Options> = {}): Options => ({ config, until: [], imported: {}, json, ...more });
const contentOf = (more: Partial<Options>) => new RunReport(options(more)).content;

const checkpointAt = (phase: string, step: number): Partial<Options> => {
  const state = { runId: 'run', phase, step, phases: {}, kernels: {}, corpus: '', arrays: [] };
  const metadata = { format: 'retrograd-2', state: JSON.stringify(state) };
  return {
    checkpoint: { weights: writeSafetensors({ tensors: new Map(), metadata }), config: '{}', tokenizer: '{}' },
  };
};

describe('the report of a run', () => {
  const session: SessionInfo = {
    runId: 'run',
    config,
    adapter: 'an adapter',
    corpus: { title: 'Corpus', documents: 3, questions: 0, language: 'en' },
    parameters: 1,
    facts: { blocks: 7 },
    phases: [],
    metrics: [],
    curves: [],
    skipped: { 'no-salient-span': 2, 'document-cut': 1 },
  };
  const evaluationAt = (step: number, skipped: Record<string, number>): TrainEvent => ({
    type: 'evaluation',
    runId: 'run',
    evaluation: { phase: 'joint', step, metrics: { examples: 4, recallAt1: null, indexAge: 3 }, skipped },
  });
  const swapped = (requestedAtStep: number, step: number): TrainEvent => ({
    type: 'refresh',
    runId: 'run',
    phase: 'joint',
    refresh: { stage: 'swapped', requestedAtStep, step, done: 1, total: 1, embedMs: 5, buildMs: 6 },
  });

  it('has evaluations flat, and null for what was not measured', () => {
    const report = new RunReport(options());
    report.open(session);
    report.record(evaluationAt(2, {}));
    report.save();
    const written = JSON.parse(readFileSync(json, 'utf8'));
    expect(written.evaluations).toEqual([
      { phase: 'joint', step: 2, examples: 4, recallAt1: null, indexAge: 3, skipped: {} },
    ]);
    expect(written).toMatchObject({ preset: 'bios', seed: 1, steps: 1000, adapter: 'an adapter', config });
  });

  it('counts what the import, the preparation and training so far left out', () => {
    const report = new RunReport(options({ imported: { 'repeated documents': 1 } }));
    expect(report.content.skipped).toEqual({ 'repeated documents': 1 });
    report.open(session);
    expect(report.content.skipped).toEqual({ 'repeated documents': 1, ...session.skipped });
    report.record(evaluationAt(2, { ...session.skipped, 'nothing-to-mask': 3 }));
    report.record(evaluationAt(3, { ...session.skipped, 'nothing-to-mask': 5 }));
    expect(report.content.skipped).toEqual({ 'repeated documents': 1, ...session.skipped, 'nothing-to-mask': 5 });
  });

  it('says of a refresh how many blocks were embedded, and lists it once', () => {
    const report = new RunReport(options());
    report.open(session);
    // a resumed run builds the index that it served again
    for (const event of [swapped(0, 0), swapped(5, 8), swapped(5, 9)]) report.record(event);
    expect(report.content.refreshes).toEqual([
      { phase: 'joint', requestedAtStep: 0, swappedAtStep: 0, documents: 7, embedMs: 5, buildMs: 6 },
      { phase: 'joint', requestedAtStep: 5, swappedAtStep: 8, documents: 7, embedMs: 5, buildMs: 6 },
    ]);
  });

  it('has the results of every example, at the start and at the end of each phase', () => {
    const report = new RunReport(options());
    report.open(session);
    const at = (step: number) => ({ ...handResults(), step });
    for (const step of [0, 60]) {
      report.record({ type: 'results', runId: 'run', results: at(step), measured: measuredOf(at(step), '3-a 0-0') });
    }
    expect(report.content.results).toEqual([at(0), at(60)]);
    expect(report.content.corpusFingerprint).toBe('3-a 0-0');
  });

  it('measures the steps per second of the phase that was trained last', () => {
    const report = new RunReport(options());
    const step = (phase: string, step: number, now: number) =>
      report.record(
        { type: 'steps', runId: 'run', phase, records: [{ step, metrics: { loss: 1, gradientNorm: 1 } }] },
        now,
      );
    for (const [n, now] of [0, 1000, 2000].entries()) step('warmup', n + 1, now);
    expect(report.content.stepsPerSecond).toBe(1);
    for (const [n, now] of [9000, 9100, 9200, 9500].entries()) step('joint', n + 1, now);
    expect(report.content.stepsPerSecond).toBe(6);
  });
});

describe('the report of a run that goes on from a checkpoint', () => {
  const losses = [
    { phase: 'ict', step: 1, loss: 3 },
    { phase: 'ict', step: 2, loss: 2 },
    { phase: 'warmup', step: 1, loss: 5 },
    { phase: 'joint', step: 1, loss: 4 },
    { phase: 'joint', step: 2, loss: 3 },
    { phase: 'joint', step: 3, loss: 2 },
  ];
  const refresh = (requestedAtStep: number, swappedAtStep: number) => ({
    phase: 'joint',
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

  const results = [
    ['ict', 0],
    ['ict', 2],
    ['joint', 3],
  ].map(([phase, step]) => ({ phase, step, questions: [], sentences: [] }));

  function written(of: object = config, refreshes: object[] = [refresh(0, 0), refresh(1, 3)]): string {
    const records = { lossCurve: losses, evaluations, results, corpusFingerprint: '3-a 0-0', refreshes };
    const text = JSON.stringify({ config: of, ...records, stepsPerSecond: 7 });
    writeFileSync(json, text);
    return text;
  }

  it('goes on from there: the step of the checkpoint is the last that counts', () => {
    written();
    const report = contentOf(checkpointAt('joint', 2));
    expect(report.lossCurve).toEqual(losses.slice(0, 5));
    expect(report.evaluations).toEqual(evaluations.slice(0, 2));
    expect(report.refreshes).toEqual([refresh(0, 0)]);
    expect(report.stepsPerSecond).toBe(7);
    expect([report.results, report.corpusFingerprint]).toEqual([results.slice(0, 2), '3-a 0-0']);

    // a run that begins anew is measured again
    expect(contentOf(checkpointAt('ict', 0)).results).toEqual([]);
    const early = contentOf(checkpointAt('warmup', 0));
    expect(early.lossCurve).toEqual(losses.slice(0, 2));
    expect(early.evaluations).toEqual(evaluations.slice(0, 1));
    expect(early.refreshes).toEqual([]);
  });

  it('has the parts of a loss beside it, and keeps them', () => {
    written();
    const report = new RunReport(options(checkpointAt('joint', 2)));
    const metrics = { loss: 5, gradientNorm: 1, realmLoss: 3, ictLoss: 2, entropy: 0.5 };
    report.record({ type: 'steps', runId: 'run', phase: 'joint', records: [{ step: 3, metrics }] });
    report.save();
    const last = contentOf(checkpointAt('joint', 3)).lossCurve.at(-1);
    expect(last).toEqual({ phase: 'joint', step: 3, loss: 5, realmLoss: 3, ictLoss: 2 });
  });

  it('loses nothing of a run that had ended', () => {
    written();
    const report = contentOf(checkpointAt('joint', 3));
    expect([report.lossCurve, report.evaluations]).toEqual([losses, evaluations]);
    expect(report.refreshes).toHaveLength(2);
  });

  it('is empty without a checkpoint, and where there is no file yet', () => {
    expect(contentOf(checkpointAt('joint', 2)).lossCurve).toEqual([]);
    written();
    expect(contentOf({}).lossCurve).toEqual([]);
  });

  it('reads older reports, which lack a setting, the system, or the phase of a refresh', () => {
    const { gpu: _gpu, system: _system, ...older } = config;
    const { phase: _phase, ...refreshed } = refresh(0, 0);
    written(older, [refreshed]);
    const report = contentOf(checkpointAt('joint', 2));
    expect([report.lossCurve.length, report.refreshes]).toEqual([5, [refreshed]]);
  });

  it('goes on with other settings where a resumed run may have them', () => {
    written();
    const longer: RealmConfig = { ...config, joint: { ...config.joint, steps: 2000, readerLearningRate: 1e-4 } };
    const report = contentOf({ config: longer, ...checkpointAt('joint', 3) });
    expect([report.lossCurve, report.steps]).toEqual([losses, 2000]);
  });

  const other: RealmConfig = { ...config, seed: 9, joint: { ...config.joint, steps: 5, batch: 3 } };
  it.each([
    ['is no JSON', () => '{"config":', /no report of a run: give another file, or move this one away\.$/],
    ['is no report', () => '{"config":{},"lossCurve":[null]}', /no report of a run/],
    ['is of another run', () => written(other), /another seed, joint\.batch: give another file/],
  ])('refuses a file that %s, and leaves it alone', (_, make, message) => {
    const text = make();
    writeFileSync(json, text);
    expect(() => contentOf(checkpointAt('joint', 2))).toThrow(
      expect.objectContaining({ code: 'bad-option', message: expect.stringMatching(message) }),
    );
    expect(readFileSync(json, 'utf8')).toBe(text);
  });
});
