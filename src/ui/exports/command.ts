/** The command line that repeats a run. */
import type { RunConfig } from '../../run/records.ts';
import { changedKeys, getSetting } from '../../run/settings.ts';
import { presetNames, resolvePreset } from '../../systems/presets.ts';
import { systemOf } from '../../systems/registry.ts';
import { bundledCorpora } from '../../text/corpus/corpus.ts';

/** Settings that have an option of their own. */
const withOption = ['system', 'preset', 'corpus', 'seed'];

const quoted = (word: string) => (/^[\w.,:=/@+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

export function isOwnCorpus({ corpus }: RunConfig): boolean {
  return !bundledCorpora.some((id) => id === corpus);
}

/** Whether it begins with the models of another run that its preset does not name. */
export function hasOwnModels(config: RunConfig): boolean {
  const { presets, needsModels } = systemOf(config);
  return Boolean(needsModels?.(config)) && presets.find(({ name }) => name === config.preset)?.init === undefined;
}

/** Keys of settings that differ from those of the run's preset; all that differ from the defaults where there is no such preset. */
export function keysBesidePreset(config: RunConfig): string[] {
  const { settings, presets } = systemOf(config);
  const base = presetNames.includes(config.preset) ? config.preset : presets[0]!.name;
  return changedKeys(settings, resolvePreset(base), { ...config, preset: base });
}

/** `npm run train -- …`; a corpus of one's own is named CORPUS.zip, and models of another run with which it begins are in MODELS.zip. */
export function commandOf(config: RunConfig): string {
  const { presets } = systemOf(config);
  const preset = presetNames.includes(config.preset) ? config.preset : presets[0]!.name;
  const { corpus } = resolvePreset(preset);
  const words = ['--preset', preset, '--seed', String(config.seed)];
  if (isOwnCorpus(config)) words.push('--corpus', 'CORPUS.zip');
  else if (config.corpus !== corpus) words.push('--corpus', config.corpus);
  if (hasOwnModels(config)) words.push('--init', 'MODELS.zip');
  for (const key of keysBesidePreset(config)) {
    if (!withOption.includes(key)) words.push('--set', `${key}=${getSetting(config, key)}`);
  }
  return `npm run train -- ${words.map(quoted).join(' ')}`;
}
