/** From masked words to r(z). */
import type { Lesson } from '../lesson.ts';
import { isAtFirstOf, knownExample, openedCandidate } from './known.ts';

export const maskedWords: Lesson = {
  id: 'masked-words',
  minutes: 8,
  parts: [
    { id: 'mask', shows: { moment: { phase: 'joint', share: 0 } }, right: 'word' },
    {
      id: 'row',
      // r(z) is large while the retriever is still learning
      shows: { moment: { phase: 'joint', share: 0.25 } },
      right: 'up',
      check(known) {
        const candidates = knownExample(known)?.candidates ?? [];
        const opened = openedCandidate(known, candidates);
        return opened !== null && candidates.every(({ gradient }) => gradient <= opened.gradient);
      },
    },
    {
      id: 'sum',
      shows: { moment: { phase: 'joint', share: 0.4 } },
      right: 'zero',
      check: (known) => isAtFirstOf(known, 'joint'),
    },
  ],
};
