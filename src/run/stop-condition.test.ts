import { describe, expect, it } from 'vitest';
import type { Evaluation } from './records.ts';
import { averagedSteps, parseCondition, type StopCondition, StopWatch } from './stop-condition.ts';

const metrics = [
  { id: 'loss', at: ['step'] as const },
  { id: 'accuracy', at: ['evaluation'] as const },
  { id: 'utility', at: ['step', 'evaluation'] as const },
];
const phases = [
  { id: 'first', steps: 20 },
  { id: 'second', steps: 50 },
];
const watch = (...conditions: StopCondition[]) => new StopWatch(conditions, phases, metrics);
const evaluation = (values: Evaluation['metrics']): Evaluation => ({
  phase: 'second',
  step: 5,
  metrics: values,
  skipped: {},
});
const records = (values: number[], from = 1) => values.map((loss, i) => ({ step: from + i, metrics: { loss } }));

describe('a stop condition as it is written', () => {
  it.each([
    ['accuracy>=.9', { metric: 'accuracy', is: '>=', value: 0.9 }],
    [' loss <= 1e-3 ', { metric: 'loss', is: '<=', value: 0.001 }],
    ['utility ≥ -0.5', { metric: 'utility', is: '>=', value: -0.5 }],
    ['loss≤2', { metric: 'loss', is: '<=', value: 2 }],
    ['steps>=500', { metric: 'steps', is: '>=', value: 500 }],
  ])('%s', (text, condition) => expect(parseCondition(text, metrics)).toEqual(condition));

  it.each([
    'accuracy',
    'accuracy=.9',
    'accuracy>.9',
    '>=.9',
    'accuracy>=',
    'accuracy>=high',
    'accuracy>=.9 or more',
    '',
  ])('is refused: %s', (text) => expect(() => parseCondition(text, metrics)).toThrow("e.g. 'heldOutAccuracy>=.9'"));

  it('is refused for an unknown metric, with those that there are', () => {
    expect(() => parseCondition('acuracy>=.9', metrics)).toThrow('Metrics: steps, loss, accuracy, utility.');
  });
});

describe('a stop condition', () => {
  const atLeast = (metric: string, value: number): StopCondition => ({ metric, is: '>=', value });
  const atMost = (metric: string, value: number): StopCondition => ({ metric, is: '<=', value });

  it('on an evaluation is met by the value itself, not before', () => {
    const condition = atLeast('accuracy', 0.9);
    const one = watch(condition);
    expect(one.evaluation(evaluation({ accuracy: 0.89 }))).toBeNull();
    expect(one.evaluation(evaluation({ accuracy: null }))).toBeNull();
    expect(one.evaluation(evaluation({ accuracy: Number.NaN }))).toBeNull();
    expect(one.evaluation(evaluation({ accuracy: 0.9 }))).toEqual({
      condition,
      value: 0.9,
      at: { phase: 'second', step: 5 },
    });
    expect(watch(atMost('accuracy', 0.2)).evaluation(evaluation({ accuracy: 0.2 }))).toMatchObject({ value: 0.2 });
  });

  it('on a metric of both is met at evaluations only', () => {
    const one = watch(atLeast('utility', 1));
    const steps = Array.from({ length: 40 }, (_, i) => ({ step: i + 1, metrics: { utility: 5 } }));
    expect(one.steps('second', steps)).toBeNull();
    expect(one.evaluation(evaluation({ utility: 5 }))).not.toBeNull();
  });

  it('on a metric of steps is met by the mean of the last twelve, not by one lucky batch', () => {
    const one = watch(atMost('loss', 1));
    expect(one.steps('first', records([3, 0, ...Array(10).fill(3)]))).toBeNull();
    // falls to 1 after enough of them: the last twelve are 3, 3 and ten of .6
    const low = records(Array(12).fill(0.6), 13);
    expect(one.steps('first', low.slice(0, 9))).toBeNull();
    expect(one.steps('first', low.slice(9))).toMatchObject({
      at: { phase: 'first', step: 22 },
      value: expect.closeTo(1),
    });
  });

  it('on a metric that another condition names too is met by the mean of the last twelve', () => {
    const one = watch(atMost('loss', 1), atLeast('loss', 100));
    // the last six have a mean of .5, the last twelve one of 1.75
    expect(one.steps('first', records([...Array(6).fill(3), ...Array(6).fill(0.5)]))).toBeNull();
    expect(one.steps('first', records(Array(4).fill(0.5), 13))).toMatchObject({
      at: { phase: 'first', step: 16 },
      value: expect.closeTo((2 * 3 + 10 * 0.5) / 12),
    });
  });

  it('on a metric of steps begins anew in each phase', () => {
    const one = watch(atMost('loss', 1));
    one.steps('first', records(Array(averagedSteps - 1).fill(0)));
    expect(one.steps('second', records([0]))).toBeNull();
    expect(one.steps('second', records(Array(averagedSteps - 1).fill(0), 2))).toMatchObject({
      at: { phase: 'second', step: averagedSteps },
    });
  });

  it('on steps counts those of the whole run', () => {
    const one = watch(atLeast('steps', 25));
    expect(one.moment({ phase: 'first', step: 20 })).toBeNull();
    expect(one.moment({ phase: 'second', step: 4 })).toBeNull();
    expect(one.moment({ phase: 'second', step: 5 })).toMatchObject({ value: 25 });
  });

  it('is one of several: the first that is met', () => {
    const one = watch(atLeast('accuracy', 0.9), atLeast('steps', 10));
    expect(one.moment({ phase: 'first', step: 10 })?.condition.metric).toBe('steps');
    expect(one.evaluation(evaluation({ accuracy: 1 }))?.condition.metric).toBe('accuracy');
    expect(watch().moment({ phase: 'second', step: 50 })).toBeNull();
  });
});
