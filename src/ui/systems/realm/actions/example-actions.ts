/** Actions on REALM's current example and on its index builder. */
import { firstPage, type PageName } from '../../../../state/url.ts';
import type { RealmProbes } from '../../../../systems/realm/probes.ts';
import type { Action, ActionContext } from '../../../actions/action.ts';
import { exampleOf } from '../example-store.ts';
import { openRealmRun } from '../open-run.ts';
import { realmStores } from '../stores.ts';

const isOpen = ({ state }: ActionContext) => openRealmRun(state) !== null;

/** Pages that show the current example. */
const examplePages: readonly PageName[] = [firstPage, 'index'];
const hasExample = ({ view }: ActionContext) => examplePages.includes(view.page);

/** An earlier moment stays as it was. */
const isPast = ({ shown, rewind }: ActionContext) => shown === rewind.past;

/** Whether there is a run to ask for another example: an earlier moment has only the one that was kept. */
const canAsk = ({ shownState }: ActionContext) => openRealmRun(shownState) !== null;

const hasExamples = (context: ActionContext) =>
  hasExample(context) && canAsk(context) && (exampleOf(context.shownState)?.count ?? 0) > 1;

export const nextExampleAction: Action = {
  id: 'next-example',
  pages: examplePages,
  group: 'example',
  label: ({ t }) => t.systems.realm.actions.nextExample,
  shortcut: { key: 'j' },
  enabled: hasExamples,
  run: (context) => realmStores(context).example.move(1),
};

export const previousExampleAction: Action = {
  id: 'previous-example',
  pages: examplePages,
  group: 'example',
  label: ({ t }) => t.systems.realm.actions.previousExample,
  shortcut: { key: 'k' },
  enabled: hasExamples,
  run: (context) => realmStores(context).example.move(-1),
};

export const liveAction: Action = {
  id: 'live',
  pages: examplePages,
  group: 'example',
  label: (context) => {
    const { hold, live } = context.t.systems.realm.actions;
    return realmStores(context).example.store.getState().live ? hold : live;
  },
  shortcut: { key: 'h' },
  enabled: (context) => hasExample(context) && !isPast(context) && exampleOf(context.shownState) !== null,
  run: (context) => {
    const { example } = realmStores(context);
    example.setLive(!example.store.getState().live);
  },
};

export const killBuilderAction: Action = {
  id: 'kill-builder',
  group: 'run',
  label: ({ t }) => t.systems.realm.actions.killBuilder,
  enabled: isOpen,
  async run({ session }) {
    await session.client.probes<RealmProbes>()('kill-builder', null);
  },
};
