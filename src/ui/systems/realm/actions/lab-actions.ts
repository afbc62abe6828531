/** Actions of the masking lab; they are there while the lab is shown and a run is open. */

import type { Action, ActionContext } from '../../../actions/action.ts';
import { labColumns, summarySentences } from '../lab/lab-state.ts';
import { openRealmRun } from '../open-run.ts';
import { realmStores } from '../stores.ts';

const labOf = (context: ActionContext) => realmStores(context).lab;

const inLab = (context: ActionContext) =>
  context.view.page === 'lab' && openRealmRun(context.state) !== null && labOf(context).state.views.salient !== null;

export const nextSentenceAction: Action = {
  id: 'next-sentence',
  pages: ['lab'],
  group: 'lab',
  label: ({ t }) => t.systems.realm.lab.actions.next,
  shortcut: { key: 'j' },
  enabled: inLab,
  run: (context) => labOf(context).move(1),
};

export const previousSentenceAction: Action = {
  id: 'previous-sentence',
  pages: ['lab'],
  group: 'lab',
  label: ({ t }) => t.systems.realm.lab.actions.previous,
  shortcut: { key: 'k' },
  enabled: inLab,
  run: (context) => labOf(context).move(-1),
};

export const randomSentenceAction: Action = {
  id: 'random-sentence',
  pages: ['lab'],
  group: 'lab',
  label: ({ t }) => t.systems.realm.lab.actions.random,
  shortcut: { key: 'x' },
  enabled: inLab,
  run: (context) => labOf(context).chooseRandom(),
};

export const rerollAction: Action = {
  id: 'reroll',
  pages: ['lab'],
  group: 'lab',
  label: ({ t }) => t.systems.realm.lab.actions.reroll,
  shortcut: { key: 'g' },
  enabled: inLab,
  run: (context) => labOf(context).rerollAll(),
};

const canUndo = (context: ActionContext) => inLab(context) && labOf(context).state.undoable > 0;

export const labUndoAction: Action = {
  id: 'lab-undo',
  pages: ['lab'],
  passesKey: (context) => !canUndo(context),
  group: 'lab',
  label: ({ t }) => t.systems.realm.lab.actions.undo,
  shortcut: { key: 'z', mod: true },
  enabled: canUndo,
  run: (context) => labOf(context).undo(),
};

/** 1 … 4: whose mask and candidates are shown at length. */
export const columnActions: readonly Action[] = labColumns.map((column, i) => ({
  id: `lab-${column}`,
  pages: ['lab'],
  group: 'lab',
  label: ({ t }) => t.systems.realm.lab.actions.show(t.systems.realm.lab.columns[column]),
  shortcut: { key: String(i + 1) },
  enabled: inLab,
  run: (context) => labOf(context).show(column),
}));

export const summariseAction: Action = {
  id: 'lab-summary',
  pages: ['lab'],
  group: 'lab',
  label: ({ t }) => t.systems.realm.lab.actions.summarise(summarySentences),
  enabled: (context) => inLab(context) && labOf(context).state.summarising === null,
  run: (context) => labOf(context).summarise(),
};
