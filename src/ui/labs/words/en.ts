/** Words of the page of labs, in English. They are loaded with it. */
export const en = {
  about:
    'One mechanism of pre-training at a time, small enough to follow every number. Predict first, then change something, then do the exercises: they are checked by what is computed.',
  list: 'Labs',
  /** A link back to the list with all about each lab. */
  all: 'What each lab is about',
  /** Of a lab that looks into a run. */
  trains: 'trains a model',
  /** The same, where a trained model comes with the page. */
  isTrained: 'comes trained',
  unknown: (lab: string) => `There is no lab “${lab}”; the first one is shown.`,
  next: 'Next lab',
  previous: 'Previous lab',
  predictFirst: 'Choose an answer; then the lab opens.',
  undo: 'Undo',
  reset: 'Reset',
  /** Asks the run on screen something that takes a while. */
  measure: 'Measure now',
  cancel: 'Cancel',
  measuring: (share: string) => `Measuring … ${share}`,
  /** Opens a new run with the settings of the lab. */
  train: 'Train it',
  needsRun: (preset: string) =>
    `This lab looks into a model while it trains: “${preset}”. Training begins at step 0; a run that is on screen is put aside, and Undo brings it back.`,
  comesTrained: (preset: string) =>
    `A model of “${preset}” that we trained comes with the page: “Open the trained one” shows it at once, without a step. “Train it” lets you watch one learn.`,
  /** Where the trained one is of another preset than what is trained. */
  trainedIsOf: (preset: string) =>
    `“Open the trained one” opens a model of “${preset}”, which comes with the page; the run on screen is put aside.`,
};

export type LabWords = typeof en;
