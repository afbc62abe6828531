/** The actions of the page, in the order in which the palette and the shortcuts list show them. */

import { pagesOf } from '../pages.ts';
import { viewsOf } from '../systems/registry.ts';
import type { Action } from './action.ts';
import { openCheckpointAction, saveCheckpointAction, shareAction, takeAction } from './file-actions.ts';
import {
  importFileAction,
  importFolderAction,
  importWikipediaAction,
  libraryAction,
  restoreCorpusAction,
} from './import-actions.ts';
import {
  closeLessonAction,
  lessonsAction,
  nextPartAction,
  previousPartAction,
  putAsideAction,
} from './lesson-actions.ts';
import { offlineAction, reloadAction } from './offline-actions.ts';
import {
  continueAction,
  openAtEndAction,
  openModelsAction,
  playRecordingAction,
  watchRecordingAction,
} from './recording-actions.ts';
import { saveEvaluationsAction, saveReportAction } from './report-actions.ts';
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
import { openTrainedAction } from './trained-action.ts';
import {
  languageAction,
  pageAction,
  paletteAction,
  presetActions,
  projectorAction,
  settingsAction,
  shortcutsAction,
  themeAction,
} from './view-actions.ts';

const runActions: readonly Action[] = [
  playAction,
  stepAction,
  stepTenAction,
  resetAction,
  undoAction,
  resumeAction,
  openRunAction,
  startNewAction,
  playRecordingAction,
  watchRecordingAction,
  continueAction,
  openModelsAction,
  openAtEndAction,
  openTrainedAction,
  putAsideAction,
  loseDeviceAction,
];

const fileActions: readonly Action[] = [
  lessonsAction,
  nextPartAction,
  previousPartAction,
  closeLessonAction,
  saveCheckpointAction,
  openCheckpointAction,
  takeAction,
  saveReportAction,
  saveEvaluationsAction,
];

const generalActions: readonly Action[] = [
  settingsAction,
  revertAction,
  importFileAction,
  importFolderAction,
  importWikipediaAction,
  libraryAction,
  restoreCorpusAction,
  shareAction,
  offlineAction,
  reloadAction,
  themeAction,
  projectorAction,
  languageAction,
  shortcutsAction,
  paletteAction,
];

/** What can be done while a run of this system is on screen. */
export function actionsOf(system: string): readonly Action[] {
  const [, ...beside] = pagesOf(system);
  return [
    ...runActions,
    ...(viewsOf(system).actions ?? []),
    ...beside.map(pageAction),
    ...fileActions,
    ...presetActions(),
    ...generalActions,
  ];
}
