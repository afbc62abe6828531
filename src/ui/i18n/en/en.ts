/** Every sentence of the page, in English. Another language is another object of the same type. */

import type { bundledCorpora } from '../../../text/corpus/corpus.ts';
import type { SpanKind } from '../../../text/tokenizer/tokens.ts';
import type { GlmStrings } from '../../systems/glm/words/en.ts';
import type { InContextStrings } from '../../systems/in-context/words/en.ts';
import type { LlaraStrings } from '../../systems/llara/words/en.ts';
import type { PretrainingStrings } from '../../systems/pretraining/words/en.ts';
import type { QaStrings } from '../../systems/qa/words/en.ts';
import { realm } from '../../systems/realm/words/en.ts';
import type { Seq2SeqStrings } from '../../systems/seq2seq/words/en.ts';
import type { VectorsStrings } from '../../systems/vectors/words/en.ts';
import { definitions } from './definitions.ts';
import { gpu } from './gpu.ts';
import { kernels } from './kernels.ts';
import { lessons } from './lessons.ts';
import { noWebGpu } from './no-webgpu.ts';
import { count, whole } from './numbers.ts';
import { offline } from './offline.ts';
import { parts } from './parts.ts';
import { rewind } from './rewind.ts';
import { runs } from './runs.ts';
import { share } from './share.ts';
import { tables } from './tables.ts';
import { openingStages, skipReasons } from './trainer.ts';

