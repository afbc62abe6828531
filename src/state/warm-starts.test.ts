import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { changedKeys, settingsOf } from '../run/settings.ts';
import { presets, resolvePreset } from '../systems/presets.ts';
import { systemOf } from '../systems/registry.ts';
import { configOfCheckpoint } from './checkpoint-config.ts';
import { unpackCheckpoint } from './checkpoint-zip.ts';

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
