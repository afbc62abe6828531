/** Actions on the picture of REALM's current example. */
import { firstPage } from '../../../../state/url.ts';
import type { Action, ActionContext } from '../../../actions/action.ts';
import { exampleOf } from '../example-store.ts';
import { type Stage, stageAfter } from '../picture/stages.ts';
import { realmStores } from '../stores.ts';

const storeOf = (context: ActionContext) => realmStores(context).example;
const lookOf = (context: ActionContext) => storeOf(context).store.getState();

const hasExample = ({ shownState, view }: ActionContext) => view.page === firstPage && exampleOf(shownState) !== null;
const inPicture = (context: ActionContext) => hasExample(context) && lookOf(context).look === 'picture';

/** Table or picture. */
export const lookAction: Action = {
  id: 'look',
  pages: [firstPage],
  group: 'example',
  label(context) {
    const t = context.t.systems.realm.picture;
    return lookOf(context).look === 'table' ? t.toPicture : t.toTable;
  },
  shortcut: { key: 'v' },
  enabled: hasExample,
  run: (context) => storeOf(context).turn(),
};

const go = (context: ActionContext, stage: Stage | null) => storeOf(context).setLook('picture', stage);

export const nextStageAction: Action = {
  id: 'next-stage',
  pages: [firstPage],
  group: 'example',
  label: ({ t }) => t.systems.realm.picture.next,
  shortcut: { key: 'f' },
  enabled: inPicture,
  run: (context) => go(context, stageAfter(lookOf(context).stage, 1)),
};

export const previousStageAction: Action = {
  id: 'previous-stage',
  pages: [firstPage],
  group: 'example',
  label: ({ t }) => t.systems.realm.picture.previous,
  shortcut: { key: 'd' },
  enabled: inPicture,
  run: (context) => go(context, stageAfter(lookOf(context).stage, -1)),
};

export const wholePictureAction: Action = {
  id: 'whole-picture',
  pages: [firstPage],
  group: 'example',
  label: ({ t }) => t.systems.realm.picture.whole,
  enabled: (context) => inPicture(context) && lookOf(context).stage !== null,
  run: (context) => go(context, null),
};

export const pictureActions: readonly Action[] = [lookAction, nextStageAction, previousStageAction, wholePictureAction];
