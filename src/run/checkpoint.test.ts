import { describe, expect, it } from 'vitest';
import type { ParameterStore } from '../graph/parameters.ts';
import { resolvePreset } from '../systems/presets.ts';
import { defaultRealmConfig, type RealmConfig, realmSettings } from '../systems/realm/settings.ts';
import {
  checkResume,
  initialModels,
  type RunState,
  readCheckpoint,
  readState,
  withoutMoments,
  withoutParameters,
  writeCheckpoint,
} from './checkpoint.ts';
import type { CheckpointFiles } from './records.ts';
import { readHeader, readSafetensors, writeSafetensors } from './safetensors.ts';
import { withSetting } from './settings.ts';

/** A model of one parameter of three values, off the GPU. */
const store = {
  elements: 4,
  slices: new Map([['w', { spec: { shape: [3] }, offset: 0, elements: 3 }]]),
  unpack: (packed: Float32Array) => packed.subarray(0, 3),
} as unknown as ParameterStore;
const parameters = {
  values: Float32Array.of(1, 2, 3, 0),
  firstMoments: Float32Array.of(4, 5, 6, 0),
  secondMoments: Float32Array.of(7, 8, 9, 0),
};
const snapshots = { 'index.served': Float32Array.of(10, 11, 12, 0) };
const state: RunState = {
  runId: 'run-1',
  phase: 'joint',
  step: 7,
  phases: { ict: { draw: 1 }, joint: { ahead: [] } },
  system: { servedAt: 3 },
  kernels: { 'nt 4×4×4': 'tiled' },
  corpus: '12-ab',
};
const write = (changed: object = {}) =>
  writeCheckpoint(store, { ...parameters, ...snapshots }, { ...state, ...changed }, defaultRealmConfig, {});

/** The same file with other metadata. */
function withMetadata({ weights, ...rest }: CheckpointFiles, change: (metadata: Record<string, string>) => object) {
  const { tensors, metadata } = readSafetensors(weights);
  return { ...rest, weights: writeSafetensors({ tensors, metadata: { ...metadata, ...change(metadata) } }) };
}

const badCheckpoint = (message: RegExp) =>
  expect.objectContaining({ code: 'bad-checkpoint', message: expect.stringMatching(message) });

