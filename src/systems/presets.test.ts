import { describe, expect, it } from 'vitest';
import { getSetting, parseSetting, settingsOf } from '../run/settings.ts';
import { inEnglish } from '../util/sentence.ts';
import { presetNames, presets, readConfig, resolvePreset } from './presets.ts';
import { defaultRealmConfig as defaultConfig, type RealmConfig } from './realm/settings.ts';
import { systemOf, systems } from './registry.ts';

describe('resolvePreset', () => {
  it('gives bios its shapes', () => {
    const { bios, retriever, reader, realm, joint } = resolvePreset<RealmConfig>('bios');
    expect([bios.people, bios.attributes, bios.sentencesPerDocument]).toEqual([200, 6, 2]);
    expect([retriever.width, retriever.layers, retriever.projection, retriever.pooling]).toEqual([64, 1, 64, 'mean']);
    expect([reader.width, reader.layers, reader.heads, reader.copyHead]).toEqual([64, 2, 4, false]);
    expect([realm.candidates, realm.nullDocument, joint.batch, joint.retrieverLearningRate]).toEqual([
      8,
      true,
      16,
      3e-4,
    ]);
  });

  it('layers smoke over the defaults and keeps what it does not name', () => {
    const config = resolvePreset<RealmConfig>('smoke');
    expect(config.preset).toBe('smoke');
    expect(config.bios).toEqual({ people: 24, attributes: 6, sentencesPerDocument: 2, shared: 'surname' });
    expect([config.ict.steps, config.warmup.steps, config.joint.steps]).toEqual([20, 30, 60]);
    expect(config.ict.learningRate).toBe(defaultConfig.ict.learningRate);
  });

  it('gives atlas the departures that natural text needs', () => {
    const { corpus, retriever, reader, masking, ict, warmup, joint, lengths } = resolvePreset<RealmConfig>('atlas');
    expect(masking).toMatchObject({ recurring: true, maxTokens: 3 });
    expect(corpus).toBe('atlas');
    expect([retriever.directPath, retriever.orthogonalProjection, reader.copyHead, reader.tokenShift]).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect([ict.steps, ict.keepSentence, ict.queryDropout]).toEqual([240, 0.5, 0.5]);
    expect([warmup.steps, warmup.substitution, warmup.otherBlocks]).toEqual([400, 0.7, 0.5]);
    expect([joint.steps, joint.readerLearningRate, joint.retrieverLearningRate]).toEqual([300, 1e-4, 3e-4]);
    expect(lengths).toEqual({ query: 32, document: 48 });
  });

  it('puts overrides on top', () => {
    const config = resolvePreset<RealmConfig>('smoke', { seed: 9, joint: { steps: 5 } });
    expect([config.seed, config.joint.steps, config.joint.batch]).toEqual([9, 5, 4]);
  });

  it('changes no default', () => {
    const before = JSON.stringify(defaultConfig);
    for (const name of presetNames) resolvePreset<RealmConfig>(name, { joint: { steps: 1 } });
    expect(JSON.stringify(defaultConfig)).toBe(before);
  });

  it('names the presets there are where one is unknown', () => {
    expect(() => resolvePreset('toString')).toThrow(
      'There is no preset “toString”. Presets: first, smoke, bios, bios-2l, first-2l, atlas',
    );
  });

  it.each(presetNames)('%s holds only values that its settings take, and no conflict', (name) => {
    const config = resolvePreset(name);
    const system = systemOf(config);
    for (const [key, setting] of settingsOf(system.settings)) {
      const value = getSetting(config, key);
      expect(parseSetting(key, setting, String(value)), key).toBe(value);
    }
    expect(system.conflicts(config)).toEqual([]);
  });
});

describe.each(systems)('the system $id', (system) => {
  const keys = settingsOf(system.settings);

  it('knows every leaf of the configuration and no other', () => {
    const leaves: string[] = [];
    const walk = (node: object, path: string) => {
      for (const [key, value] of Object.entries(node)) {
        if (typeof value === 'object') walk(value, `${path}${key}.`);
        else leaves.push(path + key);
      }
    };
    walk(resolvePreset(system.presets[0]!.name), '');
    expect([...keys.keys()].sort()).toEqual(leaves.sort());
  });

  it('refuses heads whose size is no multiple of 4: kernels read four numbers at a time', () => {
    const sections = [...keys.keys()].flatMap((key) => /^(\w+)\.heads$/.exec(key)?.[1] ?? []);
    const config = resolvePreset(system.id === 'seq2seq' ? 'seq2seq-transformer' : system.presets[0]!.name);
    for (const section of sections) {
      const { [section]: model } = config as unknown as Record<string, object>;
      const changed = { ...config, [section]: { ...model, width: 20, heads: 2 } };
      expect(system.conflicts(changed).map(inEnglish), section).toContainEqual(
        expect.stringContaining('multiple of 4'),
      );
    }
  });

  it('names presets, settings and metrics that there are', () => {
    expect(system.presets.map(({ name }) => name)).toContain(system.ownText);
    expect(keys.get(system.stepsKey)?.kind).toBe('integer');
    const metrics = new Set(['loss', 'gradientNorm', ...system.metrics.map(({ id }) => id)]);
    const drawn = system.curves.flatMap(({ lines }) => lines.map(({ metric }) => metric));
    for (const metric of drawn) expect(metrics.has(metric), metric).toBe(true);
  });
});

it('no two presets and no two systems have one name', () => {
  expect(new Set(presetNames).size).toBe(presets.length);
  expect(new Set(systems.map(({ id }) => id)).size).toBe(systems.length);
});

describe('readConfig', () => {
  it('reads a configuration by its system; one that names none is of REALM, the first there was', () => {
    for (const name of presetNames)
      expect(readConfig(JSON.parse(JSON.stringify(resolvePreset(name))))).toEqual(resolvePreset(name));
    const { system: _, ...earlier } = resolvePreset<RealmConfig>('smoke');
    expect(readConfig(earlier)).toEqual(resolvePreset('smoke'));
  });

  it.each([null, 'x', { system: 'toString' }, { system: '__proto__' }])('refuses %j', (source) => {
    expect(() => readConfig(source)).toThrow(expect.objectContaining({ code: 'bad-checkpoint' }));
  });
});
