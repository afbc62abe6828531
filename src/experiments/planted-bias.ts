/** A bias that was planted in a text: whether word vectors learn it, and what is left of it without its direction. */
import type { Experiment } from './experiment.ts';

export const plantedBias: Experiment = {
  id: 'planted-bias',
  title: 'A planted bias in word vectors',
  claim:
    'Word vectors learn the bias of their text; taking out its direction hides it rather than removing it (Bolukbasi et al. 2016; Gonen and Goldberg 2019).',
  expectation:
    'With the plant a correlation of .97, and a probe that tells the side of nearly all occupations. After debiasing it still does where other words carry the bias, but is near chance (.5) where the words of the sides were the only trace. The same skip-gram outside the browser, three seeds: .98 .95 .98 and .60 .52 .70 after debiasing. Analogies of countries do not depend on the plant.',
  preset: 'vectors',
  settings: { 'gpu.timedKernels': false },
  measures: ['plant', 'traces', 'tracesAfter', 'sides', 'sidesAfter', 'analogies'],
  arms: [
    { id: 'no-plant', title: 'no bias planted', settings: { 'island.strength': 0 } },
    {
      id: 'planted',
      title: 'bias planted',
      control: 'no-plant',
      settings: {},
      expected: {
        plant: 'higher',
        traces: 'higher',
        tracesAfter: 'higher',
        sides: 'higher',
        sidesAfter: 'same',
        analogies: 'same',
      },
    },
  ],
};
