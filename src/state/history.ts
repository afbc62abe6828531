/** Metrics of a run in growing typed arrays, outside any framework: the page draws from views and detects changes by a version number. */

/** Named Float64 columns of equal length that double when they are full. */
export class ColumnarHistory<Name extends string> {
  private columns: Record<Name, Float64Array>;
  private capacity: number;
  private count = 0;
  /** Increases with every change. */
  version = 0;

  constructor(
    private names: readonly Name[],
    capacity = 1024,
  ) {
    this.capacity = capacity;
    this.columns = this.allocate(capacity);
  }

  get length(): number {
    return this.count;
  }

  /** Adds one row; missing values are NaN. */
  push(row: Partial<Record<Name, number>>): void {
    if (this.count === this.capacity) this.grow(this.capacity * 2);
    for (const name of this.names) this.columns[name][this.count] = row[name] ?? Number.NaN;
    this.count++;
    this.version++;
  }

  /** The values of a column, (length). The view becomes outdated when the history grows, so read it at once. Empty if there is no such column. */
  column(name: Name): Float64Array {
    return this.columns[name]?.subarray(0, this.count) ?? new Float64Array(0);
  }

  /** The newest value of a column, NaN if there is none. */
  last(name: Name): number {
    return this.column(name).at(-1) ?? Number.NaN;
  }

  /** Keeps the first rows. */
  truncate(length: number): void {
    if (length >= this.count) return;
    this.count = Math.max(0, length);
    this.version++;
  }

  /** A copy, to be stored or restored. */
  save(): Record<Name, Float64Array> {
    const out = {} as Record<Name, Float64Array>;
    for (const name of this.names) out[name] = this.column(name).slice();
    return out;
  }

  /** Replaces the content by a saved copy, with columns of these names; a column that the copy lacks is NaN. */
  restore(saved: Partial<Record<Name, Float64Array>>, names: readonly Name[] = this.names): void {
    this.names = names;
    const length = Math.max(0, ...this.names.map((name) => saved[name]?.length ?? 0));
    this.capacity = Math.max(this.capacity, length);
    this.columns = this.allocate(this.capacity);
    for (const name of this.names) {
      const source = saved[name];
      if (source) this.columns[name].set(source);
      this.columns[name].fill(Number.NaN, source?.length ?? 0, length);
    }
    this.count = length;
    this.version++;
  }

  private allocate(capacity: number): Record<Name, Float64Array> {
    return Object.fromEntries(this.names.map((name) => [name, new Float64Array(capacity)])) as Record<
      Name,
      Float64Array
    >;
  }

  private grow(capacity: number): void {
    const old = this.columns;
    this.columns = this.allocate(capacity);
    for (const name of this.names) this.columns[name].set(old[name]);
    this.capacity = capacity;
  }
}

/** A line to draw: x ascending, y without NaN. */
export interface Points {
  x: Float64Array;
  y: Float64Array;
}

/**
 * Thins a line for drawing: the rows are cut into `buckets` runs of equal count and each keeps its first, lowest, highest and last point,
 * so that no spike is lost. NaN rows are left out. At most 4 · buckets points come back.
 */
export function decimate(x: Float64Array, y: Float64Array, buckets: number): Points {
  const finite: number[] = [];
  for (let i = 0; i < y.length; i++) if (!Number.isNaN(y[i]!)) finite.push(i);
  const keep: number[] = [];
  if (finite.length <= buckets * 4) {
    keep.push(...finite);
  } else {
    for (let b = 0; b < buckets; b++) {
      const from = Math.floor((b * finite.length) / buckets);
      const to = Math.floor(((b + 1) * finite.length) / buckets);
      let low = from;
      let high = from;
      for (let j = from; j < to; j++) {
        if (y[finite[j]!]! < y[finite[low]!]!) low = j;
        if (y[finite[j]!]! > y[finite[high]!]!) high = j;
      }
      for (const j of [...new Set([from, low, high, to - 1])].sort((a, c) => a - c)) keep.push(finite[j]!);
    }
  }
  return { x: Float64Array.from(keep, (i) => x[i]!), y: Float64Array.from(keep, (i) => y[i]!) };
}

/**
 * Exponential moving average s_i = a·s_{i−1} + (1−a)·y_i with a = 1 − 1/span, started at the first value. NaN rows do not change the
 * average and stay NaN in the result. `resetAt` lists rows at which it starts again (a new phase has another loss).
 */
export function smooth(y: Float64Array, span: number, resetAt: readonly number[] = []): Float64Array {
  const out = new Float64Array(y.length).fill(Number.NaN);
  const resets = new Set(resetAt);
  const a = 1 - 1 / Math.max(1, span);
  let average = Number.NaN;
  for (let i = 0; i < y.length; i++) {
    if (resets.has(i)) average = Number.NaN;
    const value = y[i]!;
    if (Number.isNaN(value)) continue;
    average = Number.isNaN(average) ? value : a * average + (1 - a) * value;
    out[i] = average;
  }
  return out;
}
