/** A filling, step by step. */
import type { Filled } from '../../../../systems/glm/probes.ts';
import { joinPieces } from '../../pieces.ts';

/** A token that was chosen. `blank`: the index of its blank. */
export interface FillStep {
  blank: number;
  token: string;
  probability: number;
  others: readonly { token: string; probability: number }[];
}

/** All steps, in the order in which they were taken: from blank to blank. */
export function fillSteps({ blanks }: Pick<Filled, 'blanks'>): FillStep[] {
  return blanks.flatMap(({ steps }, blank) => steps.map((step) => ({ blank, ...step })));
}

/** The text of a blank after so many steps of the whole filling. */
export function blankAfter({ blanks }: Pick<Filled, 'blanks'>, blank: number, shown: number): string {
  const before = blanks.slice(0, blank).reduce((sum, { steps }) => sum + steps.length, 0);
  const { steps, text } = blanks[blank]!;
  const own = Math.max(0, shown - before);
  return own >= steps.length ? text : joinPieces(steps.slice(0, own).map(({ token }) => token));
}
