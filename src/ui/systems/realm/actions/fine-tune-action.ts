/** The action that goes on from REALM to Open-QA. */
import { isStart } from '../../../../state/progress.ts';
import type { SessionState } from '../../../../state/session-state.ts';
import { loadPart } from '../../../../util/load-part.ts';
import type { Action } from '../../../actions/action.ts';

/** Whether the run on screen has learned something, in its steps or in those of the checkpoint it began from, and is open or can be resumed. */
function hasModels({ info, measured, now, resumable }: SessionState): boolean {
  if (!measured) return false;
  if (!info) return resumable?.runId === measured.runId;
  return now !== null && !isStart({ phases: measured.phases }, now);
}

export const fineTuneAction: Action = {
  id: 'fine-tune',
  group: 'run',
  label: ({ t }) => t.systems.realm.actions.fineTune,
  enabled: ({ state, view }) => view.webGpu === 'available' && state.status !== 'opening' && hasModels(state),
  async run({ session }) {
    const { fineTune } = await loadPart(() => import('../../../../state/fine-tuning.ts'));
    await fineTune(session);
  },
};
