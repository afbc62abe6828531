/** The action that opens the trained model that comes with the page. */
import { isBusy } from '../../state/session-state.ts';
import { isTrained, openTrained, type TrainedModel, trainedModelFor } from '../../state/trained-models.ts';
import type { Workbench } from '../context.ts';
import type { Action, ActionContext } from './action.ts';

/** Loads its files and opens it; undo brings back the run before. Throws as `openTrained` does. */
export async function bringTrained({ session, ui }: Pick<Workbench, 'session' | 'ui'>, model: TrainedModel) {
  ui.setState({ isModelComing: true });
  try {
    await openTrained(session, model);
  } finally {
    ui.setState({ isModelComing: false });
  }
}

const modelFor = ({ state }: ActionContext) => trainedModelFor(state.draft);

/** That of the settings on screen. */
export const openTrainedAction: Action = {
  id: 'open-trained',
  group: 'run',
  label: ({ t }) => t.trained.open,
  shortcut: { key: 'v' },
  enabled(context) {
    const { state, view } = context;
    if (view.webGpu !== 'available' || view.isModelComing || isBusy(state)) return false;
    const model = modelFor(context);
    return model !== null && !(state.info && isTrained(state.measured, model));
  },
  async run(context) {
    await bringTrained(context, modelFor(context)!);
  },
};
