/** What LLaRA's embedding says, before adaptation and after it. */
import type { Lesson } from '../lesson.ts';
import { knownLlara, knownPrompt } from './known.ts';

/** Before this step the language model has hardly begun. */
const trained = 100;

export const whatItSays: Lesson = {
  id: 'what-it-says',
  minutes: 8,
  preset: 'llara',
  parts: [
    {
      id: 'before',
      shows: { address: 'view=prompt', needsModels: true },
      right: 'none',
      check(known) {
        const joint = knownPrompt(known)?.joint;
        return joint?.phase === 'lm' && joint.step >= trained && joint.self.every(({ isTarget }) => !isTarget);
      },
    },
    {
      id: 'after',
      shows: { address: 'view=prompt', needsModels: true },
      right: 'some',
      check(known) {
        const joint = knownPrompt(known)?.joint;
        // the end of adaptation is the start of fine-tuning
        const isAdapted = joint?.phase === 'adapt' || (joint?.phase === 'tune' && joint.step === 0);
        return isAdapted && joint.self.filter(({ isTarget }) => isTarget).length >= 2;
      },
    },
    {
      id: 'without',
      shows: { address: 'view=run' },
      right: 'half',
      check: (known) => knownLlara(known)?.adapt.steps === 0,
    },
  ],
};
