/** Actions on files of the run on screen. */

import { shownRunData } from '../exports/run-data.ts';
import { saveEvaluations, saveReport } from '../runs/save-run.ts';
import type { Action, ActionContext } from './action.ts';

const isMeasured = ({ shownState }: ActionContext) => shownState.measured !== null;

function shownData({ shown, shownState, runs }: ActionContext) {
  const { measured } = shownState;
  return shownRunData(
    shown,
    runs.state.entries.find(({ runId }) => runId === measured?.runId),
  );
}

export const saveReportAction: Action = {
  id: 'save-report',
  group: 'files',
  label: ({ t }) => t.actions.saveReport,
  enabled: isMeasured,
  async run(context) {
    const run = shownData(context);
    if (run) context.session.notify('info', 'done', context.t.notices.saved(await saveReport(run, context)));
  },
};

export const saveEvaluationsAction: Action = {
  id: 'save-evaluations',
  group: 'files',
  label: ({ t }) => t.actions.saveEvaluations,
  enabled: ({ shownState }) => shownState.evaluations.length > 0,
  async run(context) {
    const run = shownData(context);
    if (run) context.session.notify('info', 'done', context.t.notices.saved(await saveEvaluations(run)));
  },
};
