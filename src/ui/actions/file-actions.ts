/** Actions that bring files in or hand them out. */

import { configOfCheckpoint, packCheckpoint, unpackCheckpoint } from '../../state/checkpoint-zip.ts';
import { encodeAddress } from '../../state/url.ts';
import { bytesOf, chooseFiles, saveFile } from '../files.ts';
import type { Action } from './action.ts';

export const saveCheckpointAction: Action = {
  id: 'save-checkpoint',
  group: 'files',
  label: ({ t }) => t.actions.saveCheckpoint,
  enabled: ({ state }) => state.info !== null && state.status !== 'opening',
  async run({ session, t }) {
    const files = await session.client.checkpoint();
    const { measured, now } = session.state;
    const name = `${['retrograd', measured?.config.preset ?? 'run', now?.phase ?? 'start', now?.step ?? 0].join('-')}.zip`;
    saveFile(name, packCheckpoint(files), 'application/zip');
    session.notify('info', 'done', t.notices.saved(name));
  },
};

export const openCheckpointAction: Action = {
  id: 'open-checkpoint',
  group: 'files',
  label: ({ t }) => t.actions.openCheckpoint,
  shortcut: { key: 'o' },
  enabled: ({ state }) => state.status !== 'opening',
  async run({ session }) {
    const [file] = await chooseFiles({ accept: '.zip,application/zip' });
    if (!file) return;
    const files = unpackCheckpoint(file.name, await bytesOf(file));
    await session.openCheckpoint(files, configOfCheckpoint(files));
  },
};

export const copyLinkAction: Action = {
  id: 'copy-link',
  group: 'setup',
  label: ({ t }) => t.actions.copyLink,
  enabled: () => true,
  async run({ state, session, t, view }) {
    const hash = encodeAddress(state.draft, view.page, view.places[view.page], view.lesson);
    await navigator.clipboard.writeText(`${location.href.split('#')[0]}${hash ? `#${hash}` : ''}`);
    session.notify('info', 'done', t.notices.copied);
  },
};
