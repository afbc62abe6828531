/** Actions on the recording that is on screen. */

import { isBusy } from '../../state/session-state.ts';
import { openRecorded } from '../../state/shipped-recordings.ts';
import { modelWithEnd, openAtEnd } from '../../state/trained-models.ts';
import { firstPage } from '../../state/url.ts';
import type { Action, ActionContext } from './action.ts';
import { playAction } from './run-actions.ts';

const isShown = ({ state }: ActionContext) => state.isRecorded && state.status === 'idle';

export const playRecordingAction: Action = {
  id: 'play-recording',
  group: 'run',
  label: ({ player, t }) => (player.store.getState().isPlaying ? t.recording.hold : t.recording.watch),
  enabled: ({ player }) => player.store.getState().recording !== null,
  run({ player }) {
    if (player.store.getState().isPlaying) player.pause();
    else player.play();
  },
};

/** Goes to the page that shows the recording, and plays it. */
export const watchRecordingAction: Action = {
  id: 'watch-recording',
  group: 'run',
  label: ({ t }) => t.recording.watchOnRun,
  enabled: ({ player, state, view }) =>
    view.page !== firstPage && state.info === null && player.store.getState().recording !== null,
  run({ player, ui }) {
    ui.setState({ page: firstPage });
    player.play();
  },
};

/** Trains the settings on screen instead. */
export const trainAction: Action = {
  ...playAction,
  id: 'train',
  label: ({ t }) => t.recording.train,
  enabled: (context) => isShown(context) && playAction.enabled(context),
};

/** Trains on where the checkpoint of the recorded run was written. */
export const continueAction: Action = {
  id: 'continue-recorded',
  group: 'run',
  label: ({ t }) => t.recording.goOn,
  enabled: (context) => isShown(context) && playAction.enabled(context),
  async run(context) {
    if (await openModels(context)) await context.session.play();
  },
};

/** Opens the models of the recorded run where its checkpoint was written, to be asked in the lab. */
export const openModelsAction: Action = {
  id: 'open-models',
  group: 'run',
  label: ({ t }) => t.recording.openModels,
  // a run that is kept would give its place to this one
  enabled: ({ state, view }) =>
    view.webGpu === 'available' && state.info === null && state.resumable === null && !isBusy(state),
  async run(context) {
    await openModels(context);
  },
};

/** Opens the models at the end of the recorded run, where they come with the page. */
export const openAtEndAction: Action = {
  id: 'open-at-end',
  group: 'run',
  label: ({ t }) => t.recording.openAtEnd,
  enabled: (context) =>
    openModelsAction.enabled(context) && modelWithEnd(context.player.store.getState().recording) !== undefined,
  async run({ session, player }) {
    const model = modelWithEnd(player.store.getState().recording);
    if (model) await openAtEnd(session, model);
  },
};

/** Those of the recording on screen; where none is, of that of the lessons. */
const openModels = async ({ session, player, guide }: ActionContext) =>
  openRecorded(session, player.store.getState().recording ?? (await guide.recording()));
