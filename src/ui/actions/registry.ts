/** All actions, in the order in which the palette and the shortcuts list show them. */

import { systemViews } from '../systems/registry.ts';
import type { Action } from './action.ts';
import { copyLinkAction, openCheckpointAction, saveCheckpointAction } from './file-actions.ts';
import { importFileAction, importFolderAction, importWikipediaAction, libraryAction } from './import-actions.ts';
import {
  loseDeviceAction,
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
  loseDeviceAction,
  ...Object.values(systemViews).flatMap((views) => views.actions ?? []),
  labAction,
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
