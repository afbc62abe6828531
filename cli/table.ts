/** Tables of the command line: columns aligned, the first to the left, the others as `align` says. */
export function tableLines(rows: readonly (readonly string[])[], align: 'left' | 'right' = 'right'): string[] {
  const width = (column: number) => Math.max(0, ...rows.map((row) => (row[column] ?? '').length));
  const widths = Array.from({ length: Math.max(0, ...rows.map((row) => row.length)) }, (_, i) => width(i));
  return rows.map((row) =>
    row
      .map((cell, i) => (i === 0 || align === 'left' ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join('  ')
      .trimEnd(),
  );
}
