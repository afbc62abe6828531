/**
 * Position codes, and what attention is without them: the same outputs in another order, since a sum over keys does not know where they stand.
 * The codes are those with which tables of positions begin in the models (`models/sinusoids.ts`). All in float64.
 */
import { sinusoid } from '../models/sinusoids.ts';
import type { Reading, Reordered } from '../systems/seq2seq/probes.ts';
import { type PositionKind, positionKinds } from '../systems/seq2seq/settings.ts';
import { Prng } from '../util/prng.ts';
import { softmax } from '../util/softmax.ts';
import { z } from '../util/zod.ts';
import type { Lab } from './lab.ts';
import { readBy } from './read-state.ts';

/** Of a trained model: those with a table. */
export const tableKinds = positionKinds.filter((kind) => kind !== 'none');
export type TableKind = Exclude<PositionKind, 'none'>;

/** Readings of a source whose symbols stand in another order. */
export const shuffledReadings = ['shuffled', 'carried', 'shuffledWithout'] as const satisfies readonly Reading[];
export type ShuffledReading = (typeof shuffledReadings)[number];

export interface PositionsState {
  text: string;
  /** Where the words stand: the word at place p is word `order[p]` of the text. */
  order: readonly number[];
  /** Length of a code, and of the vectors of words; even. */
  d: number;
  /** Positions that are drawn. */
  length: number;
  /** What a trained model reads, and the order in which its symbols are shuffled: at place p stands symbol `symbols[p]` of the source. */
  source: string;
  symbols: readonly number[];
  /** The kind of table that is trained next. */
  kind: TableKind;
  /** The reading of the shuffled symbols of which a person says that its output is that of the source in order. */
  same: ShuffledReading | null;
  /** What the run on screen writes now; null: no such run is asked, or it has not answered. Not kept. */
  outputs: Reordered['outputs'] | null;
}

/** Words of a sentence that take part; those after them are left out. */
export const mostWords = 12;
export const codeLengths = { min: 2, max: 48, step: 2 } as const;
export const drawnLengths = { min: 4, max: 48, step: 1 } as const;

/** The words of a sentence in any language, without punctuation. */
export function wordsOf(text: string): string[] {
  const segments = new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text);
  return [...segments].flatMap(({ segment, isWordLike }) => (isWordLike ? [segment] : [])).slice(0, mostWords);
}

/** 0 … n − 1. */
export const inOrder = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** Another order than this one, drawn at random; the same where there is no other. */
export function reordered(order: readonly number[], prng: Prng): readonly number[] {
  if (order.length < 2) return order;
  for (;;) {
    const other = [...order];
    prng.shuffle(other);
    if (other.some((word, place) => word !== order[place])) return other;
  }
}

/** The code of a position, of length d. */
export function codeOf(position: number, d: number): number[] {
  return Array.from({ length: d }, (_, column) => sinusoid(position, column, d));
}

/** Dot product of the codes of two positions as a share of that of a code with itself, d / 2: the mean of cos(distance · frequency). */
export function codeOverlap(a: number, b: number, d: number): number {
  const other = codeOf(b, d);
  return codeOf(a, d).reduce((sum, x, column) => sum + x * other[column]!, 0) / (d / 2);
}

/** Normal numbers with variance 1/2, like the entries of a code; the same ones for the same purpose. */
function drawn(purpose: string, count: number): number[] {
  const prng = Prng.fork(1, purpose);
  return Array.from({ length: count }, () => Math.SQRT1_2 * prng.normal());
}

const product = (rows: readonly (readonly number[])[], matrix: readonly number[], d: number): number[][] =>
  rows.map((row) => inOrder(d).map((c) => row.reduce((sum, x, i) => sum + x * matrix[i * d + c]!, 0)));

/**
 * One head of self-attention over words in a given order: vectors of words (drawn by the word), with the codes of their places or without, times
 * three d × d matrices that are drawn, too. Rows (T, d) in the order of the places.
 */
export function attend(words: readonly string[], d: number, hasCodes: boolean): number[][] {
  const inputs = words.map((word, place) => {
    const vector = drawn(`word ${word.toLowerCase()}`, d);
    const code = codeOf(place, d);
    return vector.map((x, c) => (hasCodes ? x + code[c]! : x));
  });
  const [q, k, v] = ['query', 'key', 'value'].map((name) => {
    // √2 / √d makes the products as large as the inputs
    return product(
      inputs,
      drawn(`${name} ${d}`, d * d).map((x) => (x * Math.SQRT2) / Math.sqrt(d)),
      d,
    );
  }) as [number[][], number[][], number[][]];
  return q.map((query) => {
    const weights = softmax(k.map((key) => key.reduce((sum, x, c) => sum + x * query[c]!, 0) / Math.sqrt(d)));
    return inOrder(d).map((c) => weights.reduce((sum, weight, j) => sum + weight * v[j]![c]!, 0));
  });
}

