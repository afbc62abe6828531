import { describe, expect, it } from 'vitest';
import { defaultConfig } from '../train/config.ts';
import { presetNames, resolvePreset } from './presets.ts';
import { conflicts, getSetting, parseSetting, settingKeys, settings } from './settings.ts';

describe('resolvePreset', () => {
  it('gives the defaults for bios, whose values are one word each', () => {
    const masking = { ...defaultConfig.masking, maxTokens: 1 };
    expect(resolvePreset('bios')).toEqual({ ...defaultConfig, masking });
  });

  it('layers smoke over the defaults and keeps what it does not name', () => {
    const config = resolvePreset('smoke');
    expect(config.preset).toBe('smoke');
    expect(config.bios).toEqual({ people: 24, attributes: 6, sentencesPerDocument: 2 });
    expect([config.ict.steps, config.warmup.steps, config.joint.steps]).toEqual([40, 60, 60]);
    expect(config.ict.learningRate).toBe(defaultConfig.ict.learningRate);
  });

  it('gives atlas the departures that natural text needs (REALM.md §5)', () => {
    const { corpus, retriever, reader, ict, warmup, joint, lengths } = resolvePreset('atlas');
    expect(corpus).toBe('atlas');
    expect([retriever.directPath, retriever.orthogonalProjection, reader.copyHead, reader.tokenShift]).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect([ict.steps, ict.keepSentence, ict.queryDropout]).toEqual([120, 0.5, 0.5]);
    expect([warmup.steps, warmup.substitution, warmup.otherBlocks]).toEqual([600, 0.7, 0.5]);
    expect([joint.steps, joint.retrieverLearningRate]).toEqual([600, 1e-3]);
    expect(lengths).toEqual({ query: 40, document: 56 });
  });

  it('puts overrides on top', () => {
    const config = resolvePreset('smoke', { seed: 9, joint: { steps: 5 } });
    expect([config.seed, config.joint.steps, config.joint.batch]).toEqual([9, 5, 8]);
  });

  it('changes no default', () => {
    const before = JSON.stringify(defaultConfig);
    for (const name of presetNames) resolvePreset(name, { joint: { steps: 1 } });
    expect(JSON.stringify(defaultConfig)).toBe(before);
  });

  it('names the presets there are where one is unknown', () => {
    expect(() => resolvePreset('toString')).toThrow('There is no preset “toString”. Presets: smoke, bios, atlas.');
  });

  it.each(presetNames)('%s holds only values that its settings take, and no conflict', (name) => {
    const config = resolvePreset(name);
    for (const key of settingKeys) {
      const value = getSetting(config, key);
      expect(parseSetting(key, String(value)), key).toBe(value);
    }
    expect(conflicts(config)).toEqual([]);
  });
});

describe('settings', () => {
  it('knows every leaf of the configuration and no other', () => {
    const leaves: string[] = [];
    const walk = (node: object, path: string) => {
      for (const [key, value] of Object.entries(node)) {
        if (typeof value === 'object') walk(value, `${path}${key}.`);
        else leaves.push(path + key);
      }
    };
    walk(defaultConfig, '');
    expect(Object.keys(settings).sort()).toEqual(leaves.sort());
  });
});
