import { expect, it } from 'vitest';
import { getSetting, settingsOf, withSetting } from '../run/settings.ts';
import { begunConfig } from './begun-config.ts';
import { keysUnlikeInit, presets, resolvePreset } from './presets.ts';
import { qaSettings } from './qa/settings.ts';
import type { RealmConfig } from './realm/settings.ts';
import { realm } from './realm/system.ts';

const system = presets.find(({ name }) => name === 'qa')!.system;

it.each([
  ['smoke', 'qa-smoke'],
  ['first', 'qa-bios'],
  ['bios', 'qa-bios'],
  ['bios-faithful', 'qa-bios'],
  ['bios-2l', 'qa-bios'],
  ['first-2l', 'qa-bios'],
  ['atlas', 'qa'],
  ['atlas-ict', 'qa'],
  ['atlas-2l', 'qa'],
  ['own-short', 'qa'],
  ['own-long', 'qa'],
])('goes on from %s with settings of %s that fit its models', (name, base) => {
  const saved = resolvePreset<RealmConfig>(name, { seed: 7, corpus: name.startsWith('own') ? 'my-text' : undefined });
  const config = begunConfig(system, saved);
  expect(config.preset).toBe(base);
  // a preset that names models would begin with those
  expect(presets.find((preset) => preset.name === config.preset)!.init).toBeUndefined();
  expect(keysUnlikeInit(config, saved)).toEqual([]);
  expect(system.conflicts(config)).toEqual([]);
  expect(system.phases(config).filter(({ steps }) => steps > 0)).toMatchObject([{ id: 'qa' }]);
});

it('takes over every setting that both systems have, whatever its value is', () => {
  const both = [...settingsOf(qaSettings).keys()].filter((key) => settingsOf(realm.settings).has(key));
  const kept = both.filter((key) => !['system', 'preset'].includes(key));
  expect(kept.length).toBeGreaterThan(30);
  let saved = resolvePreset('bios');
  for (const key of kept) {
    const setting = settingsOf(realm.settings).get(key)!;
    const value = getSetting(saved, key);
    if (setting.kind === 'integer' || setting.kind === 'number')
      saved = withSetting(saved, key, value === setting.max ? setting.min : setting.max);
    if (setting.kind === 'boolean') saved = withSetting(saved, key, !value);
    if (setting.kind === 'choice') saved = withSetting(saved, key, setting.choices.find((choice) => choice !== value)!);
    if (setting.kind === 'text') saved = withSetting(saved, key, 'another');
  }
  const config = begunConfig(system, saved);
  expect(kept.filter((key) => getSetting(config, key) !== getSetting(saved, key))).toEqual([]);
  expect([config.system, getSetting(config, 'qa.init')]).toEqual(['qa', 'checkpoint']);
});

it('refuses a run whose models are of no use', () => {
  expect(() => begunConfig(system, resolvePreset('glm'))).toThrow(expect.objectContaining({ code: 'bad-option' }));
});
