/** What stands on the axes of a painted mask: tokens, and the parts of a row to which they belong. */
import {
  glmRow,
  glmTokens,
  llaraPrompt,
  llaraText,
  type MasksState,
  prefixLength,
  questionsOf,
} from '../../../labs/masks.ts';
import type { MaskGridProps } from '../../charts/mask/mask-grid.tsx';
import type { MasksWords } from './words/en.ts';

export type Axis = Pick<MaskGridProps, 'tokens' | 'parts' | 'partOf'>;

/** `[MASK]` stands in place of what is hidden. */
export function axisOf(state: MasksState, t: MasksWords): Axis {
  const { parts } = t;
  if (state.preset === 'glm') {
    return {
      tokens: glmRow.ids.map((id) => glmTokens[id]!),
      parts: [
        { name: parts.a, tone: 0 },
        { name: parts.b, tone: 1 },
      ],
      partOf: glmRow.ids.map((_, i) => Number(i >= glmRow.partA)),
    };
  }
  if (state.preset === 'llara') {
    return {
      tokens: ['x1', 'x2', 'x3', 'SELF', '</s>', 'NEXT', '</s>'],
      parts: [
        { name: parts.text, tone: 0 },
        { name: parts.self, tone: 1 },
        { name: parts.next, tone: 2 },
      ],
      partOf: state.rows.map((_, i) => (i < llaraText ? 0 : i < llaraText + llaraPrompt ? 1 : 2)),
    };
  }
  const hidden = questionsOf(state).flatMap(({ answer, isHidden }) => (isHidden ? [answer] : []));
  const isPrefix = state.preset === 'prefix';
  return {
    tokens: t.tokens.map((token, i) => (hidden.includes(i) ? '[MASK]' : token)),
    parts: isPrefix
      ? [
          { name: parts.prefix, tone: 0 },
          { name: parts.text, tone: 1 },
        ]
      : [{ name: parts.text, tone: 0 }],
    partOf: state.rows.map((_, i) => Number(isPrefix && i >= prefixLength)),
  };
}
