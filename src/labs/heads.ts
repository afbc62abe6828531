/**
 * Heads of the model that trains: what each of them attends to, and what the loss is without it. Nothing is computed here but what follows from the
 * answers of the run, which are a part of the state.
 */
import type { HeadLosses, HeadMaps, HeadView } from '../run/heads.ts';
import type { Lab } from './lab.ts';

export type Maps = Pick<HeadMaps, 'layers' | 'heads' | 'tokens' | 'targets' | 'weights'>;

/** How much the loss of the examples rises without some heads, in nats per prediction: all at one step. */
export interface Rises {
  /** By the number of the head that alone was off. */
  single: Readonly<Record<number, number>>;
  /** By the numbers of the heads that were off, in order, with commas. */
  together: Readonly<Record<string, number>>;
}

/** What the run has answered. */
export interface HeadsAnswers extends Rises {
  maps: Maps | null;
}

export interface HeadsState {
  /** The id of the view that is looked at; null: the first one. */
  view: string | null;
  /** Number of the example. */
  text: number;
  /** Numbers of the heads that are off, in order; head h of layer l has the number l · H + h. */
  off: readonly number[];
  /** The head that is enlarged; null: none was chosen. */
  chosen: number | null;
  answers: HeadsAnswers;
}

/** What changes with another view. Numbers of heads are those of one part: another one has other heads. */
export function viewed(to: HeadView, from: HeadView): Partial<HeadsState> {
  return to.part === from.part ? { view: to.id } : { view: to.id, off: [], chosen: null };
}

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

/** Every head alone. */
export const singles = ({ layers, heads }: Pick<Maps, 'layers' | 'heads'>): number[][] =>
  Array.from({ length: layers * heads }, (_, head) => [head]);

/** Measurements so far, and the newest of them. */
export interface Measured extends Rises {
  last: HeadLosses | null;
}

export const noneMeasured: Measured = { last: null, single: {}, together: {} };

/** With one more measurement. What was measured at another step goes: it is of another model. */
export function withMeasured(before: Measured, last: HeadLosses): Measured {
  const isSame = before.last?.phase === last.phase && before.last.step === last.step;
  const { single, together } = isSame ? before : noneMeasured;
  const rises = last.without.map(({ off, loss }) => [off, loss - last.all] as const);
  const alone = rises.filter(([off]) => off.length === 1);
  return {
    last,
    single: { ...single, ...Object.fromEntries(alone.map(([[head], rise]) => [head!, rise])) },
    together: { ...together, ...Object.fromEntries(rises.map(([off, rise]) => [keyOf(off), rise])) },
  };
}

const areKnown = (rises: readonly (number | undefined)[]): rises is number[] => rises.every((one) => one !== undefined);

/** The rise of every head alone; null: not all are measured. */
export function allSingle({ maps, single }: Pick<HeadsAnswers, 'maps' | 'single'>): number[] | null {
  const found = maps && singles(maps).map(([head]) => single[head!]);
  return found && areKnown(found) ? found : null;
}

/** What the heads that are off cost alone, added up; null where one of them, or all of them together, were not measured. */
export function sumAlone({ single, together }: Rises, off: readonly number[]): number | null {
  const alone = off.map((head) => single[head]);
  return together[keyOf(off)] !== undefined && areKnown(alone) ? alone.reduce((sum, one) => sum + one, 0) : null;
}

const largest = (values: readonly number[]) => values.reduce((top, value) => Math.max(top, value), -Infinity);

export const headsLab: Lab<HeadsState> = {
  id: 'heads',
  minutes: 15,
  right: 'less',
  start: { view: null, text: 0, off: [], chosen: null, answers: { maps: null, single: {}, together: {} } },
  exercises: {
    /** All heads are measured, and the one that costs most alone is off. */
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
