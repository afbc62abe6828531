/** Actions that bring files in or hand them out. */

import { configOfCheckpoint, packCheckpoint, unpackCheckpoint } from '../../state/checkpoint-zip.ts';
import { encodeAddress } from '../../state/url.ts';
import { bytesOf, chooseFiles, saveFile } from '../files.ts';
import { t } from '../i18n/strings.ts';
import type { Action, ActionContext } from './action.ts';

export const saveCheckpointAction: Action = {
  id: 'save-checkpoint',
  group: 'files',
  label: () => t.actions.saveCheckpoint,
  enabled: ({ state }) => state.info !== null && state.status !== 'opening',
  async run({ session }) {
    const files = await session.client.checkpoint();
    const { measured, now } = session.state;
    const name = `retrograd-${measured?.preset ?? 'run'}-${now?.phase ?? 'ict'}-${now?.step ?? 0}.zip`;
    saveFile(name, packCheckpoint(files), 'application/zip');
    session.notify('info', t.notices.saved(name));
  },
};

export const openCheckpointAction: Action = {
  id: 'open-checkpoint',
  group: 'files',
  label: () => t.actions.openCheckpoint,
  shortcut: { key: 'o' },
  enabled: ({ state }) => state.status !== 'opening',
  async run({ session }) {
    const [file] = await chooseFiles({ accept: '.zip,application/zip' });
    if (!file) return;
    const files = unpackCheckpoint(file.name, await bytesOf(file));
    await session.openCheckpoint(files, configOfCheckpoint(files));
  },
};

async function importInto({ session }: ActionContext, name: string, bytes: Uint8Array | Map<string, Uint8Array>) {
  const { importCorpus } = await import('../../text/import.ts');
  const { corpus, skipped } = importCorpus(name, bytes);
  session.takeCorpus(corpus);
  const reasons = Object.entries(skipped).map(([reason, n]) => `${reason} (${n})`);
  const told = t.setup.imported(corpus.manifest.title, corpus.documents.length);
  session.notify('info', reasons.length > 0 ? `${told} ${t.setup.importSkipped(reasons.join(', '))}` : told);
}

export const importFileAction: Action = {
  id: 'import-file',
  group: 'setup',
  label: () => t.actions.importFile,
  enabled: ({ state }) => state.status !== 'opening',
  async run(context) {
    const [file] = await chooseFiles({ accept: '.zip,.jsonl,.ndjson,.json,.txt,.text,.md,.markdown,.csv,.tsv' });
    if (file) await importInto(context, file.name, await bytesOf(file));
  },
};

export const importFolderAction: Action = {
  id: 'import-folder',
  group: 'setup',
  label: () => t.actions.importFolder,
  enabled: ({ state }) => state.status !== 'opening',
  async run(context) {
    const files = await chooseFiles({ directory: true, multiple: true });
    if (files.length === 0) return;
    const folder = files[0]!.webkitRelativePath.split('/')[0] || 'folder';
    const map = new Map<string, Uint8Array>();
    for (const file of files) map.set(file.webkitRelativePath.replace(/^[^/]*\//, ''), await bytesOf(file));
    await importInto(context, folder, map);
  },
};

export const copyLinkAction: Action = {
  id: 'copy-link',
  group: 'setup',
  label: () => t.actions.copyLink,
  enabled: () => true,
  async run({ state, session, view }) {
    const hash = encodeAddress(state.draft, view.page);
    await navigator.clipboard.writeText(`${location.href.split('#')[0]}${hash ? `#${hash}` : ''}`);
    session.notify('info', t.notices.copied);
  },
};
