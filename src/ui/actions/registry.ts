/** All actions, in the order in which the palette and the shortcuts list show them. */

import type { Action } from './action.ts';
import { liveAction, nextExampleAction, previousExampleAction } from './example-actions.ts';
import { copyLinkAction, openCheckpointAction, saveCheckpointAction } from './file-actions.ts';
import { importFileAction, importFolderAction, importWikipediaAction, libraryAction } from './import-actions.ts';
import {
  columnActions,
  labUndoAction,
  nextSentenceAction,
  previousSentenceAction,
  randomSentenceAction,
  rerollAction,
  summariseAction,
} from './lab-actions.ts';
import {
  killBuilderAction,
  openRunAction,
  playAction,
  resetAction,
  resumeAction,
  revertAction,
  startNewAction,
  stepAction,
  stepTenAction,
  undoAction,
} from './run-actions.ts';
import {
  labAction,
  languageAction,
  paletteAction,
  presetActions,
  settingsAction,
  shortcutsAction,
  themeAction,
} from './view-actions.ts';

export const actions: readonly Action[] = [
  playAction,
  stepAction,
  stepTenAction,
  resetAction,
  undoAction,
  resumeAction,
  openRunAction,
  startNewAction,
  killBuilderAction,
  nextExampleAction,
  previousExampleAction,
  liveAction,
  labAction,
  nextSentenceAction,
  previousSentenceAction,
  randomSentenceAction,
  rerollAction,
  labUndoAction,
  ...columnActions,
  summariseAction,
  saveCheckpointAction,
  openCheckpointAction,
  ...presetActions,
  settingsAction,
  revertAction,
  importFileAction,
  importFolderAction,
  importWikipediaAction,
  libraryAction,
  copyLinkAction,
  themeAction,
  languageAction,
  shortcutsAction,
  paletteAction,
];
