import { describe, expect, it } from 'vitest';
import { defaultRealmConfig as defaultConfig, realmConflicts, realmSettings } from '../systems/realm/settings.ts';
import { RetrogradError } from '../util/errors.ts';
import { inEnglish } from '../util/sentence.ts';
import { applySetting, changedKeys, configFromUnknown, defaultsOf, integer, layered, withSetting } from './settings.ts';

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof RetrogradError && error.code === 'bad-option') return error.message;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('applySetting', () => {
  it.each([
    ['joint.refreshEvery=0', ['joint', 'refreshEvery'], 0],
    ['realm.temperature=0.25', ['realm', 'temperature'], 0.25],
    ['joint.readerLearningRate=1e-4', ['joint', 'readerLearningRate'], 0.0001],
    ['realm.nullDocument=false', ['realm', 'nullDocument'], false],
    [' masking.strategy = random-span ', ['masking', 'strategy'], 'random-span'],
    ['corpus=my=corpus', ['corpus'], 'my=corpus'],
  ])('%s', (assignment, path, value) => {
    const config = applySetting(realmSettings, defaultConfig, assignment);
    expect(path.reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], config)).toBe(value);
  });

  it('leaves the configuration it was given as it is', () => {
    const before = structuredClone(defaultConfig);
    applySetting(realmSettings, defaultConfig, 'joint.steps=3');
    expect(defaultConfig).toEqual(before);
  });

  it.each([
    ['joint.steps=ten', 'joint.steps takes a whole number from 0 to 1000000, not “ten”'],
    ['joint.steps=1.5', 'whole number'],
    ['joint.steps=', 'whole number'],
    ['joint.steps=-1', 'from 0 to 1000000'],
    ['realm.temperature=NaN', 'a number from 0.001 to 1000'],
    ['realm.temperature=Infinity', 'a number from 0.001 to 1000'],
    ['realm.nullDocument=yes', 'true or false'],
    ['masking.strategy=words', 'one of salient, uniform, random-span'],
    ['joint', 'key=value'],
    ['=3', 'key=value'],
    ['preset=smoke', '--preset NAME'],
    ['system=other', '--preset NAME'],
  ])('%s is refused with what is valid', (assignment, part) => {
    expect(messageOf(() => applySetting(realmSettings, defaultConfig, assignment))).toContain(part);
  });

  it('lists the valid keys for one that does not exist, and those that read alike', () => {
    const message = messageOf(() => applySetting(realmSettings, defaultConfig, 'train.refreshEvery=5'));
    expect(message).toContain('There is no setting “train.refreshEvery”. Did you mean joint.refreshEvery?');
    expect(message).toContain('masking.strategy, masking.uniformRate');
    expect(messageOf(() => applySetting(realmSettings, defaultConfig, '__proto__.x=1'))).toContain(
      'There is no setting',
    );
    expect(messageOf(() => applySetting(realmSettings, defaultConfig, 'joint={}'))).toContain(
      'Did you mean joint.steps',
    );
  });
});

describe('conflicts', () => {
  it('finds a width that the heads do not divide', () => {
    expect(realmConflicts(withSetting(defaultConfig, 'reader.heads', 5)).map(inEnglish)).toEqual([
      'reader.width (64) must be a multiple of 4 · reader.heads (20).',
    ]);
  });

  it('finds a retriever without layers or direct path', () => {
    const [found] = realmConflicts(withSetting(defaultConfig, 'retriever.layers', 0));
    expect(inEnglish(found!)).toContain('retriever.directPath=true');
  });
});

describe('configFromUnknown', () => {
  it('keeps valid values, drops what it does not know, and fills in the defaults', () => {
    const config = configFromUnknown(realmSettings, {
      seed: 4,
      joint: { steps: 12, batch: 'many' },
      realm: null,
      shapes: [1, 2],
    });
    expect(config).toEqual({ ...defaultConfig, seed: 4, joint: { ...defaultConfig.joint, steps: 12 } });
  });

  it('refuses what is no object', () => {
    expect(() => configFromUnknown(realmSettings, 'x')).toThrow(RetrogradError);
  });
});

describe('changedKeys', () => {
  it('names what differs', () => {
    const changed = withSetting(withSetting(defaultConfig, 'joint.steps', 1), 'seed', 2);
    expect(changedKeys(realmSettings, defaultConfig, changed)).toEqual(['seed', 'joint.steps']);
  });
});

it('a layer replaces single values, in sections of sections too', () => {
  const table = { a: { b: { c: integer(1, 0, 9, 'c'), d: integer(2, 0, 9, 'd') }, e: integer(3, 0, 9, 'e') } };
  expect(layered(defaultsOf(table), { a: { b: { c: 5 } } })).toEqual({ a: { b: { c: 5, d: 2 }, e: 3 } });
});
