/** The run in the address bar, e.g. `#v=1&preset=smoke&seed=3`: a version, and only the settings that differ from the preset. */

import type { RunConfig } from '../run/records.ts';
import { applySetting, changedKeys, getSetting } from '../run/settings.ts';
import { defaultPreset, resolvePreset } from '../systems/presets.ts';
import { systemOf } from '../systems/registry.ts';
import { RetrogradError } from '../util/errors.ts';

const version = '1';

/** What the page shows: a run, or the masking lab beside it. */
export type PageName = 'run' | 'lab';

/** The hash of a configuration, without `#`; empty for the default preset with nothing changed. */
export function encodeHash(config: RunConfig): string {
  const { settings, presets } = systemOf(config);
  const names = presets.map(({ name }) => name);
  // a preset of another version or another system cannot be the base
  const preset = [config.preset, defaultPreset, ...names].find((name) => names.includes(name))!;
  const entries: [string, string][] = preset === defaultPreset ? [] : [['preset', preset]];
  const base = resolvePreset(preset);
  for (const key of changedKeys(settings, base, { ...config, preset }))
    entries.push([key, String(getSetting(config, key))]);
  if (entries.length === 0) return '';
  return new URLSearchParams([['v', version], ...entries]).toString();
}

/**
 * The configuration of a hash (with or without `#`), or null if there is none. Throws `bad-option` with a message for the user
 * if the version, a key or a value is unknown; then the caller changes nothing.
 */
export function decodeHash(hash: string): RunConfig | null {
  const source = hash.replace(/^#/, '');
  if (source === '') return null;
  const entries = [...new URLSearchParams(source)];
  const given = entries.find(([key]) => key === 'v')?.[1];
  if (given !== version) {
    throw new RetrogradError(
      'bad-option',
      `The address carries ${given === undefined ? 'no version' : `version “${given}”`}; this page reads version ${version}. Its settings were left out.`,
    );
  }
  let config = resolvePreset(entries.find(([key]) => key === 'preset')?.[1] ?? defaultPreset);
  const system = systemOf(config);
  for (const [key, value] of entries) {
    if (key !== 'v' && key !== 'preset') config = applySetting(system.settings, config, `${key}=${value}`);
  }
  const found = system.conflicts(config);
  if (found.length > 0) throw new RetrogradError('bad-option', found.join(' '));
  return config;
}

/** The hash of settings and page, without `#`: `v=1&preset=smoke&view=lab`; empty if both have their defaults. */
export function encodeAddress(config: RunConfig, page: PageName): string {
  const settings = encodeHash(config);
  if (page === 'run') return settings;
  return `${settings}${settings && '&'}view=${page}`;
}

/** The page that a hash names, and the rest of the hash, for `decodeHash`. An unknown page is read as the run. */
export function splitAddress(hash: string): { page: PageName; settings: string } {
  const entries = hash.replace(/^#/, '').split('&');
  const page = entries.includes('view=lab') ? 'lab' : 'run';
  return { page, settings: entries.filter((entry) => !entry.startsWith('view=')).join('&') };
}
