/** Part A and Part B of GLM: who sees whom, and the two positions. */
import type { Lesson } from '../lesson.ts';
import { knownBlanks } from './known.ts';

export const twoParts: Lesson = {
  id: 'two-parts',
  minutes: 6,
  preset: 'glm-smoke',
  parts: [
    {
      id: 'sees',
      shows: { address: 'view=blanks', needsModels: true },
      right: 'part-a',
      check(known) {
        const { sample, cell } = knownBlanks(known) ?? {};
        return sample != null && cell != null && cell.row < sample.partB && cell.column >= sample.partB;
      },
    },
    {
      id: 'positions',
      shows: { address: 'view=blanks', needsModels: true },
      right: 'mask',
      check(known) {
        const spans = knownBlanks(known)?.sample?.spans ?? [];
        return spans.some(({ start }, i) => i > 0 && start < spans[i - 1]!.start);
      },
    },
  ],
};
