import { expect, it } from 'vitest';
import { armOf } from '../../experiments/experiment.ts';
import { experiments } from '../../experiments/registry.ts';
import { textsOf } from './sentences.ts';
import { en } from './words/en.ts';
import { zh } from './words/zh.ts';

it('an arm that trains at another rate than its control says so in its title', () => {
  const shown = experiments.filter(({ id }) => id !== 'toy');
  const told = shown.flatMap((experiment) =>
    experiment.arms.flatMap(({ id, settings, control, borrowed }) => {
      if (control === undefined || borrowed) return [];
      const before = armOf(experiment, control).settings;
      const rates = Object.entries(settings).filter(
        ([key, value]) => /learningRate$/i.test(key) && value !== 0 && value !== before[key],
      );
      const titles = [en, zh].map((words) => textsOf(experiment, words).arms[id]!);
      return rates.map(([key, value]) => ({ key, value: String(value), titles }));
    }),
  );
  expect(told.map(({ key }) => key)).toEqual(['tune.learningRate', 'seq2seq.learningRate']);
  for (const { value, titles } of told) {
    expect(titles[0]).toContain(`learning rate ${value.replace(/^0/, '')}`);
    expect(titles[1]).toContain(`学习率 ${value}`);
  }
});
