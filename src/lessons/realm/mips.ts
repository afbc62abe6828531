/** Search for the largest inner product, exact and approximate. */
import type { Lesson } from '../lesson.ts';
import { knownSettings } from './known.ts';

export const mips: Lesson = {
  id: 'mips',
  minutes: 6,
  parts: [
    { id: 'product', shows: { moment: { phase: 'joint', share: 1 } }, right: 'long' },
    {
      id: 'graph',
      shows: { moment: { phase: 'joint', share: 1 } },
      right: 'few',
      check: (known) => knownSettings(known).index?.kind === 'exact',
    },
  ],
};
