/** Why there is a null document. */
import type { Lesson } from '../lesson.ts';
import { knownExample, openedCandidate } from './known.ts';

export const nullDocument: Lesson = {
  id: 'null-document',
  minutes: 6,
  parts: [
    {
      id: 'empty',
      shows: { moment: { phase: 'joint', share: 0 } },
      right: 'rises',
      check: (known) => openedCandidate(known, knownExample(known)?.candidates ?? [])?.document === null,
    },
    {
      id: 'utility',
      shows: { moment: { phase: 'joint', share: 1 } },
      right: 'zero',
      check: (known) => (openedCandidate(known, knownExample(known)?.candidates ?? [])?.utility ?? 0) > 0,
    },
    { id: 'collapse', shows: { moment: { phase: 'joint', share: 1 } }, right: 'nothing' },
  ],
};
