/** Numbers as people type them into a cell. */

/** Largest absolute value that a cell takes: products of such numbers are still readable. */
export const largestEntry = 100;

/** A number, or why there is none. */
export type NumberText = { value: number } | { problem: 'empty' | 'not-a-number' | 'too-large' };

/** Reads a decimal number; a comma counts as a point, and a true minus sign as a hyphen. */
export function readNumber(text: string): NumberText {
  const written = text.trim().replace('−', '-').replace(',', '.');
  if (written === '') return { problem: 'empty' };
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(written)) return { problem: 'not-a-number' };
  const value = Number(written);
  // -0 would be written as 0 and compare as another text
  return Math.abs(value) > largestEntry ? { problem: 'too-large' } : { value: value === 0 ? 0 : value };
}
