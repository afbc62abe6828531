/** Definitions of the numbers of the masking lab, in English. */
import type { Definition } from '../../../../i18n/definition.ts';

export const metrics = {
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
