/**
 * Attention masks, painted cell by cell, and what they let through: which tokens can flow into which position in L layers, and whether a position gets
 * the very token that it has to predict. A small attention of L layers in float64 proves it: exchange a token, and see whose output changes.
 */
import { type MaskBits, maskWords, sees } from '../graph/ops/attention-mask.ts';
import { attentionForward } from '../graph/ops/attention-reference.ts';
import { jointMask } from '../models/llara-prompt.ts';
import { blankFilling, maskOf } from '../systems/glm/layout.ts';
import { Prng } from '../util/prng.ts';
import type { Lab } from './lab.ts';

/** A row for each query, of 1 where it sees a key and 0 where it does not, as in `1000 1100 1110 1111`. */
export type Rows = readonly string[];

/** What a mask begins with: the three of a text, an empty one, and the worked examples of GLM and LLaRA. */
export const maskPresets = ['empty', 'decoder', 'encoder', 'prefix', 'glm', 'llara'] as const;
export type MaskPreset = (typeof maskPresets)[number];

/** What each position predicts: the next token; a token that is hidden behind [MASK] there; or the token that stands there, not hidden. */
export const maskTasks = ['next', 'hidden', 'open'] as const;
export type MaskTask = (typeof maskTasks)[number];

/** Tokens of the text of the first four presets. */
export const textLength = 6;
export const prefixLength = 3;
/** The positions whose tokens are masked, from 0. */
export const maskedPositions = [1, 4] as const;
export const layerLimits = { min: 1, max: 6 } as const;

export interface MasksState {
  /** What it began with. */
  preset: MaskPreset;
  rows: Rows;
  layers: number;
  /** For a text; GLM and LLaRA predict the next token. */
  task: MaskTask;
}

const squares = (length: number, isSeen: (i: number, j: number) => boolean): Rows =>
  Array.from({ length }, (_, i) => Array.from({ length }, (_unused, j) => Number(isSeen(i, j))).join(''));

/** The worked example of GLM: x1 … x6, of which x5 x6 and x3 are blanks, in this order. Ids are the tokens of `glmTokens`. */
export const glmTokens = ['x1', 'x2', 'x3', 'x4', 'x5', 'x6', 'M', 'S', 'E'] as const;
export const glmRow = blankFilling(
  [0, 1, 2, 3, 4, 5],
  [
    { start: 4, end: 6 },
    { start: 2, end: 3 },
  ],
  { mask: () => 6, start: () => 7, end: 8 },
  { mode: 'token' },
);

/** LLaRA's joint pass: three tokens of T, then a word and a slot of each prompt. */
export const llaraText = 3;
export const llaraPrompt = 2;

/** The mask that a preset begins with. */
export function presetRows(preset: MaskPreset): Rows {
  switch (preset) {
    case 'empty':
      return squares(textLength, () => false);
    case 'decoder':
      return squares(textLength, (i, j) => j <= i);
    case 'encoder':
      return squares(textLength, () => true);
    case 'prefix':
      return squares(textLength, (i, j) => j <= i || j < prefixLength);
    case 'glm': {
      const bits = maskOf(glmRow);
      return squares(bits.queries, (i, j) => sees(bits, i, j));
    }
    case 'llara': {
      const keys = llaraText + 2 * llaraPrompt;
      const bits: MaskBits = { queries: keys, keys, words: jointMask(llaraText, llaraPrompt) };
      return squares(keys, (i, j) => sees(bits, i, j));
    }
    default:
      return preset satisfies never;
  }
}

export const cellOf = (rows: Rows, i: number, j: number): boolean => rows[i]![j] === '1';

export const countOpen = (rows: Rows): number => rows.join('').replaceAll('0', '').length;

export function withCell(rows: Rows, row: number, column: number, isSeen: boolean): Rows {
  return rows.map((line, i) => (i === row ? line.slice(0, column) + Number(isSeen) + line.slice(column + 1) : line));
}

/** The mask as the kernels read it and the page paints it. */
export function bitsOf(rows: Rows): MaskBits {
  const { length } = rows;
  const words = new Uint32Array(length * maskWords(length));
  rows.forEach((line, i) => {
    for (let j = 0; j < length; j++) if (line[j] === '1') words[i * maskWords(length) + (j >>> 5)]! |= 1 << (j & 31);
  });
  return { queries: length, keys: length, words };
}

/**
 * Which tokens can flow into which position through L layers: row i has a 1 for each. A layer adds to a position what it sees of the layer below, so its
 * own token is always there.
 */
export function reached(rows: Rows, layers: number): Rows {
  let now = squares(rows.length, (i, j) => i === j);
  for (let layer = 0; layer < layers; layer++) {
    const below = now;
    now = squares(
      rows.length,
      (i, j) => cellOf(below, i, j) || below.some((line, k) => cellOf(rows, i, k) && line[j] === '1'),
    );
  }
  return now;
}

/**
 * The way of a token to a position, from the position down: at each step the one that it is taken from, one layer lower; the shortest way. Null if there is none.
 */
export function wayTo(rows: Rows, layers: number, position: number, token: number): number[] | null {
  let ways = [[position]];
  for (let layer = 0; layer <= layers; layer++) {
    const found = ways.find((way) => way.at(-1) === token);
    if (found) return found;
    const met = new Set<number>();
    ways = ways.flatMap((way) =>
      rows.flatMap((_, k) => {
        if (!cellOf(rows, way.at(-1)!, k) || way.includes(k) || met.has(k)) return [];
        met.add(k);
        return [[...way, k]];
      }),
    );
  }
  return null;
}

