/** Words of the system *Word vectors*, in English. */
import type { Definition } from '../../../i18n/definition.ts';

const probe = (name: string, which: string, vectors: string): Definition => ({
  name,
  text: `Share of the 40 occupations ${which} whose side, hill or valley, a logistic regression tells from ${vectors}; each was left out of its training (10-fold cross-validation). Chance is .5.`,
});
const withTraces = 'whose other words carry the planted bias, too,';
const sidesAlone = 'whose only trace of the bias are words such as “hill” and “valley”';

export const vectors = {
  phases: {
    vectors: { name: 'Skip-gram', plain: 'predict neighbours', hint: 'Each word predicts the words beside it.' },
  },
  metrics: {
    plant: {
      name: 'Correlation with the plant',
      text: 'Pearson’s r of u · g and the planted degree, over all occupations; g is the mean of the differences of paired words, hill − valley.',
    },
    traces: probe('Probe, other traces', withTraces, 'their vectors'),
    tracesAfter: probe('Probe, other traces, debiased', withTraces, 'u − (u · g) g'),
    sides: probe('Probe, sides alone', sidesAlone, 'their vectors'),
    sidesAfter: probe('Probe, sides alone, debiased', sidesAlone, 'u − (u · g) g'),
    analogies: {
      name: 'Analogies',
      text: 'Share of the questions a : b = c : ? whose nearest word to b − a + c is right, where a, b and c may not be the answer: country and capital, country and adjective, hill and valley.',
    },
    analogiesWithInputs: {
      name: 'Analogies, inputs not left out',
      text: 'The same where a, b and c may be the answer.',
    },
  } satisfies Record<string, Definition>,
};

export type VectorsStrings = typeof vectors;
