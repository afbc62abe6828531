/** What a kept run is called. */
import type { RunConfig } from '../../run/records.ts';
import type { LibraryEntry } from '../../state/library.ts';
import type { RunEntry } from '../../state/run-archive.ts';
import { presets } from '../../systems/presets.ts';
import type { Words } from '../i18n/words.ts';

/** The title of a preset in the language that is shown; its name where there is no such preset any more. */
export function presetTitle(name: string, t: Words): string {
  const own = presets.find((preset) => preset.name === name);
  return own ? t.presetWords(name, own).title : name;
}

/** In a few words: the name that a person gave it, its own corpus, or its preset. */
export function shortRunName(
  { runId, config }: { runId: string; config: RunConfig },
  { runs, corpora }: { runs: readonly RunEntry[]; corpora: readonly LibraryEntry[] },
  t: Words,
): string {
  const name = runs.find((entry) => entry.runId === runId)?.name;
  const corpus = corpora.find(({ manifest }) => manifest.id === config.corpus)?.manifest.title;
  return name || corpus || presetTitle(config.preset, t);
}

/** The name that a person gave it, or its preset and seed. */
export function runName({ name = '', config }: { name?: string; config: RunConfig }, t: Words): string {
  return name || t.runs.unnamed(presetTitle(config.preset, t), config.seed);
}
