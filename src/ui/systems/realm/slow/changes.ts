/** What changed between two moments of a run or a recording: the candidates of one held-out example, and the values of the curves. */
import type { CurveInfo } from '../../../../run/records.ts';
import { smooth } from '../../../../state/history.ts';
import { phaseStarts } from '../../../../state/history-columns.ts';
import { type Measurements, measurementsUpTo } from '../../../../state/measurements.ts';
import type { RecordedMoment, Recording } from '../../../../state/recording.ts';
import type { CandidateView, ExampleView } from '../../../../systems/realm/views.ts';
import { smoothing } from '../../../panels/curve-series.ts';

/** The example of a moment that is the same at every moment: recordings have it as the current one. Null: the moment has none. */
export function fixedExample({ views }: RecordedMoment): ExampleView | null {
  return ((views.heldOut ?? views.example) as ExampleView | undefined) ?? null;
}

/** The same sentence with the same words masked. */
function isSame(a: ExampleView, b: ExampleView): boolean {
  const key = ({ sentence, masked }: ExampleView) => JSON.stringify([sentence, masked.map(({ start }) => start)]);
  return key(a) === key(b);
}

/** The numbers of the moments that can be compared: those with the example that the last of them has. */
export function comparable(moments: readonly RecordedMoment[]): number[] {
  const last = moments.findLast((moment) => fixedExample(moment) !== null);
  const example = last && fixedExample(last);
  if (!example) return [];
  return moments.flatMap((moment, i) => {
    const own = fixedExample(moment);
    return own && isSame(own, example) ? [i] : [];
  });
}

/** One document before and after; null: it was not, or is no longer, a candidate. Ranks are by p(z|x), from 1. */
export interface CandidateChange {
  candidate: CandidateView;
  before: Ranked | null;
  after: Ranked | null;
}

export type Ranked = Pick<CandidateView, 'prior' | 'likelihood' | 'gradient'> & {
  rank: number;
  /** As it was at that moment. */
  candidate: CandidateView;
};

const keyOf = ({ document, text }: CandidateView) => (document === null ? '' : `${document} ${text}`);

function rankedOf({ candidates }: ExampleView): Map<string, { candidate: CandidateView; ranked: Ranked }> {
  const order = candidates.toSorted((a, b) => b.prior - a.prior);
  return new Map(
    order.map((candidate, i) => {
      const { prior, likelihood, gradient } = candidate;
      return [keyOf(candidate), { candidate, ranked: { prior, likelihood, gradient, rank: i + 1, candidate } }];
    }),
  );
}

/** Every document that is a candidate at one of the two moments: by its rank after, then those that went by their rank before. */
export function candidateChanges(before: ExampleView, after: ExampleView): CandidateChange[] {
  const [old, now] = [rankedOf(before), rankedOf(after)];
  const stayed = [...now].map(([key, { candidate, ranked }]) => ({
    candidate,
    before: old.get(key)?.ranked ?? null,
    after: ranked,
  }));
  const went = [...old].filter(([key]) => !now.has(key));
  return [...stayed, ...went.map(([, { candidate, ranked }]) => ({ candidate, before: ranked, after: null }))];
}

/** The number of the moment before and of the one after, among those that can be compared. */
export type Pair = readonly [before: number, after: number];

/** Both as they are after one of them was chosen: the one before stays before the one after, so the other gives way. `last`: at least 1. */
export function withBefore(before: number, [, after]: Pair, last: number): Pair {
  const chosen = Math.min(before, last - 1);
  return [chosen, Math.max(after, chosen + 1)];
}

export function withAfter(after: number, [before]: Pair): Pair {
  const chosen = Math.max(after, 1);
  return [Math.min(before, chosen - 1), chosen];
}

/** The value of a curve's line at two moments; null: not measured by then, or measured at both but not the same quantity. */
export interface CurveChange {
  metric: string;
  before: number | null;
  after: number | null;
}

/**
 * What stands beside each curve at two moments of a recording: of steps the average that its line shows, of evaluations the newest value. A measure
 * of the steps, such as the loss, is another quantity in each phase, so those of two phases are not compared.
 */
export function curveChanges(
  { run, all }: Recording,
  curves: readonly CurveInfo[],
  moments: [RecordedMoment, RecordedMoment],
): CurveChange[] {
  const [before, after] = moments.map((moment) => measurementsUpTo(all, run, moment)) as [Measurements, Measurements];
  const phaseOf = ({ history }: Measurements) => history.phase?.at(-1);
  const isOnePhase = phaseOf(before) === phaseOf(after);
  const lines = new Map(curves.flatMap(({ lines: some }) => some.map((line) => [line.metric, line] as const)));
  return [...lines.values()].map(({ metric, at }) => {
    const [old, now] = [before, after].map((one) => (at === 'step' ? average(one, metric) : evaluated(one, metric)));
    const isComparable = at === 'evaluation' || isOnePhase || old === null || now === null;
    return isComparable ? { metric, before: old!, after: now! } : { metric, before: null, after: null };
  });
}

/** The average over the newest steps of the phase, as the curve draws it; null: the phase does not measure it. */
function average({ history }: Measurements, metric: string): number | null {
  const { phase, [metric]: values } = history;
  if (!phase || !values) return null;
  const starts = phaseStarts(phase);
  return (
    smooth(values, smoothing, starts)
      .subarray(starts.at(-1) ?? 0)
      .findLast((value) => !Number.isNaN(value)) ?? null
  );
}

function evaluated({ evaluations }: Measurements, metric: string): number | null {
  return evaluations.findLast(({ metrics }) => Number.isFinite(metrics[metric]))?.metrics[metric] ?? null;
}
