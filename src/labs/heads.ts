/**
 * Heads of the model that trains: what each of them attends to, and what the loss is without it. Nothing is computed here but what follows from the
 * answers of the run, which are a part of the state.
 */
import type { HeadMaps } from '../run/heads.ts';
import type { Lab } from './lab.ts';

export type Maps = Pick<HeadMaps, 'layers' | 'heads' | 'tokens' | 'targets' | 'weights'>;

/** How much the loss of the examples rises, in nats per prediction, and where the run stood. */
export interface Rise {
  rise: number;
  /** Phase and step. */
  at: string;
}

/** What the run has answered. */
export interface HeadsAnswers {
  maps: Maps | null;
  /** By the number of the head that alone was off. */
  single: Readonly<Record<number, Rise>>;
  /** By the numbers of the heads that were off, in order, with commas. */
  together: Readonly<Record<string, Rise>>;
}

export interface HeadsState {
  /** Number of the example. */
  text: number;
  /** Numbers of the heads that are off, in order; head h of layer l has the number l · H + h. */
  off: readonly number[];
  /** The head that is enlarged; null: none was chosen. */
  chosen: number | null;
  answers: HeadsAnswers;
}

export const noAnswers: HeadsAnswers = { maps: null, single: {}, together: {} };

export const keyOf = (off: readonly number[]): string => off.join(',');

/** With a head switched. */
export function switched(off: readonly number[], head: number): number[] {
  return off.includes(head) ? off.filter((one) => one !== head) : [...off, head].sort((a, b) => a - b);
}

/** The heads of a layer. */
export const headsOf = (layer: number, heads: number): number[] =>
  Array.from({ length: heads }, (_, h) => layer * heads + h);

/** With a layer switched: off, unless all of its heads are off already. */
export function layerSwitched(off: readonly number[], layer: number, heads: number): number[] {
  const own = headsOf(layer, heads);
  const rest = off.filter((head) => !own.includes(head));
  return own.every((head) => off.includes(head)) ? rest : [...rest, ...own].sort((a, b) => a - b);
}

/** What query i takes of key j in a head. */
export function weightAt({ tokens: { length: t }, weights }: Maps, head: number, i: number, j: number): number {
  return weights[(head * t + i) * t + j]!;
}

/** The mean, over all tokens but the first, of the weight of the token before; 0 for one token. */
export function previousShare(maps: Maps, head: number): number {
  const { length } = maps.tokens;
  let sum = 0;
  for (let i = 1; i < length; i++) sum += weightAt(maps, head, i, i - 1);
  return length > 1 ? sum / (length - 1) : 0;
}

/** The same numbers for every head, where all are known and measured at the same step; null: not yet. */
export function allSingle({ maps, single }: HeadsAnswers): number[] | null {
  if (!maps) return null;
  const found = Array.from({ length: maps.layers * maps.heads }, (_, head) => single[head]);
  const [first] = found;
  return first && found.every((one) => one?.at === first.at) ? found.map((one) => one!.rise) : null;
}

/** What the heads that are off cost alone, added up; null where one of them was not measured at the step at which they were off together. */
export function sumAlone({ single, together }: Pick<HeadsAnswers, 'single' | 'together'>, off: readonly number[]) {
  const at = together[keyOf(off)]?.at;
  const alone = off.map((head) => single[head]);
  return at !== undefined && alone.every((one) => one?.at === at)
    ? alone.reduce((sum, one) => sum + one!.rise, 0)
    : null;
}

const largest = (values: readonly number[]) => values.reduce((top, value) => Math.max(top, value), -Infinity);

export const headsLab: Lab<HeadsState> = {
  id: 'heads',
  minutes: 15,
  right: 'less',
  start: { text: 0, off: [], chosen: null, answers: noAnswers },
  exercises: {
    /** All heads are measured at one step, and the one that costs most alone is off. */
    costliest: ({ off, answers }) => {
      const rises = allSingle(answers);
      return rises !== null && off.length === 1 && rises[off[0]!] === largest(rises);
    },
    /** The head that attends most to the token before is enlarged. */
    previous: ({ chosen, answers: { maps } }) => {
      if (!maps || chosen === null) return false;
      const shares = Array.from({ length: maps.layers * maps.heads }, (_, head) => previousShare(maps, head));
      return shares[chosen] === largest(shares);
    },
    /** All heads of one layer and no others are off, and the loss without them is measured. */
    layer: ({ off, answers: { maps, together } }) =>
      maps !== null &&
      together[keyOf(off)] !== undefined &&
      Array.from({ length: maps.layers }, (_, layer) => keyOf(headsOf(layer, maps.heads))).includes(keyOf(off)),
  },
};
