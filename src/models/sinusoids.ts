/** Position codes of sines and cosines (Vaswani et al. 2017, §3.5). Tables of positions may begin with them (`registry.ts`); the labs draw them. */

/** What a column of the code is the sine (even columns) or cosine (odd columns) of: position / 10000^(2⌊column/2⌋ / d). Radians. */
export function sinusoidAngle(position: number, column: number, d: number): number {
  return position / 10_000 ** ((column - (column % 2)) / d);
}

/** One entry of the code of a position; `d`: length of the code. */
export function sinusoid(position: number, column: number, d: number): number {
  const angle = sinusoidAngle(position, column, d);
  return column % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
}