/** Largest difference of two vectors. */
export function largestDifference(a: readonly number[], b: readonly number[]): number {
  return a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i]!)), 0);
}

/** A word of the text and how much its output changes with the order: largest difference over the entries, without codes and with them. */
export interface Moved {
  word: string;
  /** Its place in the text, and in the order. */
  from: number;
  to: number;
  without: number;
  withCodes: number;
}

/** What the order does to the output of each word, in the order of the text. */
export function effectOfOrder({ text, order, d }: PositionsState): Moved[] {
  const words = wordsOf(text);
  const elsewhere = order.map((at) => words[at]!);
  const change = (hasCodes: boolean) => {
    const before = attend(words, d, hasCodes);
    const after = attend(elsewhere, d, hasCodes);
    return words.map((_, at) => largestDifference(before[at]!, after[order.indexOf(at)]!));
  };
  const without = change(false);
  const withCodes = change(true);
  return words.map((word, from) => ({
    word,
    from,
    to: order.indexOf(from),
    without: without[from]!,
    withCodes: withCodes[from]!,
  }));
}

/** Rounding of float64 leaves less than this. */
export const roundingLimit = 1e-12;

/** Places of two words whose outputs are the same without codes; null: there are none. */
export function twinsOf({ text, d }: Pick<PositionsState, 'text' | 'd'>): [number, number] | null {
  const out = attend(wordsOf(text), d, false);
  for (const [i, one] of out.entries()) {
    const j = out.findIndex((other, at) => at > i && largestDifference(one, other) < roundingLimit);
    if (j >= 0) return [i, j];
  }
  return null;
}

export const reversed = (text: string): string => [...text].reverse().join('');

/** The readings of the shuffled symbols whose output is that of the source in order. */
export const sameAsInOrder = (outputs: Reordered['outputs']): ShuffledReading[] =>
  shuffledReadings.filter((reading) => outputs[reading].output === outputs.inOrder.output);

const stepsOf = ({ min, max, step }: typeof codeLengths | typeof drawnLengths) =>
  z.int().check(z.minimum(min), z.maximum(max), z.multipleOf(step));

const isOrderOf = (order: readonly number[], count: number) =>
  [...order].sort((a, b) => a - b).join() === inOrder(count).join();

/** What the trained model begins with. */
const reading = { source: 'abcdefgh', symbols: [3, 0, 6, 1, 7, 2, 5, 4], kind: 'from-sinusoids' } as const;
const unsaid = { same: null, outputs: null };

export const positionsLab: Lab<PositionsState> = {
  id: 'positions',
  minutes: 20,
  right: 'same',
  start: { text: 'dogs bite men at noon', order: [0, 1, 2, 3, 4], d: 16, length: 24, ...reading, ...unsaid },
  exercises: {
    /** Exactly two words have changed places, and the output of one that stayed has changed with codes, though not without. */
    swap: (state) => {
      const effect = effectOfOrder(state);
      const stayed = effect.filter(({ from, to }) => from === to);
      return (
        effect.length - stayed.length === 2 &&
        stayed.some((one) => one.without < roundingLimit && one.withCodes > 0.001)
      );
    },
    /** Two words in different places that attention cannot tell apart without codes. */
    twins: (state) => twinsOf(state) !== null,
    /** The code of a neighbour is unlike enough. */
    near: ({ d }) => codeOverlap(0, 1, d) < 0.8,
    /** Named is the only reading of shuffled symbols whose output is that of the source in order, of a model that writes the source backwards. */
    same: ({ same, outputs }) => {
      if (same === null || outputs === null) return false;
      const { inOrder: plain, shuffled } = outputs;
      const isLearned = plain.isEnded && plain.output === reversed(plain.source);
      return isLearned && shuffled.source !== plain.source && sameAsInOrder(outputs).join() === same;
    },
  },
  read: readBy(
    z
      .object({
        ...{ text: z.string(), order: z.array(z.int()), d: stepsOf(codeLengths), length: stepsOf(drawnLengths) },
        ...{ source: z.string(), symbols: z.array(z.int()), kind: z.enum(tableKinds) },
        ...{ same: z.nullable(z.enum(shuffledReadings)), outputs: z.null() },
      })
      .check(
        // the words of the text, and the symbols of the source, each once
        z.refine(({ text, order }) => isOrderOf(order, wordsOf(text).length)),
        z.refine(({ source, symbols }) => isOrderOf(symbols, source.length)),
      ),
  ),
};
