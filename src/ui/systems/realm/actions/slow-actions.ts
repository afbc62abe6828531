/** Actions of the page Slow motion: the parts of the step, the next step, and the examples of its batch. */
import type { Action, ActionContext } from '../../../actions/action.ts';
import { lackOf, type Stage, stages } from '../slow/slow-store.ts';
import { realmStores } from '../stores.ts';

export const slowPage = 'slow';

const stepOf = (context: ActionContext) => realmStores(context).slow;

const isShown = ({ view }: ActionContext) => view.page === slowPage;

/** Whether a part can be shown, or done now. */
function isReached(context: ActionContext, stage: Stage): boolean {
  const { before, after, refresh, working } = stepOf(context).state;
  if (!isShown(context) || working !== null || context.state.status === 'running' || !before) return false;
  if (stage === 'update') return after !== null || lackOf(context.state) === null;
  if (stage === 'refresh') return after !== null && (refresh !== null || context.state.info !== null);
  return true;
}

/** 1 … 5. */
export const stageActions: readonly Action[] = stages.map((stage, i) => ({
  id: `slow-${stage}`,
  pages: [slowPage],
  group: 'example',
  label: ({ t }) => t.systems.realm.slow.actions.stage(t.systems.realm.slow.stages[stage]),
  shortcut: { key: String(i + 1) },
  enabled: (context) => isReached(context, stage),
  run: (context) => stepOf(context).show(stage),
}));

/** Begins with the next step. */
export const anotherStepAction: Action = {
  id: 'slow-another',
  pages: [slowPage],
  group: 'example',
  label: ({ t }) => t.systems.realm.slow.actions.another,
  shortcut: { key: 'a' },
  enabled: (context) =>
    isShown(context) &&
    stepOf(context).state.after !== null &&
    stepOf(context).state.working === null &&
    lackOf(context.state) === null,
  run: (context) => stepOf(context).another(),
};

/** Trains until there is an index. */
export const goToJointAction: Action = {
  id: 'slow-go-to-joint',
  pages: [slowPage],
  group: 'run',
  label: ({ t }) => t.systems.realm.slow.actions.goOn,
  enabled: (context) =>
    isShown(context) &&
    context.view.webGpu === 'available' &&
    !['opening', 'running', 'finished'].includes(context.state.status) &&
    lackOf(context.state) !== null,
  run: (context) => stepOf(context).goToJoint(),
};

const canMove = (context: ActionContext) => {
  const { before, after, working } = stepOf(context).state;
  return isShown(context) && before !== null && after === null && working === null && before.count > 1;
};

export const nextInBatchAction: Action = {
  id: 'slow-next-example',
  pages: [slowPage],
  group: 'example',
  label: ({ t }) => t.systems.realm.actions.nextExample,
  shortcut: { key: 'j' },
  enabled: canMove,
  run: (context) => stepOf(context).move(1),
};

export const previousInBatchAction: Action = {
  id: 'slow-previous-example',
  pages: [slowPage],
  group: 'example',
  label: ({ t }) => t.systems.realm.actions.previousExample,
  shortcut: { key: 'k' },
  enabled: canMove,
  run: (context) => stepOf(context).move(-1),
};

export const slowActions: readonly Action[] = [
  ...stageActions,
  anotherStepAction,
  goToJointAction,
  nextInBatchAction,
  previousInBatchAction,
];
