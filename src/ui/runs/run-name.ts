/** What a kept run is called. */
import type { RunConfig } from '../../run/records.ts';
import { presets } from '../../systems/presets.ts';
import type { Words } from '../i18n/words.ts';

/** The title of a preset in the language that is shown; its name where there is no such preset any more. */
export function presetTitle(name: string, t: Words): string {
  const own = presets.find((preset) => preset.name === name);
  return own ? t.presetWords(name, own).title : name;
}

/** The name that a person gave it, or its preset and seed. */
export function runName({ name = '', config }: { name?: string; config: RunConfig }, t: Words): string {
  return name || t.runs.unnamed(presetTitle(config.preset, t), config.seed);
}
