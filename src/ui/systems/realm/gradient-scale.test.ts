import { describe, expect, it } from 'vitest';
import { gradientSign, signalState } from './gradient-scale.ts';

/** Candidates by p(z|x) and p(y|z,x), with r(z) = p(z|y,x) − p(z|x) by Bayes' rule. */
function example(pairs: readonly (readonly [prior: number, likelihood: number])[]) {
  const marginal = pairs.reduce((sum, [prior, likelihood]) => sum + prior * likelihood, 0);
  const candidates = pairs.map(([prior, likelihood]) => ({
    prior,
    gradient: prior * (likelihood / marginal - 1),
  }));
  return [candidates, Math.log(marginal)] as const;
}
const alike = (likelihood: number) =>
  Array.from({ length: 8 }, (_, i) => [0.125, likelihood * (1 + i / 1000)] as const);

describe('r(z) on its scale', () => {
  it('points nowhere inside the band', () => {
    expect([0.3, -0.3, 0.0199, -0.0199, 1e-5, 0].map(gradientSign)).toEqual([
      'positive',
      'negative',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('says that nothing is learned yet where all candidates are alike to a reader that does not know the answer', () => {
    expect(signalState(...example(alike(0.01)))).toBe('nothing');
  });

  it('does not say so where the answer is known with every candidate, or one candidate is chosen', () => {
    expect(signalState(...example(alike(0.95)))).toBe('answered');
    expect(
      signalState(
        ...example([
          [0.985, 0.5],
          [0.015, 0.4],
        ]),
      ),
    ).toBe('decided');
    expect(
      signalState(
        ...example([
          [0.985, 0.01],
          [0.015, 0.008],
        ]),
      ),
    ).toBe('decided');
  });

  it('is silent where one candidate helps', () => {
    expect(signalState(...example([...alike(0.01).slice(1), [0.125, 0.9]]))).toBe('learns');
  });
});
