/** Words about experiments. The page loads them with itself; the command line uses them too. */
import { measureLabels } from '../../../experiments/measures.ts';
import type { Agreement, Expectation } from '../../../experiments/verdict.ts';
import { count } from '../../i18n/en/numbers.ts';

/** A difference in words that are already written: the arm, its control, the measure, the figures. */
export interface VerdictParts {
  arm: string;
  control: string;
  measure: string;
  outcome: 'higher' | 'lower' | 'not-shown';
  difference: string;
  seeds: number;
  /** The interval of the bootstrap over subjects; empty: there is none. */
  subjects: string;
  /** McNemar's counts and p, of each seed; empty: not tested. */
  tests: string;
  paper: Agreement | null;
  expected: Expectation | null;
}

const outcomes = {
  higher: (measure: string, control: string) => `${measure} is higher than with ${control}`,
  lower: (measure: string, control: string) => `${measure} is lower than with ${control}`,
  'not-shown': (measure: string, control: string) => `no difference in ${measure} to ${control} is shown`,
};
const ofPaper: Record<Agreement, string> = {
  agrees: 'The order is that of the paper.',
  opposite: 'This is the opposite of the order in the paper.',
  'not-shown': 'The order of the paper is not shown.',
};
const ofExpectation: Record<Expectation, string> = {
  agrees: 'This was expected.',
  opposite: 'Something else was expected.',
  'not-shown': 'What was expected is not shown.',
  'none-shown': 'None was expected; the interval says how large one may be.',
};

export const en = {
  about:
    'Claims of the papers, and questions about single settings, as runs that anyone can repeat: arms with the same seeds, each beside its control. An arm that trains takes as many steps as its control, in all or in the main phase, or, where its title gives the steps, predicts as many tokens.',
  /** Which systems an experiment is about. */
  groups: { realm: 'REALM', llara: 'LLaRA', glm: 'GLM', basics: 'Basics' },
  claim: 'Claim',
  expectation: 'Expected here',
  paper: 'In the paper',
  verdict: 'Verdict',
  /** Instead of a result. */
  none: 'There is no result of this experiment here yet. This command makes one, which Open a result shows:',
  copy: 'Copy the command',
  copied: 'Copied.',
  open: 'Open a result',
  opened: (name: string) => `The result of ${name} is shown.`,
  ofFile: (name: string) => `This result was opened from ${name}.`,
  /** Shows the result that comes with the page, or that there is none, in place of one of a file. */
  close: 'Close it',
  openArm: (arm: string) => `Train this arm here: ${arm}`,
  openArmShort: 'Train here',
  used: (arm: string, seed: number) =>
    `The settings of “${arm}”, seed ${seed}, are those of the next run: start it on the page Run.`,
  borrowed: 'Begins with parameters of other arms; by the command line alone.',
  /** By the preset of the run. */
  begun: (preset: string) => `Begins with the models of a run of ${preset}; by the command line alone.`,
  runHere: (arms: number, seed: number) => `Run it here: ${count(arms, 'arm', 'arms')}, seed ${seed}`,
  goOn: (left: number, seed: number) =>
    `Go on here: ${left === 1 ? 'one more arm' : `${left} more arms`}, seed ${seed}`,
  running: (arm: string, seed: number, number: number, total: number) =>
    `Trains ${arm}, seed ${seed} (${number} of ${total})`,
  stop: 'Stop',
  stopped: 'Stopped. What is trained is kept, and it can go on from there, also after a reload.',
  allTrained: (seed: number) => `All arms are trained with seed ${seed}; the page Runs keeps them.`,
  /** A mean, of the runs of this browser. */
  here: (value: string) => `here ${value}`,
  hereFacts: (seeds: string, adapters: string) => `Here: runs of this browser, seeds ${seeds}; ${adapters}.`,
  table: 'Table of the arms',
  arm: 'Arm',
  mean: 'Mean [95% interval]',
  difference: 'To its control [95% interval]',
  overSubjects: 'over subjects [95% interval]',
  subjects: (interval: string) => `over subjects ${interval}`,
  tests: 'McNemar, arm : control, of each seed',
  paperColumn: 'Paper',
  isControl: 'control',
  isShown: 'only shown',
  /** Beside the name of a measure. */
  curveOf: 'over the steps of the last phase, means over seeds',
  facts: (preset: string, seeds: string, adapters: string, version: string) =>
    `Preset ${preset}, seeds ${seeds}; ${adapters}; version ${version}.`,
  changes: (changes: string) => `Changed in every arm: ${changes}.`,
  basis: {
    examples: 'Measured at the end of each run on all questions and held-out sentences of the test split.',
    evaluations: 'Measured by the last evaluation of each run, on the examples of its curves.',
  },
  /** Beside `basis.examples`, of the measures that it does not hold for. */
  byEvaluation: (measures: readonly string[]) =>
    `${measures.join(', ')}: by the last evaluation of each run, on the examples of its curves.`,
  intervals:
    'Intervals are Student’s over the seeds and are not cut off: with few seeds that of a share may reach below 0 or above 1. Those over subjects are of the bootstrap, for other examples and the same seeds: a subject is drawn with all its examples of all seeds. McNemar’s exact test is of each seed.',
  failures: (list: string) => `Runs that failed, without which this was computed: ${list}.`,
  unfinished: 'No run is finished.',
  verdictOf: ({
    arm,
    control,
    measure,
    outcome,
    difference,
    seeds,
    subjects,
    tests,
    paper,
    expected,
  }: VerdictParts): string =>
    [
      `${arm}: ${outcomes[outcome](measure, control)} (${[difference, count(seeds, 'seed', 'seeds'), ...(subjects ? [`over subjects ${subjects}`] : []), ...(tests ? [`McNemar ${tests}`] : [])].join('; ')}).`,
      ...(seeds === 1 ? ['One seed has no interval, so nothing can be shown.'] : []),
      ...(paper ? [ofPaper[paper]] : []),
      ...(expected ? [ofExpectation[expected]] : []),
    ].join(' '),
  measures: measureLabels,
  /** Experiments carry their English words themselves; another language has a table of them. */
  texts: {} as Readonly<Record<string, ExperimentTexts>>,
};

export interface ExperimentTexts {
  title: string;
  claim: string;
  expectation: string;
  paperFigures?: string;
  arms: Readonly<Record<string, string>>;
}

export type ExperimentWords = typeof en;
