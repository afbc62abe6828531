/** Presets of all systems. A preset's name is unique among them and decides the system. */
import type { RunConfig } from '../run/records.ts';
import {
  changedKeys,
  configFromUnknown,
  defaultsOf,
  layered,
  type PartialConfig,
  withSetting,
} from '../run/settings.ts';
import type { Preset, System } from '../run/system.ts';
import { RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';
import { everySystem, systemOf, systems } from './registry.ts';

export const defaultPreset = 'bios';

const known: (Preset & { system: System })[] = [];
const names: string[] = [];

/** Those of the systems that are there (`loadSystems`). */
export const presets: readonly (Preset & { system: System })[] = known;

export const presetNames: readonly string[] = names;

everySystem((system) => {
  known.push(...system.presets.map((preset) => ({ ...preset, system })));
  names.push(...system.presets.map(({ name }) => name));
});

/** The configuration of a preset, with overrides on top. Throws `bad-option` for an unknown name, which lists the valid ones. */
export function resolvePreset<C extends RunConfig = RunConfig>(name: string, overrides: PartialConfig<C> = {}): C {
  const preset = presets.find((one) => one.name === name);
  if (!preset) {
    throw new RetrogradError('bad-option', sentence`There is no preset “${name}”. Presets: ${presetNames.join(', ')}.`);
  }
  const base = withSetting(defaultsOf(preset.system.settings), 'preset', name);
  return layered(layered(base, preset.layer), overrides) as unknown as C;
}

/** Settings in which a configuration differs from one that begins with the models of a saved run (`System.beginFrom`); empty: they fit it. */
export function keysUnlikeInit(config: RunConfig, saved: RunConfig): string[] {
  const { settings, beginFrom } = systemOf(config);
  return changedKeys(settings, beginFrom!(config, saved), config);
}

/** The valid settings of an untrusted object, over the defaults of its system. Throws `bad-checkpoint` as `configFromUnknown` does. */
export function readConfig(source: unknown): RunConfig {
  const system = (source as Partial<RunConfig> | null)?.system;
  // configurations of the first version name no system, because there was only one
  const known = systemOf({ system: typeof system === 'string' ? system : systems[0]!.id });
  return configFromUnknown<RunConfig>(known.settings, source);
}
