/** The metrics and curves of word vectors. The page has longer definitions (src/ui/systems/vectors/words). */
import type { CurveInfo, MetricInfo } from '../../run/records.ts';

const metric = (id: string, name: string, about: string, more: Partial<MetricInfo> = {}): MetricInfo => ({
  ...{ id, name, about, at: ['evaluation'], format: 'share', better: 'higher' },
  ...more,
});

const probe = 'Share of occupations whose side a linear probe tells, 10-fold, chance .5: ';

export const vectorsMetrics: readonly MetricInfo[] = [
  metric('plant', 'Correlation with the plant', 'Pearson’s r of u · g and the planted degree, over all occupations.', {
    format: 'number',
    label: 'correlation',
  }),
  metric('traces', 'Probe, other traces', `${probe}those with traces in other words.`, { label: 'other traces' }),
  metric('tracesAfter', 'Probe, other traces, debiased', 'The same without the direction.', { label: 'debiased' }),
  metric('sides', 'Probe, sides alone', `${probe}those without other traces.`, { label: 'sides alone' }),
  metric('sidesAfter', 'Probe, sides alone, debiased', 'The same without the direction.', { label: 'debiased' }),
  metric('analogies', 'Analogies', 'Share of a : b = c : ? that are right, a, b and c left out.', {
    label: 'inputs left out',
  }),
  metric('analogiesWithInputs', 'Analogies, inputs not left out', 'The same where a, b and c may be the answer.', {
    label: 'not left out',
  }),
];

export const vectorsCurves: readonly CurveInfo[] = [
  { id: 'loss', lines: [{ metric: 'loss', at: 'step' }] },
  { id: 'plant', lines: [{ metric: 'plant', at: 'evaluation' }] },
  {
    id: 'traces',
    lines: [
      { metric: 'traces', at: 'evaluation', tone: 'ink' },
      { metric: 'tracesAfter', at: 'evaluation', tone: 'ink', dashed: true },
      { metric: 'sides', at: 'evaluation', tone: 'pull' },
      { metric: 'sidesAfter', at: 'evaluation', tone: 'pull', dashed: true },
    ],
    range: [0, 1],
  },
  {
    id: 'analogies',
    lines: [
      { metric: 'analogies', at: 'evaluation', tone: 'ink' },
      { metric: 'analogiesWithInputs', at: 'evaluation', dashed: true },
    ],
    range: [0, 1],
  },
];
