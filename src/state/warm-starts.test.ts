import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { changedKeys, settingsOf } from '../run/settings.ts';
import { keysUnlikeInit, presets, resolvePreset } from '../systems/presets.ts';
import { systemOf } from '../systems/registry.ts';
import { configOfCheckpoint } from './checkpoint-config.ts';
import { unpackCheckpoint } from './checkpoint-zip.ts';

const begun = presets.flatMap(({ name, init }) => (init === undefined ? [] : [[name, init] as const]));

it.each(begun)('the models with which %s begins are of its settings', (name, file) => {
  const files = unpackCheckpoint(file, new Uint8Array(readFileSync(`public/recordings/${file}.zip`)));
  const saved = configOfCheckpoint(files);
  expect(keysUnlikeInit(resolvePreset(name), saved)).toEqual([]);
  expect(keysUnlikeInit(resolvePreset(name, { seed: 2 }), saved)).toEqual(['seed']);
});

const warm = presets.filter(({ warmStart }) => warmStart !== undefined);

it.each(warm.map(({ name, warmStart }) => [name, warmStart!]))(
  'the checkpoint from which %s begins was made with its settings',
  (name, file) => {
    const files = unpackCheckpoint(file, new Uint8Array(readFileSync(`public/recordings/${file}.zip`)));
    const config = resolvePreset(name);
    const table = systemOf(config).settings;
    const changed = changedKeys(table, configOfCheckpoint(files), config);
    expect(changed.filter((key) => !settingsOf(table).get(key)!.resumable)).toEqual([]);
  },
);
