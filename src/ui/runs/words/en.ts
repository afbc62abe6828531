/** Words of kept runs, their comparison, their reports, and stop conditions, in English. They are loaded with it. */
import { count, whole } from '../../i18n/en/numbers.ts';

export const en = {
  about:
    'This browser keeps every run that took a step: its settings, curves and evaluations. Pinned runs lie over the curves of the run on screen.',
  empty: 'No run is kept yet. A run appears here when it has taken a step.',
  outline: [
    { head: 'Pin', text: 'The curves of a pinned run lie over those of the run on screen.' },
    { head: 'Compare', text: 'Two or more runs: which settings differ, and which values are better.' },
    {
      head: 'Name and note',
      text: 'A name and a few words help to find a run again. Thirty runs are kept beside the pinned ones.',
    },
    {
      head: 'Report',
      text: 'One HTML file with settings, charts and evaluations, and the command that repeats the run.',
    },
  ],
  list: 'Kept runs',
  onScreen: 'on screen',
  facts: (preset: string, corpus: string, seed: number, date: string) => `${preset}, ${corpus}, seed ${seed}, ${date}`,
  reached: (phase: string, step: string, of: string, time: string) =>
    `${phase}, step ${step} of ${of}, trained ${time}`,
  notEvaluated: 'Not evaluated yet.',
  sparkline: (metric: string, last: string) => `${metric} over the run, last ${last}`,
  damaged: (n: number) =>
    `${count(n, 'kept run is', 'kept runs are')} damaged or of another version, and cannot be shown.`,
  deleteDamaged: 'Delete what cannot be read',
  noCurves: (name: string) => `The curves of “${name}” are damaged. Its settings and evaluations are whole.`,
  deleted: (name: string) => `“${name}” was deleted.`,
  undo: 'Restore',
  actions: {
    pin: 'Pin',
    unpin: 'Unpin',
    compare: 'Compare',
    use: 'Use its settings',
    rename: 'Rename',
    addNote: 'Add a note',
    editNote: 'Edit the note',
    report: 'Report',
    delete: 'Delete',
    save: 'Save',
  },
  one: (action: string, name: string) => `${action}: ${name}`,
  newName: 'New name',
  note: 'Note',
  noteLength: (n: number, most: number) => `${whole(n)} of at most ${whole(most)} characters`,
  noteAll: 'Show the whole note',
  noteLess: 'Show less of the note',
  used: (name: string) => `The settings of “${name}” are those of the next run.`,
  legend: 'Pinned runs',
  compare: {
    title: 'Comparison',
    hint: 'Choose two or more runs to compare them.',
    table: 'Table of the runs that are compared',
    settings: 'Settings that differ',
    same: 'All settings are the same.',
    outcome: 'Outcome',
    steps: 'Steps',
    time: 'Training time',
    last: (metric: string) => `${metric}, last`,
    best: (metric: string) => `${metric}, best`,
    valueAt: (value: string, where: string) => `${value} (${where})`,
    all: 'All examples at the end',
    paired: (metric: string) => `${metric}, against the first run`,
    /** McNemar's test: how many examples only one of two runs has right. */
    test: (onlyFirst: string, onlySecond: string, p: string) =>
      `only first ${onlyFirst}, only this ${onlySecond}, p ${p}`,
    first: 'first run',
    otherCorpus: 'other documents or questions',
  },
  chart: {
    save: (name: string) => `Save the chart ${name}`,
    png: 'Picture (PNG)',
    svg: 'Drawing (SVG)',
    csv: 'Numbers (CSV)',
  },
  report: {
    settings: 'Settings',
    changed: 'Settings that differ from the preset',
    unchanged: 'All settings are those of the preset.',
    all: 'All settings',
    key: 'Setting',
    value: 'Value',
    command: 'The same run from the command line',
    warmStart:
      'On the page this preset begins from a checkpoint that comes with it; the command line begins from zero.',
    ownCorpus: 'The corpus was imported in this browser: export it, and name the file in place of CORPUS.zip.',
    ownModels:
      'The run began with the models of another one: name its checkpoint, as a zip or a folder, in place of MODELS.zip.',
    evaluations: 'Evaluations',
    environment: 'Environment',
    adapter: 'Graphics adapter',
    browser: 'Browser',
    saved: 'Report saved on',
    reached: 'Steps done',
    run: 'Run',
    unknown: 'not recorded',
  },
};

export type RunWords = typeof en;
