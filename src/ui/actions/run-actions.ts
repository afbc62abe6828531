/** Actions on the run: transport, undo, new runs. */

import { hasProgress, isBusy, isDraftChanged } from '../../state/session-state.ts';
import type { Action, ActionContext } from './action.ts';

/** Whether this browser can train. */
const canTrain = ({ view }: ActionContext) => view.webGpu === 'available';

const canStart = (context: ActionContext) => canTrain(context) && isStill(context);

const isStill = ({ state }: ActionContext) =>
  state.status !== 'opening' && state.status !== 'finished' && state.status !== 'running';

export const playAction: Action = {
  id: 'play',
  group: 'run',
  label: ({ state, t }) => (state.status === 'running' ? t.actions.pause : t.actions.play),
  shortcut: { key: ' ' },
  enabled: (context) => context.state.status === 'running' || canStart(context),
  run: ({ state, session }) => (state.status === 'running' ? session.pause() : session.play()),
};

export const stepAction: Action = {
  id: 'step',
  group: 'run',
  label: ({ t }) => t.actions.step,
  shortcut: { key: 's' },
  enabled: canStart,
  run: ({ session }) => session.step(1),
};

export const stepTenAction: Action = {
  id: 'step-ten',
  group: 'run',
  label: ({ t }) => t.actions.stepTen,
  enabled: canStart,
  run: ({ session }) => session.step(10),
};

export const resetAction: Action = {
  id: 'reset',
  group: 'run',
  label: ({ t }) => t.actions.reset,
  shortcut: { key: 'r' },
  enabled: ({ state }) => state.status !== 'opening' && hasProgress(state),
  async run({ session, ui }) {
    try {
      await session.reset();
    } catch {
      ui.setState({ dialog: 'confirm-reset' });
    }
  },
};

export const undoAction: Action = {
  id: 'undo',
  group: 'run',
  label: ({ t }) => t.actions.undo,
  shortcut: { key: 'z', mod: true },
  enabled: ({ state, view }) => state.undoable !== null && !isBusy(state) && view.dialog === null,
  async run({ session }) {
    await session.undo();
  },
};

/** Models at step 0, to be looked at in the lab. */
export const openRunAction: Action = {
  id: 'open-run',
  group: 'run',
  label: ({ t }) => t.actions.openRun,
  enabled: (context) => canTrain(context) && context.state.info === null && !isBusy(context.state),
  async run({ session }) {
    await session.openDraft();
  },
};

export const resumeAction: Action = {
  id: 'resume',
  group: 'run',
  label: ({ t }) => t.actions.resume,
  enabled: (context) => {
    const { state } = context;
    return canTrain(context) && state.resumable !== null && state.info === null && !isBusy(state);
  },
  async run({ session }) {
    await session.resume();
  },
};

export const startNewAction: Action = {
  id: 'start-new',
  group: 'run',
  label: ({ t }) => t.actions.startNew,
  shortcut: { key: 'n' },
  enabled: (context) => {
    const { state } = context;
    return canTrain(context) && state.status !== 'opening' && (isDraftChanged(state) || hasProgress(state));
  },
  async run({ session }) {
    await session.openDraft(true);
  },
};

export const revertAction: Action = {
  id: 'revert',
  group: 'setup',
  label: ({ t }) => t.actions.revert,
  enabled: ({ state }) => isDraftChanged(state),
  run: ({ session }) => session.revertDraft(),
};

/** To see how a run recovers. */
export const loseDeviceAction: Action = {
  id: 'lose-device',
  group: 'run',
  label: ({ t }) => t.actions.loseDevice,
  enabled: ({ state }) => state.info !== null,
  async run({ session }) {
    await session.client.ask('lose-device', null);
  },
};
