/** REALM's views: the current example, the refresh timeline, the masking lab, and what can be done with them. */
import { lazyPage, lazyPart } from '../../widgets/lazy.tsx';
import type { SystemViews } from '../views.ts';
import { killBuilderAction, liveAction, nextExampleAction, previousExampleAction } from './actions/example-actions.ts';
import { fineTuneAction, mayFineTune } from './actions/fine-tune-action.ts';
import { measureIndexAction, toggleBuilderAction } from './actions/index-actions.ts';
import {
  columnActions,
  labUndoAction,
  nextSentenceAction,
  previousSentenceAction,
  randomSentenceAction,
  rerollAction,
  summariseAction,
} from './actions/lab-actions.ts';
import { pictureActions } from './actions/picture-actions.ts';
import { slowActions, slowPage } from './actions/slow-actions.ts';
import { Example } from './example.tsx';
import { realmPlaces } from './places.ts';
import { realmReport } from './report.ts';
import { createRealmStores } from './stores.ts';
import { Timeline } from './timeline.tsx';

export const realmViews: SystemViews = {
  createStores: createRealmStores,
  places: realmPlaces,
  Main: Example,
  Lanes: Timeline,
  SetupFields: lazyPart(async () => (await import('./setup-fields.tsx')).SetupFields),
  pages: [
    {
      id: 'lab',
      title: (t) => t.systems.realm.lab.title,
      shortcut: { key: 'l' },
      Page: lazyPage('lab', async () => (await import('./lab/lab-page.tsx')).LabPage),
    },
    {
      id: slowPage,
      linkNote: (t) => t.systems.realm.slow.linkNote,
      title: (t) => t.systems.realm.slow.title,
      shortcut: { key: 'w' },
      Page: lazyPage(slowPage, async () => (await import('./slow/slow-page.tsx')).SlowPage),
    },
    {
      id: 'index',
      title: (t) => t.systems.realm.index.title,
      shortcut: { key: 'q' },
      Page: lazyPage('index', async () => (await import('./index-view/index-page.tsx')).IndexPage),
    },
  ],
  report: realmReport,
  next: { action: fineTuneAction, about: (t) => t.systems.realm.actions.afterwards, isOffered: mayFineTune },
  actions: [
    fineTuneAction,
    killBuilderAction,
    toggleBuilderAction,
    measureIndexAction,
    nextExampleAction,
    previousExampleAction,
    liveAction,
    ...pictureActions,
    nextSentenceAction,
    previousSentenceAction,
    randomSentenceAction,
    rerollAction,
    labUndoAction,
    ...columnActions,
    summariseAction,
    ...slowActions,
  ],
  arrows: (t) => t.systems.realm.actions.arrows,
};
