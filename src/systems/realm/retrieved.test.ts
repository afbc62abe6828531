import { expect, it } from 'vitest';
import { exampleLogLikelihood } from './retrieved.ts';

it('log p(y|x) is of the whole answer: log Σ p(z|x) Π p(y_j|z,x), absent candidates and masks left out', () => {
  // two examples, three candidates of which the last is absent, room for two masks
  const logPrior = Float32Array.from([0.25, 0.75, 0, 1, 0, 0], (p) => (p > 0 ? Math.log(p) : -1e30));
  const likelihood = Float32Array.from([0.5, 0.1, 0.2, 0.4, 1, 1, 0.3, 0.9, 1, 1, 1, 1], Math.log);
  expect(exampleLogLikelihood(logPrior, likelihood, 0, 3, 2, 2)).toBeCloseTo(Math.log(0.25 * 0.05 + 0.75 * 0.08), 6);
  expect(exampleLogLikelihood(logPrior, likelihood, 1, 3, 2, 1)).toBeCloseTo(Math.log(0.3), 6);
});
