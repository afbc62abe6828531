/** The parts of a form, its verdicts, and the names of what is measured of it. */
import type { FormatStart } from '../../models/pretraining.ts';
import type { labels } from './labelled.ts';

export const formParts = ['subject', 'verdict'] as const;
export type FormPart = (typeof formParts)[number];

/** The words of a verdict, which are those of the reviews. */
export const verdicts: Record<(typeof labels)[number], string> = { positive: 'good', negative: 'bad' };

/** `pretrainedVerdict`, …: a part of the form, or all of it. */
export const formatMetric = (start: FormatStart, part: FormPart | 'exact'): string =>
  start + part[0]!.toUpperCase() + part.slice(1);

/** `pretrainedLoss`, … */
export const lossMetric = (start: FormatStart): string => `${start}Loss`;
