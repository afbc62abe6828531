/**
 * Facts as cloze sentences in a REALM run: what the parameters answer alone, what they answer with documents, and with documents in which every fact was
 * changed. All of it is measured in the run on screen; here is what is kept of it and when an exercise is done.
 */
import {
  type FactGroup,
  type FactProbes,
  type FactRow,
  type FactsAnswer,
  factGroups,
} from '../systems/realm/fact-records.ts';
import { z } from '../util/zod.ts';
import type { Lab } from './lab.ts';
import { readBy } from './read-state.ts';

export {
  type FactGroup,
  type FactReading,
  type FactSource,
  factGroups,
  factSources,
  type SaidWord,
} from '../systems/realm/fact-records.ts';

/** What the lab asks the run. */
export type FactsProbes = FactProbes;

/** One measurement. */
export type FactsRow = Pick<FactsAnswer, 'phase' | 'step' | 'groups'>;

export const factMeasures = ['p1', 'p10', 'mrr'] as const;
export type FactMeasure = (typeof factMeasures)[number];

export interface FactsState {
  /** Of the run on screen, in the order of their measurement. */
  rows: readonly FactsRow[];
  group: FactGroup;
  /** The figure of the table. */
  measure: FactMeasure;
  /** Which fact of the group is shown, from 0. */
  fact: number;
}

export const rowOf = ({ phase, step, groups }: FactsAnswer): FactsRow => ({ phase, step, groups });

/** Number `n` of `count` things, counted on past the last one. */
export const wrapped = (n: number, count: number): number => ((n % count) + count) % count;

const p1 = (row: FactsRow, group: FactGroup, source: keyof Omit<FactRow, 'skipped'>) =>
  row.groups[group][source]?.p1 ?? 0;

/** How far a share must be above another one for an exercise: 7 of 64 facts. This is no test of a difference. */
const margin = 0.1;

const storedShare = z.nullable(z.number());
const storedFigures = { facts: z.number(), p1: storedShare, p10: storedShare, mrr: storedShare };
const storedRow = z.object({
  parameters: z.nullable(z.object(storedFigures)),
  index: z.object(storedFigures),
  edited: z.nullable(z.object({ ...storedFigures, old: storedShare })),
  skipped: z.object({ severalTokens: z.number(), unknown: z.number(), noCandidates: z.number() }),
});

export const factsLab: Lab<FactsState> = {
  id: 'facts',
  minutes: 15,
  right: 'new',
  start: { rows: [], group: 'heldOut', measure: 'p1', fact: 0 },
  exercises: {
    /** Documents answer what the parameters do not. */
    index: ({ rows }) =>
      rows.some(
        (row) =>
          row.groups.heldOut.parameters !== null &&
          p1(row, 'heldOut', 'index') >= p1(row, 'heldOut', 'parameters') + margin,
      ),
    /** After steps of joint training the index answers more facts than before them. */
    trained: ({ rows }) => {
      const jointSteps = ({ phase, step }: FactsRow) => (phase === 'joint' ? step : 0);
      return rows.some((after) =>
        rows.some(
          (before) =>
            jointSteps(after) > jointSteps(before) &&
            p1(after, 'heldOut', 'index') >= p1(before, 'heldOut', 'index') + margin,
        ),
      );
    },
    /** The changed documents are believed. */
    edited: ({ rows }) =>
      rows.some(({ groups }) =>
        factGroups.some((group) => {
          const { edited } = groups[group];
          return edited !== null && (edited.p1 ?? 0) >= (edited.old ?? 0) + margin;
        }),
      ),
  },
  read: readBy(
    z.object({
      rows: z.array(
        z.object({ phase: z.string(), step: z.number(), groups: z.object({ heldOut: storedRow, trained: storedRow }) }),
      ),
      group: z.enum(factGroups),
      measure: z.enum(factMeasures),
      fact: z.number(),
    }),
  ),
};
