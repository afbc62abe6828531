/** A blank of unknown length: GLM ends it, a masked LM must be told. */
import type { Lesson } from '../lesson.ts';
import { knownBlanks, knownGlm } from './known.ts';

export const unknownLength: Lesson = {
  id: 'unknown-length',
  minutes: 6,
  preset: 'glm',
  parts: [
    {
      id: 'fill',
      shows: { address: 'view=blanks', needsModels: true },
      right: 'place',
      check: (known) => (knownBlanks(known)?.filled?.blanks.length ?? 0) >= 2,
    },
    {
      id: 'length',
      shows: { address: 'view=run' },
      right: 'left',
      check: (known) => knownGlm(known)?.glm.objective === 'mlm',
    },
  ],
};
