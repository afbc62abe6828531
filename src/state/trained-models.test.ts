import { readdirSync, readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ParameterRegistry } from '../models/registry.ts';
import { readState } from '../run/checkpoint.ts';
import type { RunConfig, SessionInfo } from '../run/records.ts';
import { readSafetensors } from '../run/safetensors.ts';
import type { RunContext } from '../run/system.ts';
import { presets } from '../systems/presets.ts';
import { systemOf } from '../systems/registry.ts';
import { corpusFingerprint } from '../text/corpus/fingerprint.ts';
import { loadCorpus } from '../worker/load-corpus.ts';
import { configOfCheckpoint } from './checkpoint-config.ts';
import { unpackCheckpoint } from './checkpoint-zip.ts';
import { readRecording } from './recording.ts';
import { describeRun } from './run-description.ts';
import { configWith, isOpenModel, makesModel, modelWithEnd, trainedModelFor, trainedModels } from './trained-models.ts';

const folder = 'public/recordings';
const checkpointOf = (name: string) => unpackCheckpoint(name, new Uint8Array(readFileSync(`${folder}/${name}.zip`)));
const recordingOf = (name: string) =>
  readRecording(JSON.parse(gunzipSync(readFileSync(`${folder}/${name}.recording`)).toString()));

describe.each(trainedModels.map((model) => [model.file, model] as const))('%s', (file, model) => {
  const { preset, settings, goesOnAt } = model;
  const files = checkpointOf(file);
  const recording = recordingOf(file);
  const config = configWith(preset, settings);
  const state = readState(files);

  it('is the model of the settings for which it is offered, unless their runs begin with it anyway', () => {
    expect(makesModel(configOfCheckpoint(files), model)).toBe(true);
    const isBeginning = presets.find(({ name }) => name === preset)?.warmStart === file;
    expect(trainedModelFor(config)?.file).toBe(isBeginning ? undefined : file);
  });

  it('is of the run whose measurements come with it, the last one of the whole run at its end', () => {
    const { run, all } = recording;
    expect(makesModel(run.config, model)).toBe(true);
    const last = systemOf(config).phases(config).at(-1)!;
    expect(all.evaluations.at(-1)).toMatchObject({ phase: last.id, step: last.steps });
    // what trains on begins where a phase does, with moments that are zero anyway
    if (goesOnAt !== undefined) expect(state).toMatchObject({ phase: goesOnAt, step: 0 });
    else expect(state).toMatchObject({ phase: last.id, step: last.steps, momentsLeftOut: true, runId: run.runId });
  });
});

const withEnd = trainedModels.filter(({ hasEnd }) => hasEnd).map(({ file }) => `${file}-end`);

it.each(withEnd)('%s is the recorded run at its end', (name) => {
  const file = name.replace(/-end$/, '');
  const files = checkpointOf(name);
  const recording = recordingOf(file);
  const { config, runId } = recording.run;
  const last = systemOf(config).phases(config).at(-1)!;
  expect(readState(files)).toMatchObject({ phase: last.id, step: last.steps, momentsLeftOut: true, runId });
  expect(configOfCheckpoint(files)).toEqual(config);
  expect(modelWithEnd(recording)?.file).toBe(file);
});

it.each([...withEnd, ...trainedModels.filter(({ goesOnAt }) => goesOnAt !== undefined).map(({ file }) => file)])(
  '%s has the shapes of the models that its configuration makes, and belongs to the corpus',
  async (file) => {
    const files = checkpointOf(file);
    const config = configOfCheckpoint(files);
    const corpus = await loadCorpus(config);
    expect(readState(files).corpus).toBe(corpusFingerprint(corpus));
    const isMade = new Error('The engine would be made now.');
    let made: ParameterRegistry | null = null;
    const context: Partial<RunContext<RunConfig>> = {
      ...{ config, corpus, savedTokenizer: files.tokenizer, onProgress() {}, onWarning() {} },
      createEngine(registry) {
        made = registry;
        throw isMade;
      },
    };
    await expect(systemOf(config).open(context as RunContext<RunConfig>)).rejects.toBe(isMade);
    const { tensors } = readSafetensors(files.weights);
    const shapes = made!.list().map(({ name, shape }) => [name, shape.join()]);
    expect(shapes.length).toBeGreaterThan(0);
    expect(shapes.map(([name]) => [name, tensors.get(name!)?.shape.join()])).toEqual(shapes);
  },
);

it('is found by its settings, and not for others', () => {
  expect(trainedModelFor(configWith('seq2seq', { 'seq2seq.attention': 'dot' }))?.file).toBe('seq2seq');
  expect(trainedModelFor(configWith('seq2seq', { 'seq2seq.width': 32 }))).toBeNull();
  expect(trainedModelFor(configWith('glm-smoke'))).toBeNull();
  const [model] = trainedModels;
  expect(makesModel(configWith('seq2seq', { 'evaluation.every': 1 }), model!)).toBe(true);
  expect(makesModel(configWith('seq2seq', {}, 2), model!)).toBe(false);
  expect(makesModel(configWith('vectors'), model!)).toBe(false);
});

it('is offered for the settings on screen, unless a new run begins with it anyway', () => {
  expect(trainedModelFor(configWith('glm'))?.file).toBe('glm');
  expect(trainedModelFor(configWith('glm', { 'evaluation.every': 1 }))?.file).toBe('glm');
  expect(trainedModelFor(configWith('glm', { 'glm.objective': 'mlm' }))).toBeNull();
  expect(trainedModelFor(configWith('glm', {}, 2))).toBeNull();
  expect(trainedModelFor(configWith('bios'))?.file).toBe('bios');
  expect(trainedModelFor(configWith('bios-2l'))).toBeNull();
  expect(trainedModelFor(configWith('pretraining'))?.file).toBe('pretraining');
});

it('is told from a run of the same settings that began at step 0, and from what an earlier visit measured', () => {
  const model = trainedModelFor(configWith('glm'))!;
  const config = configWith('glm');
  const info = { runId: 'a', config } as SessionInfo;
  const run = { runId: 'a', ...describeRun(config) };
  const measured = { ...run, start: { phase: 'glm', step: 2500 } };
  expect(isOpenModel({ info, measured: run }, model)).toBe(false);
  expect(isOpenModel({ info, measured }, model)).toBe(true);
  expect(isOpenModel({ info: null, measured }, model)).toBe(false);
  expect(isOpenModel({ info: null, measured: null }, model)).toBe(false);
});

it('leaves room: all that the page shows of trained runs is 12 MB at most', () => {
  const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(`${folder}/${name}`).size, 0);
  expect(bytes).toBeLessThan(12_000_000);
});
