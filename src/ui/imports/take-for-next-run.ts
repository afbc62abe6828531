/** Uses an imported corpus for the next run, with the preset that fits its size, and says which one that is. */
import type { LibraryEntry } from '../../state/library.ts';
import { passagesIn } from '../../systems/own-text.ts';
import { presets } from '../../systems/presets.ts';
import { presetForText, systemOf } from '../../systems/registry.ts';
import type { Workbench } from '../context.ts';
import { partTable } from '../i18n/part-words.ts';
import { importWords } from './words/use-import-words.ts';

/** `isNew`: it has just been imported, which is said too. */
export function takeForNextRun(
  { session, languages, ui }: Pick<Workbench, 'session' | 'languages' | 'ui'>,
  { manifest, characters }: LibraryEntry,
  { isNew }: { isNew: boolean },
): void {
  const { id, t } = languages.of(ui.getState().language);
  const { imports } = partTable(importWords, id);
  const passages = passagesIn(characters, manifest.language);
  const name = presetForText(systemOf(session.state.draft), passages);
  const own = presets.find((one) => one.name === name)!;
  session.takeCorpus(manifest.id, name);
  const chosen = imports.chosen(t.presetWords(name, own).title, passages);
  const sentences = isNew ? [imports.done(manifest.title, manifest.documents), chosen] : [chosen];
  session.notify('info', 'done', sentences.join(t.betweenSentences));
}
