/** A table of positions that a model has trained, beside sinusoids; and what the model writes for a source in another order. Pure functions. */
import type { RunConfig } from '../run/records.ts';
import type { WrittenOutput } from '../systems/seq2seq/probes.ts';
import type { Seq2SeqRunConfig } from '../systems/seq2seq/settings.ts';
import { codeOf, inOrder, reversed, type TableKind } from './positions.ts';

/** The questions that the lab puts to the run. */
export { type Reading, type Reordered, readings, type Seq2SeqProbes } from '../systems/seq2seq/probes.ts';

/** The preset that is trained. */
export const tablePreset = 'seq2seq-transformer';

const isSeq2Seq = (config: RunConfig): config is Seq2SeqRunConfig => config.system === 'seq2seq';

export interface TableRun {
  kind: TableKind;
  /** Of the encoder, and as many of the decoder. */
  layers: number;
}

/** What the lab looks into: a run that has a table and reverses sequences; null: it is none. */
export function tableRunOf(config: RunConfig | undefined): TableRun | null {
  if (!config || !isSeq2Seq(config) || config.pairs.task !== 'reversal' || config.seq2seq.model === 'gru') return null;
  const { positions, layers } = config.seq2seq;
  return positions === 'none' ? null : { kind: positions, layers };
}

/** Whether a run is one of sequence to sequence without a table of positions. */
export const lacksTable = (config: RunConfig | undefined): boolean =>
  config !== undefined && isSeq2Seq(config) && (config.seq2seq.model === 'gru' || config.seq2seq.positions === 'none');

/** The codes of positions 0 … n − 1, (n, d). */
export const sinusoidTable = (n: number, d: number): number[][] => inOrder(n).map((position) => codeOf(position, d));

/** Entries over the largest of them, so that they are from −1 to 1; all zeros stay zeros. */
export function scaled(table: readonly (readonly number[])[]): number[][] {
  const largest = Math.max(...table.flat().map(Math.abs)) || 1;
  return table.map((row) => row.map((x) => x / largest));
}

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);

/** The cosine of every two rows, (n, n); 0 where a row is zero. */
export function cosines(table: readonly (readonly number[])[]): number[][] {
  const lengths = table.map((row) => Math.sqrt(dot(row, row)));
  return table.map((a, i) =>
    table.map((b, j) => {
      const product = lengths[i]! * lengths[j]!;
      return product === 0 ? 0 : dot(a, b) / product;
    }),
  );
}

/** The mean over all pairs of rows whose distance is from `least` to `most`; null: there are none. */
export function meanAtDistance(matrix: readonly (readonly number[])[], least: number, most: number): number | null {
  const found = matrix.flatMap((row, i) => row.filter((_, j) => j - i >= least && j - i <= most));
  return found.length === 0 ? null : found.reduce((sum, x) => sum + x, 0) / found.length;
}

/** Which sequence an output is, backwards: the source, the same symbols in the other order, or neither. */
export function backwardsOf(
  { output, isEnded }: Pick<WrittenOutput, 'output' | 'isEnded'>,
  source: string,
  shuffled: string,
): 'source' | 'shuffled' | 'neither' {
  if (!isEnded) return 'neither';
  if (output === reversed(source)) return 'source';
  return output === reversed(shuffled) ? 'shuffled' : 'neither';
}
