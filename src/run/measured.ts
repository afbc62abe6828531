/** What the page keeps of the results of a moment: their summary and, for a paired test, whether each example was right, as bit sets. */
import { fnv1a } from '../util/hash.ts';
import type { ExampleResults, Moment } from './records.ts';
import { hasRealmRank, type SummaryRow, summaryOf } from './summary.ts';

/** Whether each of some examples was right. */
export interface RightSet {
  /** A fingerprint of the examples' ids. */
  of: string;
  n: number;
  /** One bit an example in the order of their ids, the lowest bit of a byte first; base64. */
  right: string;
}

export interface Measured extends Moment {
  /** A fingerprint of documents and questions. */
  corpus: string;
  summary: SummaryRow[];
  /** By the metric whose share of right ones it is; only those with examples. */
  paired: Record<string, RightSet>;
}

type Trial = readonly [id: string, isRight: boolean];

/** Whether each example was right, by the metric that is the share of right ones. */
export function trialsOf({ questions, sentences }: ExampleResults): Record<string, Trial[]> {
  return {
    recallAt1: questions.map(({ id, rank }) => [id, rank === 1]),
    realmRecallAt1: questions.filter(hasRealmRank).map(({ id, realmRank }) => [id, realmRank === 1]),
    exactMatch: questions.flatMap(({ id, correct }) => (correct === undefined ? [] : [[id, correct] as const])),
    heldOutAccuracy: sentences.map(({ id, correct }) => [id, correct]),
  };
}

export function measuredOf(results: ExampleResults, corpus: string): Measured {
  const { phase, step } = results;
  const paired = Object.entries(trialsOf(results)).filter(([, trials]) => trials.length > 0);
  return {
    phase,
    step,
    corpus,
    summary: summaryOf(results),
    paired: Object.fromEntries(paired.map(([metric, trials]) => [metric, rightSet(trials)])),
  };
}

function rightSet(trials: readonly Trial[]): RightSet {
  const sorted = [...trials].sort(([a], [b]) => (a < b ? -1 : 1));
  const bytes = new Uint8Array(Math.ceil(sorted.length / 8));
  sorted.forEach(([, isRight], i) => {
    if (isRight) bytes[i >> 3]! |= 1 << (i & 7);
  });
  return {
    of: fnv1a(sorted.map(([id]) => id).join('\n')).toString(16),
    n: sorted.length,
    right: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')),
  };
}

/** Whether each example was right, in the order of their ids. */
export function rightOnes({ n, right }: RightSet): boolean[] {
  const bytes = atob(right);
  return Array.from({ length: n }, (_, i) => ((bytes.charCodeAt(i >> 3) >> (i & 7)) & 1) === 1);
}
