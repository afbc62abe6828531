/** Why names and dates are masked. */
import type { LabView } from '../../systems/realm/lab-records.ts';
import type { Known, Lesson } from '../lesson.ts';
import { knownLab } from './known.ts';

/** Whether words were masked by hand, all of them inside detected spans or all of them outside. */
function isMaskedByHand(known: Known, where: 'inside' | 'outside'): boolean {
  const shown = knownLab(known);
  if (shown?.lab.active !== 'hand' || shown.view.masked.length === 0) return false;
  const { view } = shown;
  return view.masked.every((position) => isSalient(view, position) === (where === 'inside'));
}

function isSalient({ tokens, spans }: LabView, position: number): boolean {
  const token = tokens[position];
  return token !== undefined && spans.some(({ start, end }) => start <= token.start && token.end <= end);
}

export const salientSpans: Lesson = {
  id: 'salient-spans',
  minutes: 6,
  parts: [
    {
      id: 'grammar',
      shows: { address: 'view=lab', needsModels: true },
      right: 'name',
      check: (known) => isMaskedByHand(known, 'outside'),
    },
    {
      id: 'name',
      shows: { address: 'view=lab&mask=hand', needsModels: true },
      right: 'half',
      check: (known) => isMaskedByHand(known, 'inside'),
    },
  ],
};
