/** The action that goes on from REALM to Open-QA. */
import { isStart } from '../../../../state/progress.ts';
import { isKept, type SessionState } from '../../../../state/session-state.ts';
import { loadPart } from '../../../../util/load-part.ts';
import type { Action } from '../../../actions/action.ts';

/**
 * Whether the run on screen has learned something, in its steps or in those of the checkpoint it began from, and is open or can be resumed, and its corpus has
 * questions, as far as that is known.
 */
export function mayFineTune(state: SessionState): boolean {
  const { info, measured, now } = state;
  if (!info) return isKept(state);
  return info.corpus.questions > 0 && measured !== null && now !== null && !isStart({ phases: measured.phases }, now);
}

export const fineTuneAction: Action = {
  id: 'fine-tune',
  group: 'run',
  label: ({ t }) => t.systems.realm.actions.fineTune,
  enabled: ({ state, view }) => view.webGpu === 'available' && state.status !== 'opening' && mayFineTune(state),
  async run({ session }) {
    const { fineTune } = await loadPart(() => import('../../../../state/fine-tuning.ts'));
    await fineTune(session);
  },
};
