/** What exercises about LLaRA ask the page for. */
import type { LlaraJoint, LlaraQuestion, LlaraSearch } from '../../systems/llara/probes.ts';
import type { LlaraConfig } from '../../systems/llara/settings.ts';
import type { Known } from '../lesson.ts';

/** What an exercise reads of the state of the page Prompt. */
export interface KnownPrompt {
  joint: LlaraJoint | null;
  found: LlaraSearch | null;
  /** The cell of the mask at which a person looks. */
  cell: { row: number; column: number } | null;
  questions: readonly LlaraQuestion[];
}

/** Null where another page is shown. */
export function knownPrompt({ page, stores }: Known): KnownPrompt | null {
  return page === 'prompt' ? ((stores.prompt as KnownPrompt | undefined) ?? null) : null;
}

/** The settings of the next run; null if it is of another system. */
export const knownLlara = ({ session: { draft } }: Known): LlaraConfig | null =>
  draft.system === 'llara' ? (draft as LlaraConfig) : null;

/** Whether a phase of the LLaRA run on screen was measured at its end. */
export function isMeasuredAtEnd(
  { session: { measured, evaluations } }: Known,
  phase: 'lm' | 'adapt' | 'tune',
): boolean {
  if (measured?.config.system !== 'llara') return false;
  const { steps } = (measured.config as LlaraConfig)[phase];
  return steps > 0 && evaluations.some((one) => one.phase === phase && one.step === steps);
}
