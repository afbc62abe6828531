/** The parts of the joint prompt, as the page colours them, and why one token sees another. */
import type { LlaraJoint, PromptPart } from '../../../../systems/llara/probes.ts';
import type { Cell } from '../../../charts/mask/mask-layout.ts';
import type { PromptWords } from './words/en.ts';

export const promptParts = ['text', 'self', 'next'] as const;

/** Their colours. */
export const tones = [0, 1, 2] as const;

const partOf: Readonly<Record<PromptPart, number>> = { text: 0, self: 1, selfSlot: 1, next: 2, nextSlot: 2 };

/** For each token the index in `promptParts`. */
export const partsOfPrompt = ({ parts }: Pick<LlaraJoint, 'parts'>): number[] => parts.map((part) => partOf[part]);

export const isSlot = (part: PromptPart): boolean => part === 'selfSlot' || part === 'nextSlot';

/** Why a query of the joint prompt sees a key or does not. Null where the rule says otherwise than the mask. */
export function whyInPrompt(
  { row, column }: Cell,
  isSeen: boolean,
  parts: readonly number[],
): keyof PromptWords['why'] | null {
  const [query, key] = [parts[row]!, parts[column]!];
  const areSame = query === key;
  const isText = key === 0;
  const isRule = column <= row && (areSame || isText);
  if (isRule !== isSeen) return null;
  if (row === column) return 'itself';
  if (!areSame && isText) return 'text';
  if (!areSame && query > 0) return 'blind';
  if (query === 0) return column < row ? 'textEarlier' : 'textLater';
  return column < row ? 'earlier' : 'later';
}
