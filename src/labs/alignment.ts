/**
 * Sequence to sequence: what a fixed vector between encoder and decoder can carry, and where attention looks. The models are trained by the system `seq2seq`; here
 * stands what a person has set, and what the run on screen has measured, so that an exercise is checked by what was computed.
 */
import { exactOf, measuredLengths } from '../systems/seq2seq/metrics.ts';
import type { PairTask } from '../text/corpus/pairs.ts';
import type { Lab } from './lab.ts';

export const attentionKinds = ['dot', 'none'] as const;
export type AttentionKind = (typeof attentionKinds)[number];

/** What is trained. */
export interface AlignmentChoice {
  task: PairTask;
  attention: AttentionKind;
}

/** Share of held-out sequences of a length that are reversed exactly. */
export interface ExactAtLength {
  length: number;
  exact: number;
}

/** The newest evaluation of the run on screen. */
export interface MeasuredAlignment extends AlignmentChoice {
  exact: number;
  /** Of reversal; the shortest first. */
  byLength: readonly ExactAtLength[];
  /** Share of output symbols whose largest weight is on the symbol that they copy; null without attention. */
  aligned: number | null;
}

/** What the model has written for one source, and the right output, where there is one. */
export interface WrittenPair {
  task: PairTask;
  source: string;
  output: string;
  target: string | null;
  isEnded: boolean;
}

export interface AlignmentState extends AlignmentChoice {
  /** The source that is read, one for each task. */
  sources: Readonly<Record<PairTask, string>>;
  /** The length at which, a person thinks, the fixed vector fails; null: not said yet. */
  limit: number | null;
  measured: MeasuredAlignment | null;
  written: WrittenPair | null;
}

/** The preset that trains a task. */
export const presetOfTask = {
  reversal: 'seq2seq',
  dates: 'seq2seq-dates',
  sums: 'seq2seq-sums',
} as const satisfies Record<PairTask, string>;

/** Lengths that a person may name. */
export const limitChoices: readonly number[] = measuredLengths;

/** Lengths of a metric table with their shares, without those that are not measured. */
export const exactByLength = (metrics: Readonly<Record<string, number | null>>): ExactAtLength[] =>
  measuredLengths.flatMap((length) => {
    const exact = metrics[exactOf(length)];
    return exact === null || exact === undefined || Number.isNaN(exact) ? [] : [{ length, exact }];
  });

/** The shortest measured length at which less than half is right, if one that is shorter was learned; null: there is none. */
export function failingLength(byLength: readonly ExactAtLength[]): number | null {
  const first = byLength.findIndex(({ exact }) => exact < 0.5);
  return first < 1 ? null : byLength[first]!.length;
}

export const alignmentLab: Lab<AlignmentState> = {
  id: 'alignment',
  minutes: 15,
  right: 'fades',
  start: {
    task: 'reversal',
    attention: 'dot',
    sources: { reversal: 'abcdefghijkl', dates: '3 march 1998', sums: '27+58' },
    limit: null,
    measured: null,
    written: null,
  },
  exercises: {
    /** A sequence of twelve different or equal symbols comes out right. */
    twelve: ({ written }) =>
      written?.task === 'reversal' &&
      written.source.length === 12 &&
      written.isEnded &&
      written.output === written.target,
    /** The weights have found the anti-diagonal. */
    diagonal: ({ measured }) => measured?.task === 'reversal' && (measured.aligned ?? 0) >= 0.9,
    /** The length that a person names is where the fixed vector fails. */
    limit: ({ measured, limit }) =>
      measured?.task === 'reversal' &&
      measured.attention === 'none' &&
      limit !== null &&
      failingLength(measured.byLength) === limit,
  },
};
