/** Copying begins with a jump: until then the loss falls, and no blank is filled. */
import type { GlmRunConfig } from '../../systems/glm/settings.ts';
import type { Lesson } from '../lesson.ts';
import { knownGlm } from './known.ts';

export const notYet: Lesson = {
  id: 'not-yet',
  minutes: 6,
  preset: 'glm-smoke',
  parts: [
    {
      id: 'loss',
      shows: { address: 'view=run', needsModels: true },
      right: 'none',
      check({ session: { measured, evaluations } }) {
        if (measured?.config.system !== 'glm') return false;
        const { steps } = (measured.config as GlmRunConfig).glm;
        return steps > 0 && evaluations.some(({ phase, step }) => phase === 'glm' && step === steps);
      },
    },
    {
      id: 'jump',
      shows: { address: 'view=run' },
      right: 'most',
      check: (known) => knownGlm(known)?.preset === 'glm',
    },
  ],
};
