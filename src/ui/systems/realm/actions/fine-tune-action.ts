/** The action that goes on from REALM to Open-QA. */
import { hasLearned, isKept, type SessionState } from '../../../../state/session-state.ts';
import { loadPart } from '../../../../util/load-part.ts';
import type { Action } from '../../../actions/action.ts';

/** Whether the run on screen has learned something and is open or can be resumed, and its corpus has questions, as far as that is known. */
export function mayFineTune(state: SessionState): boolean {
  const { info } = state;
  return info ? info.corpus.questions > 0 && hasLearned(state) : isKept(state);
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
