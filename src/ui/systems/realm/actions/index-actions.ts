/** Actions on the index page. */
import type { Action, ActionContext } from '../../../actions/action.ts';
import { openRealmRun } from '../open-run.ts';
import { realmStores } from '../stores.ts';

const isShown = ({ state, view }: ActionContext) => view.page === 'index' && openRealmRun(state) !== null;

export const measureIndexAction: Action = {
  id: 'measure-index',
  pages: ['index'],
  group: 'view',
  label: ({ t }) => t.systems.realm.index.measure,
  enabled: (context) => isShown(context) && realmStores(context).index.state.progress === null,
  run: (context) => realmStores(context).index.measure(),
};

export const toggleBuilderAction: Action = {
  id: 'toggle-builder',
  pages: ['index'],
  group: 'run',
  label: (context) => {
    const { stopBuilder, startBuilder } = context.t.systems.realm.actions;
    return realmStores(context).index.state.controls?.isStopped ? startBuilder : stopBuilder;
  },
  enabled: (context) => isShown(context) && realmStores(context).index.state.controls !== null,
  async run(context) {
    const { index } = realmStores(context);
    await index.control({ isStopped: !index.state.controls?.isStopped });
  },
};
