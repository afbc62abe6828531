/**
 * Three pre-trainings: what each model can do afterwards, and what a classifier makes of it. Everything is answered by the run on screen; what is computed here
 * follows from these answers.
 */
import { type Interval, wilson } from '../eval/intervals.ts';
import { type FormatStart, formatStarts } from '../models/pretraining.ts';
import type { Evaluation, Metrics } from '../run/records.ts';
import { armMetric, armModes, bodies } from '../systems/pretraining/arms.ts';
import {
  type FormPart,
  formatMetric,
  formParts,
  verdicts as verdictOf,
} from '../systems/pretraining/format-metrics.ts';
import type {
  FilledPlace,
  PhaseCompute,
  PretrainingProbes,
  Translated,
  Writing,
  Written,
} from '../systems/pretraining/probes.ts';
import { adjectives } from '../text/corpus/reviews-words.ts';
import type { Lab } from './lab.ts';

export type { FilledPlace, FormatStart, PhaseCompute, Translated, Writing, Written };
export type LabProbes = PretrainingProbes;
export { armModes, bodies, formatStarts, formParts };

/** A body that a person may point at. */
export type BodyName = (typeof bodies)[number];

export interface Answers {
  continued: Written | null;
  filled: FilledPlace | null;
  /** The metrics of the newest evaluation of the classifiers, and how many sentences were classified. */
  classified: Measured | null;
  translated: Translated | null;
}

export interface Measured {
  metrics: Metrics;
  sentences: number;
}

/** Numbers of pairs from which a format may be trained anew. */
export const pairCounts = ['16', '64', '256'] as const;

/** What a person expects that only the pre-trained model can tell of sentences with new adjectives. */
export const advantages = ['form', 'subject', 'verdict'] as const;

export interface PretrainingsState {
  /** The beginning of a text. */
  beginning: string;
  /** A text with a blank. */
  gap: string;
  /** The frozen body that a person takes for the one that knows nothing of new words. */
  pointed: BodyName | null;
  /** A sentence to be translated. */
  sentence: string;
  expected: (typeof advantages)[number] | null;
  pairs: (typeof pairCounts)[number];
  answers: Answers;
}

export const noAnswers: Answers = { continued: null, filled: null, classified: null, translated: null };

export interface ArmShare extends Interval {
  share: number;
}

/** The accuracy of an arm with Wilson’s interval; null: not measured. */
export function armShare(
  classified: Measured | null,
  body: BodyName,
  mode: (typeof armModes)[number],
): ArmShare | null {
  return shareOf(classified, armMetric({ body, mode }));
}

/** The same of a part of the forms, or of all of it. */
export const formShare = (measured: Measured, start: FormatStart, part: FormPart | 'exact'): ArmShare | null =>
  shareOf(measured, formatMetric(start, part));

function shareOf(measured: Measured | null, metric: string): ArmShare | null {
  const share = measured?.metrics[metric];
  if (share === null || share === undefined) return null;
  const { sentences } = measured!;
  return { share, ...wilson(Math.round(share * sentences), sentences) };
}

/** Whether an interval reaches down to chance. Below chance is no knowledge either: the sentences share a few new words, which may all fall on the wrong side. */
export const isNoBetter = ({ low }: Interval): boolean => low <= 0.5;

/** The newest value of a metric over all evaluations of a run; null: it was not measured. */
export function newest(evaluations: readonly Evaluation[], metric: string): number | null {
  for (let i = evaluations.length - 1; i >= 0; i--) {
    const value = evaluations[i]!.metrics[metric];
    if (value !== null && value !== undefined) return value;
  }
  return null;
}

/** The words of a polarity in the reviews. */
const polarity = (label: keyof typeof adjectives) => {
  const { own, train, test } = adjectives[label];
  return new Set([...own, ...train, ...test]);
};
const kinds = [polarity('positive'), polarity('negative')];
const inPairs = new Set([...adjectives.positive.train, ...adjectives.negative.train]);

/** Whether all of these tokens are praise, or all are blame. */
export const areAlike = (tokens: readonly string[]): boolean =>
  tokens.length > 0 && kinds.some((kind) => tokens.every((token) => kind.has(token)));

/** The last word of a verdict: praise, then blame. */
const verdicts = [verdictOf.positive, verdictOf.negative];

/** The verdict on a sentence whose adjectives are all of one kind, and stand in no pair that is trained on; null: it has none, or others. */
export function verdictOnNew(tokens: readonly string[]): string | null {
  const known = (token: string) => kinds.findIndex((kind) => kind.has(token));
  const found = tokens.filter((token) => known(token) >= 0);
  const isNew = found.every((token) => !inPairs.has(token));
  return isNew && areAlike(found) ? verdicts[known(found[0]!)]! : null;
}

export const pretrainingsLab: Lab<PretrainingsState> = {
  id: 'pretrainings',
  minutes: 20,
  right: 'random',
  start: {
    beginning: 'The plot was',
    gap: 'The ___ was awful.',
    pointed: null,
    sentence: 'In my opinion the hall was boring, dreary and even mediocre.',
    expected: null,
    pairs: '64',
    answers: noAnswers,
  },
  exercises: {
    /** The decoder writes a verdict, of which the beginning had no word. */
    verdict: ({ answers: { continued } }) =>
      continued !== null &&
      continued.unknown.length === 0 &&
      !continued.tokens.some((token) => verdicts.includes(token)) &&
      continued.written.some(({ token }) => verdicts.includes(token)),
    /** At the blank the five likeliest tokens are of one polarity. */
    polarity: ({ answers: { filled } }) => filled !== null && areAlike(filled.likeliest.map(({ token }) => token)),
    /** A body whose frozen arm is no better than chance, while that of another is. */
    chance({ pointed, answers: { classified } }) {
      if (pointed === null) return false;
      const shares = bodies.map((body) => ({ body, share: armShare(classified, body, 'frozen') }));
      if (shares.some(({ share }) => share === null)) return false;
      const isSo = (body: BodyName) => isNoBetter(shares.find((one) => one.body === body)!.share!);
      return isSo(pointed) && bodies.some((body) => !isSo(body));
    },
    /** A sentence with new adjectives on which the pre-trained model writes the right verdict, and the other does not. */
    translated({ answers: { translated } }) {
      if (translated === null || translated.unknown.length > 0) return false;
      const verdict = verdictOnNew(translated.tokens);
      const written = (start: FormatStart) =>
        translated.models[start].written.map(({ token }) => token).filter((token) => verdicts.includes(token));
      return verdict !== null && written('pretrained').join() === verdict && !written('random').includes(verdict);
    },
  },
};
