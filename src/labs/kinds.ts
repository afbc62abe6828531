/**
 * What pre-training has learned by kind: ten minimal pairs of each, measured in the run on screen. Measurements of other runs stay beside it, so that models can
 * be compared.
 */
import { clopperPearson, type Interval } from '../eval/intervals.ts';
import { type ChoiceModelId, type Choices, choiceModels, type PairScore } from '../run/word-choice.ts';
import { minimalPairs, type PairKind, pairKinds } from '../text/minimal-pairs.ts';
import { z } from '../util/zod.ts';
import type { Lab } from './lab.ts';
import { readBy } from './read-state.ts';

export type { ChoiceModelId, ChoiceProbes, Choices, PairScore } from '../run/word-choice.ts';
export { type MinimalPair, minimalPairs, type PairKind, pairKinds } from '../text/minimal-pairs.ts';

/** The pairs of a kind. */
export interface KindFigures {
  /** Pairs that were read, and those of them in which the word that fits is the likelier one. */
  read: number;
  right: number;
  /** Pairs that were left out: with a word that is not in the vocabulary, or with too many tokens. */
  unknown: number;
  long: number;
  /** Of the pairs that were read, those that the word decides that is more frequent in the corpus; equal ones count half. */
  frequent: number;
}

/** One measurement of one model. */
export interface KindsRow {
  runId: string;
  system: string;
  preset: string;
  phase: string;
  step: number;
  model: ChoiceModelId;
  kinds: Readonly<Record<PairKind, KindFigures>>;
}

export interface KindsState {
  /** In the order of their measurement. */
  rows: readonly KindsRow[];
  /** The measurement whose figures are shown, from 0. */
  row: number;
  /** The kind whose sentences are shown. */
  kind: PairKind;
}

const isRead = (score: PairScore): score is Exclude<PairScore, string> => typeof score !== 'string';

/** Figures of each kind: `scores` and `counts` in the order of `minimalPairs`. */
export function kindFigures(
  scores: readonly PairScore[],
  counts: Choices['counts'],
): Readonly<Record<PairKind, KindFigures>> {
  const figures = Object.fromEntries(
    pairKinds.map((kind) => [kind, { read: 0, right: 0, unknown: 0, long: 0, frequent: 0 }]),
  ) as Record<PairKind, KindFigures>;
  minimalPairs.forEach(({ kind }, i) => {
    const score = scores[i]!;
    const own = figures[kind];
    if (!isRead(score)) {
      own[score]++;
      return;
    }
    const { right, wrong } = counts[i]!;
    own.read++;
    if (score.right > score.wrong) own.right++;
    own.frequent += right > wrong ? 1 : right === wrong ? 0.5 : 0;
  });
  return figures;
}

/** A row for each model that answered. */
export const rowsOf = (
  { models, counts, phase, step }: Choices,
  run: Pick<KindsRow, 'runId' | 'system' | 'preset'>,
): KindsRow[] =>
  models.map(({ model, scores }) => ({ ...run, phase, step, model, kinds: kindFigures(scores, counts) }));

/** The exact interval of the share of right pairs; without a pair it is 0 … 1. */
export const intervalOf = ({ right, read }: KindFigures): Interval => clopperPearson(right, read);

/** Whether chance, one half, is below the interval. */
export const isAboveChance = (figures: KindFigures): boolean => intervalOf(figures).low > 0.5;

const nameOf = ({ runId, model }: KindsRow) => `${runId} ${model}`;

const count = z.int().check(z.nonnegative());

/** Of the pairs that there are now: an earlier version may have had others. */
const figuresOf = (kind: PairKind) => {
  const pairs = minimalPairs.filter((pair) => pair.kind === kind).length;
  return z.object({ read: count, right: count, unknown: count, long: count, frequent: z.number() }).check(
    z.refine(({ read, unknown, long }) => read + unknown + long === pairs),
    z.refine(({ read, right, frequent }) => right <= read && frequent >= 0 && frequent <= read),
  );
};

export const kindsLab: Lab<KindsState> = {
  id: 'kinds',
  minutes: 15,
  right: 'repeated',
  start: { rows: [], row: 0, kind: 'facts' },
  exercises: {
    /** Models of two presets, e.g. a decoder and REALM's reader. */
    models: ({ rows }) => new Set(rows.map(({ preset }) => preset)).size > 1,
    /** In one measurement a kind is above chance, and another one that was read is not. */
    above: ({ rows }) =>
      rows.some(({ kinds }) => {
        const read = Object.values(kinds).filter((kind) => kind.read > 0);
        return read.some(isAboveChance) && !read.every(isAboveChance);
      }),
    /** A kind of one model was not above chance, and is at a later measurement. */
    learned: ({ rows }) =>
      rows.some((after, i) =>
        rows
          .slice(0, i)
          .some(
            (before) =>
              nameOf(before) === nameOf(after) &&
              pairKinds.some(
                (kind) =>
                  before.kinds[kind].read > 0 && !isAboveChance(before.kinds[kind]) && isAboveChance(after.kinds[kind]),
              ),
          ),
      ),
  },
  read: readBy(
    z.object({
      rows: z.array(
        z.object({
          runId: z.string(),
          system: z.string(),
          preset: z.string(),
          phase: z.string(),
          step: z.number(),
          model: z.enum(choiceModels),
          kinds: z.object(
            Object.fromEntries(pairKinds.map((kind) => [kind, figuresOf(kind)])) as Record<
              PairKind,
              ReturnType<typeof figuresOf>
            >,
          ),
        }),
      ),
      row: count,
      kind: z.enum(pairKinds),
    }),
  ),
};
