/** What changed between two moments of a run or a recording: the candidates of one held-out example, and the values of the curves. */
import type { CurveInfo } from '../../../../run/records.ts';
import { type Measurements, measurementsUpTo } from '../../../../state/measurements.ts';
import type { RecordedMoment, Recording } from '../../../../state/recording.ts';
import type { CandidateView, ExampleView } from '../../../../systems/realm/views.ts';

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

export type Ranked = Pick<CandidateView, 'prior' | 'likelihood' | 'gradient'> & { rank: number };

const keyOf = ({ document, text }: CandidateView) => (document === null ? '' : `${document} ${text}`);

function rankedOf({ candidates }: ExampleView): Map<string, { candidate: CandidateView; ranked: Ranked }> {
  const order = candidates.toSorted((a, b) => b.prior - a.prior);
  return new Map(
    order.map((candidate, i) => {
      const { prior, likelihood, gradient } = candidate;
      return [keyOf(candidate), { candidate, ranked: { prior, likelihood, gradient, rank: i + 1 } }];
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

/** The value of a curve's line at two moments; null: not measured by then. */
export interface CurveChange {
  metric: string;
  before: number | null;
  after: number | null;
}

/** The newest value of each metric that the curves draw, at two moments of a recording. */
export function curveChanges(
  { run, all }: Recording,
  curves: readonly CurveInfo[],
  moments: [RecordedMoment, RecordedMoment],
): CurveChange[] {
  const [before, after] = moments.map((moment) => measurementsUpTo(all, run, moment)) as [Measurements, Measurements];
  const lines = new Map(curves.flatMap(({ lines: some }) => some.map((line) => [line.metric, line] as const)));
  return [...lines.values()].map(({ metric, at }) => ({
    metric,
    before: newest(before, metric, at),
    after: newest(after, metric, at),
  }));
}

function newest({ history, evaluations }: Measurements, metric: string, at: 'step' | 'evaluation'): number | null {
  const value = at === 'step' ? history[metric]?.at(-1) : evaluations.at(-1)?.metrics[metric];
  return value === undefined || value === null || Number.isNaN(value) ? null : value;
}
