/** Words of the masking lab, in English. */

import { whole } from '../../../i18n/en/numbers.ts';
import type { LabColumn } from '../lab/lab-state.ts';

export const lab = {
  title: 'Masking lab',
  columns: {
    hand: 'By hand',
    salient: 'Salient span',
    uniform: 'Uniform tokens',
    'random-span': 'Random span',
  } satisfies Record<LabColumn, string> as Record<LabColumn, string>,
  actions: {
    next: 'Next sentence',
    previous: 'Previous sentence',
    random: 'Random sentence',
    reroll: 'Draw all masks anew',
    rerollOne: (column: string) => `Draw anew: ${column}`,
    undo: 'Undo mask',
    show: (column: string) => `Show ${column.toLowerCase()}`,
    summarise: (sentences: number) => `Measure ${whole(sentences)} sentences`,
  },
};
