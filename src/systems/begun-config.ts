/** The settings of a run that begins with the models of a run of another system, whatever its settings are. */
import type { RunConfig } from '../run/records.ts';
import { getSetting, settingsOf, withSetting } from '../run/settings.ts';
import type { System } from '../run/system.ts';
import { resolvePreset } from './presets.ts';
import { systemOf } from './registry.ts';

/**
 * All settings that both systems have are those of the saved run; the others are of the preset that differs from it in the fewest. A preset that names models
 * of its own (`Preset.init`) is none of them. Throws `bad-option` as `System.beginFrom` does.
 */
export function begunConfig({ settings, presets, beginFrom }: System, saved: RunConfig): RunConfig {
  const theirs = settingsOf(systemOf(saved).settings);
  const shared = [...settingsOf(settings).keys()].filter(
    (key) => theirs.has(key) && key !== 'system' && key !== 'preset',
  );
  const unlike = (config: RunConfig) =>
    shared.filter((key) => getSetting(config, key) !== getSetting(saved, key)).length;
  const candidates = presets.filter(({ init }) => init === undefined).map(({ name }) => resolvePreset(name));
  const nearest = candidates.reduce((best, one) => (unlike(one) < unlike(best) ? one : best));
  const config = shared.reduce((before, key) => withSetting(before, key, getSetting(saved, key)), nearest);
  return beginFrom!(config, saved);
}
