/** Actions that bring text in, and the library of what was brought in. */

import type { ImportFile } from '../../worker/import-messages.ts';
import type { Workbench } from '../context.ts';
import { chooseFiles } from '../files.ts';
import { givenFiles } from '../imports/given-files.ts';
import type { Action } from './action.ts';

/** Shows the dialog of an import and begins it. */
export function beginImport({ imports, ui }: Workbench, name: string, files: ImportFile[]): void {
  ui.setState({ dialog: 'import' });
  void imports.begin(name, files);
}

async function choose(workbench: Workbench, options: Parameters<typeof chooseFiles>[0]): Promise<void> {
  const files = await chooseFiles(options);
  if (files.length === 0) return;
  const given = givenFiles(files.map((file) => ({ path: file.webkitRelativePath || file.name, file })));
  beginImport(workbench, given.name, given.files);
}

export const importFileAction: Action = {
  id: 'import-file',
  group: 'setup',
  label: ({ t }) => t.actions.importFile,
  enabled: () => true,
  run: (context) => choose(context, { multiple: true }),
};

export const importFolderAction: Action = {
  id: 'import-folder',
  group: 'setup',
  label: ({ t }) => t.actions.importFolder,
  enabled: () => true,
  run: (context) => choose(context, { directory: true, multiple: true }),
};

export const importWikipediaAction: Action = {
  id: 'import-wikipedia',
  group: 'setup',
  label: ({ t }) => t.actions.importWikipedia,
  enabled: () => true,
  run: ({ ui }) => ui.setState({ dialog: 'wikipedia' }),
};

export const restoreCorpusAction: Action = {
  id: 'restore-corpus',
  within: 'library',
  group: 'setup',
  label: ({ t }) => t.actions.restoreCorpus,
  shortcut: { key: 'z', mod: true },
  enabled: ({ view, library }) => view.dialog === 'library' && library.state.removed !== null,
  run: ({ library }) => library.undoRemove(),
};

export const libraryAction: Action = {
  id: 'library',
  group: 'setup',
  label: ({ t }) => t.actions.library,
  shortcut: { key: 'i' },
  enabled: () => true,
  async run({ ui, library }) {
    ui.setState({ dialog: 'library' });
    await library.refresh();
  },
};
