/** What exercises about GLM ask the page for. */
import type { Filled, GlmSample } from '../../systems/glm/probes.ts';
import type { GlmRunConfig } from '../../systems/glm/settings.ts';
import type { Known } from '../lesson.ts';

/** What an exercise reads of the state of the page Blanks. */
export interface KnownBlanks {
  sample: GlmSample | null;
  filled: Filled | null;
  /** The cell of the mask at which a person looks. */
  cell: { row: number; column: number } | null;
}

/** Null where another page is shown. */
export function knownBlanks({ page, stores }: Known): KnownBlanks | null {
  return page === 'blanks' ? ((stores.blanks as KnownBlanks | undefined) ?? null) : null;
}

/** The settings of the next run; null if it is of another system. */
export const knownGlm = ({ session: { draft } }: Known): GlmRunConfig | null =>
  draft.system === 'glm' ? (draft as GlmRunConfig) : null;