describe('a checkpoint', () => {
  it('comes back as it was written, its state from the header alone', () => {
    expect(readCheckpoint(store, write())).toEqual({ arrays: parameters, snapshots });
    const { weights } = write();
    const headLength = Number(new DataView(weights).getBigUint64(0, true));
    expect(readState({ weights: weights.slice(0, 8 + headLength) })).toEqual(state);
  });

  it('keeps parameters under their own names, as other software reads them', () => {
    const { tensors } = readSafetensors(write().weights);
    expect([...tensors.keys()].sort()).toEqual(['adam.m/w', 'adam.v/w', 'index.served/w', 'w']);
  });

  it('stores once what is zero or equal, but every parameter, and opens a file that stores all', () => {
    const zero = Float32Array.of(0, 0, 0, 0);
    const begun = { values: parameters.values, firstMoments: zero, secondMoments: zero };
    const same = { 'index.served': parameters.values };
    const files = writeCheckpoint(store, { ...begun, ...same }, state, defaultRealmConfig, {});
    expect(Object.keys(readHeader(files.weights).entries)).toEqual(['w']);
    expect(readCheckpoint(store, files)).toEqual({ arrays: begun, snapshots: same });
    // as all were written before
    const whole = withMetadata(files, () => ({ format: 'retrograd-2' }));
    expect(Object.keys(readHeader(whole.weights).entries)).toHaveLength(4);
    expect(readCheckpoint(store, whole)).toEqual({ arrays: begun, snapshots: same });
    expect(readState(whole)).toEqual(state);
    // what shares its values keeps them
    const { snapshots: kept, arrays } = readCheckpoint(store, withoutParameters(files, ['w']));
    expect([kept, arrays.values]).toEqual([same, zero]);
  });

  it('has the models of another run with which its run began, which are none of its snapshots', () => {
    const initial = Float32Array.of(20, 21, 22, 0);
    const files = writeCheckpoint(store, { ...parameters, ...snapshots, initial }, state, defaultRealmConfig, { a: 1 });
    const models = initialModels(files)!;
    expect([...readSafetensors(models.weights).tensors]).toEqual([['w', { shape: [3], data: initial.subarray(0, 3) }]]);
    expect({ ...models, weights: null }).toEqual({ ...files, weights: null });
    expect(readCheckpoint(store, files)).toEqual({ arrays: parameters, snapshots });
    expect(initialModels(write())).toBeUndefined();
    // their preset names the models with which those that come with the page began
    const small = withoutMoments(files);
    expect(initialModels(small)).toBeUndefined();
    expect([...readSafetensors(small.weights).tensors.keys()].join()).not.toContain('initial');
    expect(readCheckpoint(store, small).snapshots).toEqual(snapshots);
    // at the first step they take no room
    const first = { ...parameters, values: initial };
    const begun = writeCheckpoint(store, { ...first, initial }, state, defaultRealmConfig, {});
    expect(Object.keys(readHeader(begun.weights).entries)).not.toContain('initial/w');
    expect(readSafetensors(initialModels(begun)!.weights).tensors.get('w')!.data).toEqual(initial.subarray(0, 3));
  });

  it('without moments keeps everything else, and says so', () => {
    const files = withoutMoments(write());
    const zero = Float32Array.of(0, 0, 0, 0);
    expect(readCheckpoint(store, files)).toEqual({
      arrays: { ...parameters, firstMoments: zero, secondMoments: zero },
      snapshots,
    });
    expect(readState(files)).toEqual({ ...state, momentsLeftOut: true });
    expect({ ...files, weights: null }).toEqual({ ...write(), weights: null });
  });

  it('without parameters has zeros for them, and keeps everything else', () => {
    const files = withoutParameters(write(), ['w']);
    const zero = Float32Array.of(0, 0, 0, 0);
    expect(readCheckpoint(store, files)).toEqual({ arrays: { ...parameters, values: zero }, snapshots });
    expect(readState(files)).toEqual(state);
    expect(readCheckpoint(store, withoutParameters(write(), ['x']))).toEqual(readCheckpoint(store, write()));
  });

  it('of another version is refused by the name of its format', () => {
    const earlier = withMetadata(write(), () => ({ format: 'retrograd-1' }));
    expect(() => readState(earlier)).toThrow(badCheckpoint(/another version of Retrograd \(retrograd-1/));
  });

  it.each<[string, object]>([
    ['a negative step', { step: -1 }],
    ['a step beyond every count', { step: 1e300 }],
    ['a step that is no number', { step: '7' }],
    ['half a step', { step: 0.5 }],
    ['no phase', { phase: undefined }],
    ['a name of a megabyte', { runId: 'x'.repeat(1_000_000) }],
    ['an empty name', { runId: '' }],
    ['phases that are a list', { phases: [] }],
    ['kernels that are numbers', { kernels: { a: 1 } }],
    ['no corpus', { corpus: null }],
  ])('with %s is refused', (_, changed) => {
    expect(() => readState(write(changed))).toThrow(badCheckpoint(/holds no state of a Retrograd run/));
  });

  it.each(['', 'null', '[]', '{', '"x"', '{"__proto__":{"runId":"a"}}'])('with the state %s is refused', (text) => {
    const damaged = withMetadata(write(), () => ({ state: text }));
    expect(() => readState(damaged)).toThrow(badCheckpoint(/holds no state/));
  });

  it('with prototype keys changes no prototype', () => {
    const hostile = withMetadata(write(), ({ state: text }) => ({
      state: text!.replace(
        '"phases":{',
        '"phases":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},',
      ),
    }));
    readState(hostile);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('with a tensor missing, or of another shape, is refused by that name', () => {
    const larger = {
      ...store,
      slices: new Map([['w', { spec: { shape: [4] }, offset: 0, elements: 4 }]]),
    } as unknown as ParameterStore;
    expect(() => readCheckpoint(larger, write())).toThrow(badCheckpoint(/w is \(3\), this model has \(4\)/));
    const named = withMetadata(write(), ({ state: text }) => ({
      state: text!.replace('"arrays":["index.served"]', '"arrays":["index.coming"]'),
    }));
    expect(() => readCheckpoint(store, named)).toThrow(badCheckpoint(/there is no tensor index\.coming\/w/));
  });
});

describe('resuming', () => {
  const check = (config: RealmConfig) => () => checkResume(realmSettings, defaultRealmConfig, config);

  it('may change what no saved state depends on', () => {
    const longer = withSetting(withSetting(defaultRealmConfig, 'joint.steps', 5), 'ict.batch', 8);
    expect(check(longer)).not.toThrow();
  });

  it.each([
    ['masking.maxTokens', 1],
    ['joint.batch', 3],
    ['seed', 2],
    ['realm.candidates', 3],
    ['tokenizer.vocabularySize', 100],
    ['reader.width', 32],
  ])('is refused with another %s, by name', (key, value) => {
    const changed = withSetting(withSetting(defaultRealmConfig, key, value), 'joint.steps', 5);
    expect(check(changed)).toThrow(
      expect.objectContaining({ code: 'bad-option', message: expect.stringContaining(`another ${key}, on which`) }),
    );
  });

  it('is refused by a checkpoint of another system, in one sentence', () => {
    const toy = resolvePreset('bigram');
    expect(() => checkResume(realmSettings, toy, defaultRealmConfig)).toThrow(
      badCheckpoint(/^config\.json: this is a checkpoint of bigram, not of realm\./),
    );
  });

  it('names all that differ', () => {
    const changed = withSetting(withSetting(defaultRealmConfig, 'joint.batch', 3), 'seed', 2);
    expect(check(changed)).toThrow(/another seed, joint\.batch, .*Leave them/);
  });
});
