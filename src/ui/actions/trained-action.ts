/** The action that opens a trained model that comes with the page: V, on the pages of a run and in the labs. */
import type { RunConfig } from '../../run/records.ts';
import { isOpenModel, openTrained, trainedModelFor } from '../../state/trained-models.ts';
import type { Action, ActionContext } from './action.ts';

/**
 * Loads the files of the model that a configuration makes, and opens it. It may also take the place of a run that trains, as a new run does: undo brings that
 * one back.
 */
export function trainedAction(configOf: (context: ActionContext) => RunConfig): Action {
  const modelFor = (context: ActionContext) => trainedModelFor(configOf(context));
  return {
    id: 'open-trained',
    group: 'run',
    label: ({ t }) => t.trained.open,
    shortcut: { key: 'v' },
    enabled(context) {
      const { state, view } = context;
      if (view.webGpu !== 'available' || view.isModelComing || state.status === 'opening') return false;
      const model = modelFor(context);
      return model !== null && !isOpenModel(state, model);
    },
    async run(context) {
      const { session, ui } = context;
      ui.setState({ isModelComing: true });
      try {
        await openTrained(session, modelFor(context)!);
      } finally {
        ui.setState({ isModelComing: false });
      }
    },
  };
}

/** That of the settings on screen. */
export const openTrainedAction = trainedAction(({ state }) => state.draft);
