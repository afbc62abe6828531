import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { armOf } from '../../experiments/experiment.ts';
import { experimentOf, experiments } from '../../experiments/registry.ts';
import { type ExperimentResult, readResult } from '../../experiments/result.ts';
import { basisText, textsOf } from './sentences.ts';
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
  expect(told.map(({ key }) => key)).toEqual(['tune.learningRate', 'tune.learningRate', 'seq2seq.learningRate']);
  for (const { value, titles } of told) {
    expect(titles[0]).toContain(`learning rate ${value.replace(/^0/, '')}`);
    expect(titles[1]).toContain(`学习率 ${value}`);
  }
});

it('what is not made of single examples is not said to be measured on all questions', () => {
  const shipped = (id: string) => {
    const path = new URL(`../../../public/experiments/${id}.json`, import.meta.url);
    return basisText(experimentOf(id), readResult(readFileSync(path, 'utf8'), id), en);
  };
  expect(shipped('masking')).toBe(en.basis.examples);
  expect(shipped('planted-bias')).toBe(en.basis.evaluations);
  // runs of GLM report single examples, but blanks are none of them
  expect(shipped('blank-filling')).toBe(en.basis.evaluations);
  const index = { basis: 'examples' } as ExperimentResult;
  expect(basisText(experimentOf('index'), index, en)).toContain('index recall, fresh recall: by the last evaluation');
  expect(basisText(experimentOf('two-languages'), index, zh)).toContain('跨语言：取每次运行的最后一次评估');
});
