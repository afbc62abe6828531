/** All actions, in the order in which the palette and the shortcuts list show them. */

import type { Action } from './action.ts';
import { liveAction, nextExampleAction, previousExampleAction } from './example-actions.ts';
import {
  copyLinkAction,
  importFileAction,
  importFolderAction,
  openCheckpointAction,
  saveCheckpointAction,
} from './file-actions.ts';
import {
  killBuilderAction,
  playAction,
  resetAction,
  resumeAction,
  revertAction,
  startNewAction,
  stepAction,
  stepTenAction,
  undoAction,
} from './run-actions.ts';
import { paletteAction, presetActions, settingsAction, shortcutsAction, themeAction } from './view-actions.ts';

export const actions: readonly Action[] = [
  playAction,
  stepAction,
  stepTenAction,
  resetAction,
  undoAction,
  resumeAction,
  startNewAction,
  killBuilderAction,
  nextExampleAction,
  previousExampleAction,
  liveAction,
  saveCheckpointAction,
  openCheckpointAction,
  ...presetActions,
  settingsAction,
  revertAction,
  importFileAction,
  importFolderAction,
  copyLinkAction,
  themeAction,
  shortcutsAction,
  paletteAction,
];
