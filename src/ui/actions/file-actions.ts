/** Actions that bring files in or hand them out. */

import { systemOf } from '../../systems/registry.ts';
import { loadPart } from '../../util/load-part.ts';
import { shownConfig } from '../context.ts';
import { bytesOf, chooseFiles, saveFile } from '../files.ts';
import type { Action } from './action.ts';

const zip = () => loadPart(() => import('../../state/checkpoint-zip.ts'));

export const saveCheckpointAction: Action = {
  id: 'save-checkpoint',
  group: 'files',
  label: ({ t }) => t.actions.saveCheckpoint,
  enabled: ({ state }) => state.info !== null && state.status !== 'opening',
  async run({ session, t }) {
    const { packCheckpoint } = await zip();
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
  async run({ session, library }) {
    const [file] = await chooseFiles({ accept: '.zip,application/zip' });
    if (!file) return;
    const { checkpointFromZip } = await loadPart(() => import('../../state/take-zip.ts'));
    const { files, config } = await checkpointFromZip(file.name, await bytesOf(file), library);
    await session.openCheckpoint(files, config);
  },
};

export const takeAction: Action = {
  id: 'take',
  group: 'files',
  label: ({ t }) => t.actions.take,
  enabled: ({ state }) =>
    state.info !== null && state.status !== 'opening' && systemOf(shownConfig(state)).takeAlong !== undefined,
  run: ({ ui }) => ui.setState({ dialog: 'take' }),
};

export const shareAction: Action = {
  id: 'share',
  group: 'files',
  label: ({ t }) => t.share.action,
  shortcut: { key: 'u' },
  enabled: () => true,
  run({ ui, player }) {
    // the link names one moment of the recording
    player.pause();
    ui.setState({ dialog: 'share' });
  },
};
