/** Words of the masking lab, in English. */

import type { Definition } from '../../../i18n/definition.ts';
import { whole } from '../../../i18n/en/numbers.ts';
import type { LabColumn } from '../lab/lab-state.ts';

/** Numbers of the measurement of many sentences. */
export const labMetrics = {
  summaryUtility: {
    name: 'Mean retrieval utility',
    short: 'RU',
    plain: 'retrieval utility',
    formula: 'mean of log p(y_j|x) − log p(y_j|∅,x), nats',
    text: 'The same sentences masked in three ways, read with the null document. A high value means that documents help to tell the masked words; function words are guessed as well without.',
  },
  summaryNull: {
    name: 'Mean p(null)',
    short: 'p(null)',
    plain: 'retrieves nothing',
    formula: 'mean of p(∅|x)',
    text: 'How much the retriever prefers to retrieve nothing, mean over the same sentences.',
  },
  maskedTokens: {
    name: 'Masked tokens',
    short: 'Masked',
    text: 'Mean number of masked tokens per sentence.',
  },
} satisfies Record<string, Definition>;

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