/** A position that predicts, and the token of the row that is its answer. */
export interface Question {
  position: number;
  /** Where the answer stands in the row. */
  answer: number;
  /** [MASK] stands there in its place. */
  isHidden: boolean;
}

/** What is predicted, and where the answer stands; predictions whose answer stands nowhere in the row, such as the end of a blank, are left out. */
export function questionsOf({ preset, rows, task }: Pick<MasksState, 'preset' | 'rows' | 'task'>): Question[] {
  const next = (position: number): Question => ({ position, answer: position + 1, isHidden: false });
  if (preset === 'glm') return glmRow.at.filter((at, i) => glmRow.targets[i] !== 8 && at + 1 < rows.length).map(next);
  if (preset === 'llara') return Array.from({ length: llaraText - 1 }, (_, i) => next(i));
  if (task !== 'next') return maskedPositions.map((at) => ({ position: at, answer: at, isHidden: task === 'hidden' }));
  const first = preset === 'prefix' ? prefixLength - 1 : 0;
  return Array.from({ length: rows.length - 1 - first }, (_, i) => next(first + i));
}

/** The questions whose answer gets to the position that predicts it. */
export function leaksOf(
  state: Pick<MasksState, 'preset' | 'rows' | 'task' | 'layers'>,
  layers = state.layers,
): Question[] {
  const reach = reached(state.rows, layers);
  return questionsOf(state).filter(({ position, answer, isHidden }) => !isHidden && cellOf(reach, position, answer));
}

/** Width of the small attention. */
const width = 4;

/**
 * L layers of attention with one head over token embeddings (T, d), each added to what it reads, in float64: h = h + attention(h Q, h K, h V). A position
 * that sees no key gets nothing. All matrices are drawn, the same ones each time.
 */
export function attend(rows: Rows, layers: number, embeddings: readonly (readonly number[])[]): number[][] {
  const { length } = rows;
  let h = Float64Array.from(embeddings.flat());
  for (let layer = 0; layer < layers; layer++) {
    const part = (name: string) => {
      const prng = Prng.fork(layer, `mask lab ${name}`);
      const matrix = Array.from({ length: width * width }, () => prng.normal() / Math.sqrt(width));
      const data = new Float64Array(length * width);
      for (let i = 0; i < length; i++) {
        for (let c = 0; c < width; c++) {
          for (let k = 0; k < width; k++) data[i * width + c]! += h[i * width + k]! * matrix[k * width + c]!;
        }
      }
      return { data, tokens: length, width, offset: 0 };
    };
    const out = new Float64Array(length * width);
    attentionForward(
      {
        ...{ rows: 1, heads: 1, queryCount: length, keyCount: length, size: width },
        ...{ queries: part('query'), keys: part('key'), values: part('value') },
        sees: (_row, i, j) => cellOf(rows, i, j),
      },
      out,
      new Float64Array(length),
    );
    h = h.map((x, i) => x + out[i]!);
  }
  return rows.map((_, i) => Array.from(h.subarray(i * width, (i + 1) * width)));
}

/** The embedding of a token of the small attention, drawn by its name. */
export function embeddingOf(name: string): number[] {
  const prng = Prng.fork(1, `mask lab token ${name}`);
  return Array.from({ length: width }, () => prng.normal());
}

/** How much the output of each position changes when the token at one place is exchanged for another: the largest difference of its entries. */
export function changeOf(rows: Rows, layers: number, token: number): number[] {
  const embeddings = rows.map((_, i) => embeddingOf(`${i}`));
  const before = attend(rows, layers, embeddings);
  const after = attend(
    rows,
    layers,
    embeddings.map((vector, i) => (i === token ? embeddingOf('another') : vector)),
  );
  return before.map((out, i) => Math.max(...out.map((x, c) => Math.abs(x - after[i]![c]!))));
}

const decoder = presetRows('decoder');
const lowerHalf = countOpen(decoder);

export const masksLab: Lab<MasksState> = {
  id: 'masks',
  minutes: 12,
  right: 'both',
  start: { preset: 'prefix', rows: presetRows('prefix'), layers: 2, task: 'next' },
  exercises: {
    /** The decoder's mask, painted from the empty one. */
    decoder: ({ preset, rows }) => preset === 'empty' && rows.join() === decoder.join(),
    /** One cell more than the decoder has; nothing leaks in one layer, but something does in two. */
    indirect: ({ preset, rows }) => {
      const isText = preset !== 'glm' && preset !== 'llara';
      const isDecoderAndOne =
        countOpen(rows) === lowerHalf + 1 &&
        decoder.every((line, i) => [...line].every((cell, j) => cell === '0' || cellOf(rows, i, j)));
      const state = { preset: 'decoder', rows, task: 'next' } as const;
      return (
        isText &&
        isDecoderAndOne &&
        leaksOf({ ...state, layers: 1 }).length === 0 &&
        leaksOf({ ...state, layers: 2 }).length > 0
      );
    },
    /** Everything sees everything, and still no answer gets to where it is predicted. */
    hidden: (state) =>
      countOpen(state.rows) === state.rows.length ** 2 && questionsOf(state).length > 0 && leaksOf(state).length === 0,
    /** A sliding window: with 11 cells or fewer every position gets all that is before it, through the layers, and nothing leaks. */
    window: (state) => {
      const isDecoder = reached(state.rows, state.layers).join() === decoder.join();
      return state.task === 'next' && countOpen(state.rows) <= windowCells && isDecoder;
    },
  },
};

/** Cells of a window of two: a position and the one before it. */
export const windowCells = 2 * textLength - 1;
