import { describe, expect, it } from 'vitest';
import { defaultConfig } from '../systems/realm/config.ts';
import { learningRates } from './schedule.ts';

const joint = { ...defaultConfig.joint, steps: 10, warmupSteps: 4, retrieverLearningRate: 1, readerLearningRate: 2 };
const retriever = (linearDecay: boolean, steps: number) =>
  Array.from({ length: steps }, (_, step) => learningRates({ ...joint, linearDecay }, step).retriever);

describe('learningRates', () => {
  it('rise over the warm-up and stay', () => {
    expect(retriever(false, 12)).toEqual([0.25, 0.5, 0.75, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  });

  it('fall linearly to zero at the last step, and stay there', () => {
    expect(retriever(true, 12).map((rate) => Math.round(rate * 6000) / 6000)).toEqual(
      [1500, 3000, 4500, 6000, 6000, 5000, 4000, 3000, 2000, 1000, 0, 0].map((n) => n / 6000),
    );
  });

  it('keep their proportion, and are constant where a phase has one rate', () => {
    expect(learningRates({ ...joint, linearDecay: true }, 7)).toEqual({ retriever: 0.5, reader: 1 });
    expect(learningRates({ ...defaultConfig.ict, learningRate: 3e-4 }, 500)).toEqual({ retriever: 3e-4, reader: 3e-4 });
  });

  it('rise over half of a run that is shorter than their warm-up, and fall to zero all the same', () => {
    const rates = (steps: number) =>
      Array.from(
        { length: steps + 1 },
        (_, step) => learningRates({ ...joint, steps, warmupSteps: 100, linearDecay: true }, step).retriever,
      );
    expect(rates(4)).toEqual([0.5, 1, 1, 0.5, 0]);
    expect(rates(1)).toEqual([1, 0]);
  });

  it('need no warm-up', () => {
    expect(learningRates({ ...joint, warmupSteps: 0, linearDecay: true }, 0)).toEqual({ retriever: 1, reader: 2 });
  });
});
