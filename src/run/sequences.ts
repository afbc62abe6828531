/** The layouts of token sequences, and how they are written into the inputs of a plan. */
import { type EmbedderConfig, poolingWeights } from '../models/config.ts';
import type { Tokenizer } from '../text/tokenizer/tokens.ts';
import type { PlanInputs } from './system.ts';

type Special = Tokenizer['special'];

/** Special tokens of `[CLS] x [SEP]`. */
export const queryExtra = 2;
/** Special tokens of `[CLS] title [SEP] body [SEP]`, and of `[CLS] x [SEP] z [SEP]`. */
export const joinedExtra = 3;

/** `[CLS] x [SEP]`, for the retriever. */
export function queryTokens(x: ArrayLike<number>, { cls, sep }: Special): Int32Array {
  const out = new Int32Array(x.length + queryExtra);
  out[0] = cls;
  out.set(x, 1);
  out[x.length + 1] = sep;
  return out;
}

/** The largest number of title tokens in a document of `maxLength` tokens, so that at least five tokens of the body fit beside them. */
export function titleRoom(maxLength: number): number {
  return Math.max(0, maxLength - 5 - joinedExtra);
}

/** `[CLS] title [SEP] body [SEP]`; title and body are cut if the whole is too long (REALM §3.1). */
export function documentTokens(
  title: ArrayLike<number>,
  body: ArrayLike<number>,
  { cls, sep }: Special,
  maxLength: number,
): number[] {
  const head = [cls, ...Array.from(title).slice(0, titleRoom(maxLength)), sep];
  return [...head, ...Array.from(body).slice(0, maxLength - head.length - 1), sep];
}

/** Writes sequence r of `name.ids`, `.lengths` and `.weights`; a sequence longer than the row is cut. */
export function fillSequence(
  inputs: PlanInputs,
  name: string,
  r: number,
  ids: ArrayLike<number>,
  pooling: EmbedderConfig['pooling'],
  idf?: Float32Array,
): void {
  const lengths = inputs.integers(`${name}.lengths`);
  const all = inputs.integers(`${name}.ids`);
  const t = all.length / lengths.length;
  const row = all.subarray(r * t, (r + 1) * t);
  const length = Math.min(ids.length, t);
  for (let i = 0; i < t; i++) row[i] = i < length ? ids[i]! : 0;
  lengths[r] = length;
  const weights = inputs.floats(`${name}.weights`).subarray(r * t, (r + 1) * t);
  weights.fill(0);
  poolingWeights(pooling, row.subarray(0, length), weights, idf);
}

/** A masked sentence and a document: the input of the reader. */
export interface JoinedSequence {
  /** Tokens of x, masked, without special tokens. */
  x: ArrayLike<number>;
  /** Body of the document; empty for the null document. */
  z: ArrayLike<number>;
  /** Positions in x that are masked. */
  masks: readonly number[];
  /** The original tokens at these positions. */
  targets: readonly number[];
}

/** Tokens of `[CLS] x [SEP] z [SEP]`. */
export function joinedLength(x: ArrayLike<number>, z: ArrayLike<number>): number {
  return x.length + z.length + joinedExtra;
}

/** Writes row r of `joined.ids`, `.segments`, `.lengths` and `.ranges`: `[CLS] x [SEP] z [SEP]`. z is cut if the row is full; x is never cut. */
export function fillPair(
  inputs: PlanInputs,
  r: number,
  x: ArrayLike<number>,
  z: ArrayLike<number>,
  special: Special,
): void {
  const lengths = inputs.integers('joined.lengths');
  const all = inputs.integers('joined.ids');
  const t = all.length / lengths.length;
  const ids = all.subarray(r * t, (r + 1) * t);
  const segments = inputs.integers('joined.segments').subarray(r * t, (r + 1) * t);
  ids.fill(0);
  segments.fill(0);
  let at = 0;
  ids[at++] = special.cls;
  for (let i = 0; i < x.length; i++) ids[at++] = x[i]!;
  ids[at++] = special.sep;
  const first = at;
  for (let i = 0; i < z.length && at < t - 1; i++) ids[at++] = z[i]!;
  const end = at;
  ids[at++] = special.sep;
  segments.fill(1, first, at);
  lengths[r] = at;
  inputs.integers('joined.ranges').set([first, end], 2 * r);
}

/** Writes row r of `joined.*`: a pair, and the masked tokens of x. */
export function fillJoined(
  inputs: PlanInputs,
  r: number,
  { x, z, masks, targets }: JoinedSequence,
  special: Special,
  vocabularySize: number,
): void {
  fillPair(inputs, r, x, z, special);
  const rows = inputs.integers('joined.lengths').length;
  const t = inputs.integers('joined.ids').length / rows;
  const maskRows = inputs.integers('joined.masks');
  const j = maskRows.length / rows;
  const wanted = inputs.integers('joined.targets');
  for (let i = 0; i < j; i++) {
    maskRows[r * j + i] = i < masks.length ? r * t + 1 + masks[i]! : rows * t;
    wanted[r * j + i] = i < masks.length ? targets[i]! : vocabularySize;
  }
}

/** An absent row: [CLS] [SEP] [SEP] with nothing masked. */
export function fillAbsentJoined(inputs: PlanInputs, r: number, special: Special, vocabularySize: number): void {
  fillJoined(inputs, r, { x: [], z: [], masks: [], targets: [] }, special, vocabularySize);
}
