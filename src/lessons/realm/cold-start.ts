/** The cold start, ICT and the warm-up of the reader. */
import type { Lesson } from '../lesson.ts';
import { isAtFirstOf, knownSettings } from './known.ts';

export const coldStart: Lesson = {
  id: 'cold-start',
  minutes: 8,
  parts: [
    { id: 'circle', shows: { moment: { phase: 'ict', share: 0 } }, right: 'zero' },
    { id: 'cloze', shows: { moment: { phase: 'ict', share: 1 } }, right: 'match' },
    {
      id: 'copy',
      shows: { moment: { phase: 'warmup', share: 0 } },
      right: 'memory',
      check: (known) => isAtFirstOf(known, 'joint'),
    },
    {
      id: 'without',
      shows: { moment: { phase: 'joint', share: 1 } },
      right: 'none',
      check: (known) => knownSettings(known).ict?.steps === 0,
    },
  ],
};
