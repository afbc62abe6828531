/** Actions on what this browser keeps of the page. */

import type { Session } from '../../state/session.ts';
import type { Action } from './action.ts';

export const offlineAction: Action = {
  id: 'offline',
  group: 'files',
  label: ({ t }) => t.offline.action,
  enabled: () => true,
  run({ offline, session, t }) {
    const { files } = offline.store.getState();
    const isAll = files !== null && files.kept === files.of;
    if (files && !isAll) offline.keepAll();
    const words = !files ? t.offline.none : isAll ? t.offline.all : t.offline.some(files.kept, files.of);
    session.notify('info', 'done', words);
  },
};

/** Milliseconds to wait for the checkpoint of a run that is open; the last one kept is at most some seconds older. */
const patienceMs = 10_000;

/** Waits until the run that is open is kept where it stands now. */
function isKept({ store }: Session): Promise<void> {
  return new Promise((resolve) => {
    const look = ({ now, resumable } = store.getState()) => {
      if (now && resumable && now.phase === resumable.phase && now.step === resumable.step) finish();
    };
    const timer = setTimeout(() => finish(), patienceMs);
    const end = store.subscribe((state) => look(state));
    const finish = () => {
      clearTimeout(timer);
      end();
      resolve();
    };
    look();
  });
}

/** Opens the new version. A run is stopped and kept first. */
export const reloadAction: Action = {
  id: 'reload',
  group: 'view',
  label: ({ t }) => t.offline.reload,
  enabled: ({ offline }) => offline.store.getState().isNewer,
  async run({ session, state }) {
    if (state.status === 'running') {
      await session.pause();
      await isKept(session);
    }
    location.reload();
  },
};
