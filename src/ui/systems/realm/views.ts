/** REALM's views: the current example, the refresh timeline, the masking lab, and what can be done with them. */
import type { SystemViews } from '../views.ts';
import { killBuilderAction, liveAction, nextExampleAction, previousExampleAction } from './actions/example-actions.ts';
import {
  columnActions,
  labUndoAction,
  nextSentenceAction,
  previousSentenceAction,
  randomSentenceAction,
  rerollAction,
  summariseAction,
} from './actions/lab-actions.ts';
import { Example } from './example.tsx';
import { LabPage } from './lab/lab-page.tsx';
import { realmPlaces } from './places.ts';
import { SetupFields } from './setup-fields.tsx';
import { createRealmStores } from './stores.ts';
import { Timeline } from './timeline.tsx';

export const realmViews: SystemViews = {
  createStores: createRealmStores,
  places: realmPlaces,
  Main: Example,
  Lanes: Timeline,
  SetupFields,
  pages: [{ id: 'lab', title: (t) => t.systems.realm.lab.title, shortcut: { key: 'l' }, Page: LabPage }],
  actions: [
    killBuilderAction,
    nextExampleAction,
    previousExampleAction,
    liveAction,
    nextSentenceAction,
    previousSentenceAction,
    randomSentenceAction,
    rerollAction,
    labUndoAction,
    ...columnActions,
    summariseAction,
  ],
  arrows: (t) => t.systems.realm.actions.arrows,
};
