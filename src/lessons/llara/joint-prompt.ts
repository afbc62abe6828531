/** Who sees whom in LLaRA's joint prompt. */
import type { Lesson } from '../lesson.ts';
import { knownLlara, knownPrompt } from './known.ts';

export const jointPrompt: Lesson = {
  id: 'joint-prompt',
  minutes: 6,
  preset: 'llara',
  parts: [
    {
      id: 'mask',
      shows: { address: 'view=prompt', needsModels: true },
      right: 'text',
      check(known) {
        const { joint, cell } = knownPrompt(known) ?? {};
        if (!joint || !cell) return false;
        const [query, key] = [joint.parts[cell.row], joint.parts[cell.column]];
        return (query === 'next' || query === 'nextSlot') && (key === 'self' || key === 'selfSlot');
      },
    },
    {
      id: 'positions',
      shows: { address: 'view=prompt', needsModels: true },
      right: 'same',
      check: (known) => knownLlara(known)?.prompt.kind === 'release',
    },
  ],
};
