/** A matrix of numbers from −1 to 1 as a picture: one SVG path for all squares of the same shade. */

/** Shades on each side of 0. */
const shades = 10;

/** A number from −1 to 1, rounded to a shade. */
export function levelOf(value: number): number {
  const level = Math.round(value * shades) / shades;
  return level === 0 ? 0 : level;
}

/** Squares of `size` pixels; squares of shade 0 are left out. Ordered by shade. */
export function levelPaths(matrix: readonly (readonly number[])[], size: number): { level: number; path: string }[] {
  const paths = new Map<number, string>();
  for (const [row, cells] of matrix.entries()) {
    for (const [column, value] of cells.entries()) {
      const level = levelOf(value);
      if (level === 0) continue;
      const square = `M${column * size} ${row * size}h${size}v${size}h${-size}z`;
      paths.set(level, (paths.get(level) ?? '') + square);
    }
  }
  return [...paths].map(([level, path]) => ({ level, path })).sort((a, b) => a.level - b.level);
}