export const en = {
  name: 'Retrograd',
  skipToMain: 'Skip to the main panel',
  skipToPage: (page: string) => `Skip to: ${page}`,
  definitionPlace: 'Definition',
  /** What stands between two sentences. */
  betweenSentences: ' ',
  pages: { title: 'Pages', run: 'Run', experiments: 'Experiments', basics: 'Basics' },
  /** Words of the system of the first picture, by its id; those of others come with their views. */
  systems: { realm },
  definitions,
  skipReasons,
  openingStages,
  gpu,
  kernels,
  rewind,
  noWebGpu,
  parts,
  offline,
  share,
  lessons,
  runs,
  tables,

  units: {
    zeroBeforePoint: false,
    milliseconds: (number: string) => `${number} ms`,
    seconds: (number: string) => `${number} s`,
    rounded: (size: string) => `0 (rounding ${size})`,
    ago: {
      moment: 'a moment ago',
      minutes: (n: number) => `${n} min ago`,
      hours: (n: number) => `${n} h ago`,
      days: (n: number) => `${count(n, 'day', 'days')} ago`,
    },
  },

  /** Kinds of salient spans. */
  spanKinds: {
    person: 'person',
    place: 'place',
    organisation: 'organisation',
    date: 'date',
    number: 'number',
    other: 'other name',
  } satisfies Record<SpanKind, string> as Record<SpanKind, string>,

  /** Presets carry their English words themselves: the command line shows them too. Another language fills this table. */
  presets: {} as Readonly<Record<string, { title: string; about: string }>>,

  /** Sentences of trainer, workers and importers by their English pattern, and kinds of errors by their code. English has them already. */
  errorKinds: {} as Readonly<Record<string, string>>,

  runProgress: 'Progress of the run',
  runOnScreen: (name: string) => `On screen: ${name}`,
  status: {
    idle: 'Not started',
    /** A run of an earlier visit is on screen, and none is open: it can be resumed, or only what was measured of it is left. */
    kept: 'Saved run',
    earlier: 'Earlier run',
    recorded: 'Recording',
    opening: 'Opening',
    ready: 'Ready',
    running: 'Training',
    paused: 'Paused',
    finished: 'Finished',
    failed: 'Stopped by an error',
  },
  momentOf: (phase: string, step: number, of: number) => `${phase}, step ${whole(step)} of ${whole(of)}`,
  /** A moment of a run. */
  atStep: (phase: string, step: number) => `${phase}, step ${whole(step)}`,
  stepsPerSecond: (rate: string) => `${rate} steps/s`,
  measuring: (where: string, percent: number) => `measuring all examples at ${where}: ${percent}%`,
  openingProgress: (stage: string, done: number, total: number) =>
    total > 1 ? `${stage} ${whole(done)} / ${whole(total)}` : stage,
  openingBegins: 'Starting the trainer',

  actions: {
    play: 'Play',
    pause: 'Pause',
    resume: 'Resume saved run',
    step: 'Step',
    stepTen: 'Ten steps',
    reset: 'Reset',
    undo: 'Undo',
    startNew: 'Start new run',
    openRun: 'Open without training',
    backToRun: 'Back to the run',
    revert: 'Keep the run’s settings',
    saveCheckpoint: 'Save checkpoint',
    openCheckpoint: 'Open checkpoint',
    importFile: 'Import a file',
    importFolder: 'Import a folder',
    importWikipedia: 'Import pages of Wikipedia',
    library: 'Your corpora',
    restoreCorpus: 'Restore the deleted corpus',
    take: 'Take it along',
    saveReport: 'Save a report of this run',
    saveEvaluations: 'Save the evaluations as CSV',
    allSettings: 'All settings',
    loseDevice: 'Lose the graphics device',
    themeAuto: 'Theme: as the system',
    themeLight: 'Theme: light',
    themeDark: 'Theme: dark',
    largeType: 'Projector: large type',
    ordinaryType: 'Projector: ordinary type',
    language: (name: string) => `Change the language to ${name}`,
    palette: 'Commands',
    shortcuts: 'Keyboard shortcuts',
    preset: (title: string) => `Preset: ${title}`,
    close: 'Close',
  },
  groups: { run: 'Run', example: 'Example', files: 'Files', setup: 'Setup', view: 'View', lab: 'Lab' },
  keys: { space: 'Space', control: 'Ctrl', command: '⌘', escape: 'Esc' },

  setup: {
    title: 'Setup',
    preset: 'Preset',
    seed: 'Seed',
    corpus: 'Corpus',
    corpora: {
      bios: 'Biographies (generated)',
      'bios-2l': 'Biographies in two languages (generated)',
      blanks: 'Short texts for filling blanks (generated)',
      reviews: 'Reviews and reports (generated)',
      pairs: 'Pairs of sequences (generated)',
      island: 'An invented island with a planted bias (generated)',
      tasks: 'Permutations for in-context learning (generated)',
      atlas: 'Atlas (natural text)',
      'atlas-2l': 'Atlas in two languages (natural text)',
      'atlas-zh': 'Atlas in Chinese (natural text)',
    } satisfies Record<(typeof bundledCorpora)[number], string> as Record<string, string>,
    importedCorpus: (title: string) => `${title} (yours)`,
    changed: 'Changed settings take effect in a new run.',
    ofNextRun: 'These are the settings of your next run, not those of the recording.',
    changedCount: (n: number) => `${count(n, 'setting differs', 'settings differ')}.`,
    model: 'This run',
    skipped: (reasons: readonly string[]) => `Left out: ${reasons.join(', ')}`,
    skippedOne: (number: string, reason: string) => `${number} ${reason}`,
  },

  curves: {
    title: 'Curves',
    batch: 'batch',
    batchRaw: 'batch, raw',
    heldOutSeries: 'held out',
    noQuestions: 'This corpus has no questions',
    axis: 'Step within each phase',
    summary: (name: string, value: string) => `${name}, newest value ${value}`,
  },

  evaluations: {
    title: 'Evaluations',
    empty: 'Each phase is evaluated at its end, and some phases at regular steps as well.',
    phase: 'Phase',
    step: 'Step',
    table: 'Table of evaluations',
    all: {
      title: 'All questions and held-out sentences, with 95% intervals',
      table: 'Table of all questions and held-out sentences',
      metric: 'Metric',
      number: 'Number',
      subjects: 'All subjects',
      test: 'Test subjects',
    },
  },

  recording: {
    title: 'Recording',
    about: (preset: string, date: string, adapter: string) =>
      `You are watching a run of ${preset} that was trained on ${date} (${adapter}). Nothing is computed now.`,
    moment: 'Moment of the recorded run',
    watch: 'Watch',
    hold: 'Hold',
    watchOnRun: 'Watch the recording',
    train: 'Train it yourself',
    goOn: 'Go on from its warm-up',
    openModels: 'Open the recorded models',
    openAtEnd: 'Open the trained models',
    withoutWebGpu: 'The recording can be watched here, but nothing can be trained: this browser offers no WebGPU.',
  },
  trained: {
    title: 'Trained model',
    open: 'Open the trained one',
    comes: 'A model of these settings that we trained comes with the page.',
    isComing: 'The trained model is being loaded.',
    /** In front of the command of such a run. */
    byUs: (steps: string, seed: number) =>
      `We trained this model, and it comes with the page: ${steps} steps with seed ${seed}. The same settings from step 0:`,
    /** `again`: the label of what trains one. */
    isFinished: (again: string) =>
      `It has taken all its steps. “${again}” begins another one at step 0, and Undo brings this one back.`,
    goesOn: 'Play trains on from where we stopped.',
  },
  notices: {
    otherTab:
      'Another tab keeps its run in this browser, so this one would not survive a reload until that one is closed. Save a checkpoint to keep it.',
    dismiss: 'Dismiss',
    resumable: (moment: string, when: string) => `A run of ${when} is kept at ${moment}.`,
    /** The curves go further than the checkpoint. */
    shownLater: (moment: string) =>
      `The page shows it up to ${moment}: it goes on from the checkpoint, and takes the steps after it again.`,
    shownOther: 'The page shows another run.',
    undoable: (phase: string, step: number) => `The run at ${phase}, step ${whole(step)} was put aside.`,
    saved: (name: string) => `Saved ${name}.`,
    badAddress: (problems: string) => `A part of the address was not used. ${problems}`,
    badPlace: (key: string, value: string) => `“${value}” is no value of ${key}.`,
  },

  failure: {
    titles: { running: 'Training stopped', opening: 'This run could not be opened', acting: 'That did not work' },
    kept: 'What was measured is kept.',
    checkpoint: (moment: string) => `The last checkpoint is of ${moment}.`,
    noCheckpoint: 'No checkpoint of it was written yet, so it has to begin anew.',
    evaluation: (moment: string) => `The evaluation at ${moment} was not finished; it is measured again.`,
    details: 'Technical details',
    actions: {
      resume: 'Resume from the last checkpoint',
      startAgain: 'Start again',
      dismiss: 'Dismiss',
    },
  },
};

export type Strings = typeof en;

/** Words of systems whose views are loaded later; they come with these. */
export type LaterSystems = {
  qa: QaStrings;
  llara: LlaraStrings;
  glm: GlmStrings;
  seq2seq: Seq2SeqStrings;
  vectors: VectorsStrings;
  'in-context': InContextStrings;
  pretraining: PretrainingStrings;
};
