/** The rows of a table behind a chart of curves: as many as a person reads, spread evenly over the run. */

/** Values over the axis of the run. */
export interface Column {
  x: Float64Array;
  /** NaN: not measured there. */
  y: Float64Array;
  /** Few values, of which each should have a row: evaluations. */
  isRare: boolean;
}

export interface CurveRow {
  /** Position on the axis of the run. */
  at: number;
  /** One for each column; null: not measured there. */
  values: (number | null)[];
}

/** Indexes of at most `limit` of `count` things, evenly spaced, the first and the last among them. */
export function spread(count: number, limit: number): number[] {
  if (count <= limit) return Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: limit }, (_, i) => Math.round((i * (count - 1)) / Math.max(1, limit - 1)));
}

/** At most `limit` rows, ascending, and how many there are in all. Rare values go first; at least half of the rows are left to the others. */
export function curveRows(columns: readonly Column[], limit: number): { rows: CurveRow[]; of: number } {
  const values = columns.map(({ x, y }) => {
    const known = new Map<number, number>();
    for (const [i, at] of x.entries()) if (!Number.isNaN(y[i]!)) known.set(at, y[i]!);
    return known;
  });
  const positions = (isRare: boolean) => {
    const own = new Set(columns.flatMap((column, i) => (column.isRare === isRare ? [...values[i]!.keys()] : [])));
    return [...own].sort((a, b) => a - b);
  };
  const rare = positions(true);
  const others = positions(false);
  const keptRare = spread(rare.length, others.length > 0 ? Math.ceil(limit / 2) : limit).map((i) => rare[i]!);
  const keptOthers = spread(others.length, limit - keptRare.length).map((i) => others[i]!);
  const rows = [...new Set([...keptRare, ...keptOthers])]
    .sort((a, b) => a - b)
    .map((at) => ({ at, values: values.map((known) => known.get(at) ?? null) }));
  return { rows, of: new Set([...rare, ...others]).size };
}
