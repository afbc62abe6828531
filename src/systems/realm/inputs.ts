/** Filling the models' inputs from token ids: padding, lengths, pooling weights, joined sequences. */
import type { CompiledGraph } from '../../graph/compile.ts';
import { type EmbedderConfig, poolingWeights } from '../../models/config.ts';

/** Writes sequence r of `name.ids`, `.lengths` and `.weights`; what is longer than the row is cut. */
export function fillSequence(
  compiled: CompiledGraph,
  name: string,
  r: number,
  ids: ArrayLike<number>,
  pooling: EmbedderConfig['pooling'],
  idf?: Float32Array,
): void {
  const lengths = compiled.integers(`${name}.lengths`);
  const all = compiled.integers(`${name}.ids`);
  const t = all.length / lengths.length;
  const row = all.subarray(r * t, (r + 1) * t);
  const length = Math.min(ids.length, t);
  for (let i = 0; i < t; i++) row[i] = i < length ? ids[i]! : 0;
  lengths[r] = length;
  const weights = compiled.floats(`${name}.weights`).subarray(r * t, (r + 1) * t);
  weights.fill(0);
  poolingWeights(pooling, row.subarray(0, length), weights, idf);
}

export interface JointSequence {
  /** Tokens of x, masked, without special tokens. */
  x: ArrayLike<number>;
  /** Body of the document; empty for the null document. */
  z: ArrayLike<number>;
  /** Positions in x that are masked. */
  masks: readonly number[];
  /** The tokens that were there. */
  targets: readonly number[];
}

/** Tokens of `[CLS] x [SEP] z [SEP]`. */
export function jointLength(x: ArrayLike<number>, z: ArrayLike<number>): number {
  return x.length + z.length + 3;
}

/** Writes row r of `joint.*`: `[CLS] x [SEP] z [SEP]`. z is cut where the row is full; x never is. */
export function fillJoint(
  compiled: CompiledGraph,
  r: number,
  { x, z, masks, targets }: JointSequence,
  special: { cls: number; sep: number },
  vocabularySize: number,
): void {
  const lengths = compiled.integers('joint.lengths');
  const all = compiled.integers('joint.ids');
  const rows = lengths.length;
  const t = all.length / rows;
  const ids = all.subarray(r * t, (r + 1) * t);
  const segments = compiled.integers('joint.segments').subarray(r * t, (r + 1) * t);
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
  compiled.integers('joint.ranges').set([first, end], 2 * r);
  const maskRows = compiled.integers('joint.masks');
  const j = maskRows.length / rows;
  const wanted = compiled.integers('joint.targets');
  for (let i = 0; i < j; i++) {
    maskRows[r * j + i] = i < masks.length ? r * t + 1 + masks[i]! : rows * t;
    wanted[r * j + i] = i < masks.length ? targets[i]! : vocabularySize;
  }
}

/** An absent row: [CLS] [SEP] [SEP] with nothing masked. */
export function fillAbsentJoint(
  compiled: CompiledGraph,
  r: number,
  special: { cls: number; sep: number },
  v: number,
): void {
  fillJoint(compiled, r, { x: [], z: [], masks: [], targets: [] }, special, v);
}
