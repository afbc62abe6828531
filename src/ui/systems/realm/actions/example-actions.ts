/** Actions on REALM's current example and on its index builder. */
import type { RealmProbes } from '../../../../systems/realm/probes.ts';
import type { Action, ActionContext } from '../../../actions/action.ts';
import { exampleOf } from '../example-store.ts';
import { realmStores } from '../stores.ts';

const isRealm = ({ state }: ActionContext) => state.info?.config.system === 'realm';

const hasExamples = (context: ActionContext) =>
  context.view.page === 'run' && isRealm(context) && (exampleOf(context.state)?.count ?? 0) > 1;

export const nextExampleAction: Action = {
  id: 'next-example',
  group: 'example',
  label: ({ t }) => t.actions.nextExample,
  shortcut: { key: 'j' },
  enabled: hasExamples,
  run: (context) => realmStores(context).example.move(1),
};

export const previousExampleAction: Action = {
  id: 'previous-example',
  group: 'example',
  label: ({ t }) => t.actions.previousExample,
  shortcut: { key: 'k' },
  enabled: hasExamples,
  run: (context) => realmStores(context).example.move(-1),
};

export const liveAction: Action = {
  id: 'live',
  group: 'example',
  label: (context) =>
    realmStores(context).example.store.getState().live ? context.t.actions.hold : context.t.actions.live,
  shortcut: { key: 'h' },
  enabled: ({ state, view }) => view.page === 'run' && exampleOf(state) !== null,
  run: (context) => {
    const { example } = realmStores(context);
    example.setLive(!example.store.getState().live);
  },
};

export const killBuilderAction: Action = {
  id: 'kill-builder',
  group: 'run',
  label: ({ t }) => t.actions.killBuilder,
  enabled: isRealm,
  async run({ session }) {
    await session.client.probes<RealmProbes>()('kill-builder', null);
  },
};
