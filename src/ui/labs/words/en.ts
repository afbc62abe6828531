/** Words of the page of labs, in English. They are loaded with it. */
export const en = {
  about:
    'One mechanism of pre-training at a time, small enough to follow every number. Predict first, then change something, then do the exercises: they are checked by what is computed.',
  list: 'Labs',
  unknown: (lab: string) => `There is no lab “${lab}”; the first one is shown.`,
  next: 'Next lab',
  previous: 'Previous lab',
  predictFirst: 'Choose an answer; then the lab opens.',
  undo: 'Undo',
  reset: 'Reset',
  /** Opens a new run with the settings of the lab. */
  train: 'Train it',
  needsRun: (preset: string) =>
    `This lab looks into a model while it trains: “${preset}”. Training begins at step 0; a run that is on screen is put aside, and Undo brings it back.`,
};

export type LabWords = typeof en;
