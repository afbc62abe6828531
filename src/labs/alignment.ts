/**
 * Sequence to sequence: what a fixed vector between encoder and decoder can carry, and where attention looks, of a GRU and of the heads of a transformer. The models are trained by the system `seq2seq`; here
 * stands what a person has set, and what the run on screen has measured, so that an exercise is checked by what was computed.
 */
import { alignedAt, meanOfHeads } from '../systems/seq2seq/anti-diagonal.ts';
import { exactOf, measuredLengths } from '../systems/seq2seq/metrics.ts';
import type { PairTask } from '../text/corpus/pairs.ts';
import type { Lab } from './lab.ts';

/** A GRU with attention or one fixed vector, and a transformer. */
export const alignmentModels = ['dot', 'none', 'transformer'] as const;
export type AlignmentModel = (typeof alignmentModels)[number];

/** What is trained. */
export interface AlignmentChoice {
  task: PairTask;
  model: AlignmentModel;
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
  /** Share of output symbols whose largest weight, the mean of all heads, is on the symbol that they copy; null without attention. */
  aligned: number | null;
  /** The same of the head with the largest share; null where there are not several. */
  alignedHead: number | null;
}

/** What the model has written for one source, and the right output, where there is one. */
export interface WrittenPair {
  task: PairTask;
  source: string;
  output: string;
  target: string | null;
  isEnded: boolean;
  /** Of a reversed sequence: for each head the output symbols with the largest weight on the symbol that they copy; empty without attention. */
  alignedSymbols: readonly number[];
}

/** How often the mean of the heads looks at the right symbol, a person thinks: at least .9, or less. */
export const meanGuesses = ['nearly', 'less'] as const;
export type MeanGuess = (typeof meanGuesses)[number];

export interface AlignmentState extends AlignmentChoice {
  /** The source that is read, one for each task. */
  sources: Readonly<Record<PairTask, string>>;
  /** The length at which, a person thinks, the fixed vector fails; null: not said yet. */
  limit: number | null;
  guess: MeanGuess | null;
  /** The head whose weights are shown; null: the mean of all. */
  head: number | null;
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

/** Weights as the lab shows them, (heads, steps, Ts) → (steps, Ts): of one head, or the mean of all. */
export function shownWeights(weights: readonly (readonly number[][])[], head: number | null): readonly number[][] {
  return (
    (head === null ? undefined : weights[head]) ?? weights[0]!.map((_, i) => meanOfHeads(weights.map((one) => one[i]!)))
  );
}

/** Output symbols of a reversed sequence with the largest weight on the symbol that they copy; weights (steps, Ts). */
export const alignedSymbols = (weights: readonly (readonly number[])[]): number =>
  weights.filter((row, i) => i < row.length && alignedAt(row, i).isLargest).length;

const isRight = ({ output, target, isEnded }: WrittenPair) => isEnded && output === target;

export const alignmentLab: Lab<AlignmentState> = {
  id: 'alignment',
  minutes: 15,
  right: 'fades',
  start: {
    task: 'reversal',
    model: 'dot',
    sources: { reversal: 'abcdefghijkl', dates: '3 march 1998', sums: '27+58' },
    limit: null,
    guess: null,
    head: null,
    measured: null,
    written: null,
  },
  exercises: {
    /** A sequence of twelve different or equal symbols comes out right, by a model with attention: a fixed vector has no weights. */
    twelve: ({ written }) =>
      written?.task === 'reversal' &&
      written.source.length === 12 &&
      written.alignedSymbols.length > 0 &&
      isRight(written),
    /** The weights have found the anti-diagonal. */
    diagonal: ({ measured }) => measured?.task === 'reversal' && (measured.aligned ?? 0) >= 0.9,
    /** The length that a person names is where the fixed vector fails. */
    limit: ({ measured, limit }) =>
      measured?.task === 'reversal' &&
      measured.model === 'none' &&
      limit !== null &&
      failingLength(measured.byLength) === limit,
    /** What a person thinks of the mean of the heads is what a transformer shows that has learned to reverse. */
    mean: ({ measured, guess }) =>
      measured?.task === 'reversal' &&
      measured.model === 'transformer' &&
      measured.exact >= 0.5 &&
      measured.aligned !== null &&
      guess === (measured.aligned >= 0.9 ? 'nearly' : 'less'),
    /** The head that is shown aligns best, in a sequence of 8 symbols or more that is written without a mistake. */
    head: ({ written, head }) =>
      written?.task === 'reversal' &&
      written.source.length >= 8 &&
      isRight(written) &&
      written.alignedSymbols.length > 1 &&
      head !== null &&
      (written.alignedSymbols[head] ?? 0) > 0 &&
      written.alignedSymbols[head] === Math.max(...written.alignedSymbols),
  },
};
