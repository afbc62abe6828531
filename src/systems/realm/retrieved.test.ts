import { describe, expect, it } from 'vitest';
import { batchStatistics, exampleLogLikelihood, fillRealm, type RetrievedExample } from './retrieved.ts';
import { inputsOnly, partsOf, smallBatches } from './testing/phase-parts.ts';

it('log p(y|x) is of the whole answer: log Σ p(z|x) Π p(y_j|z,x), absent candidates and masks left out', () => {
  // two examples, three candidates of which the last is absent, room for two masks
  const logPrior = Float32Array.from([0.25, 0.75, 0, 1, 0, 0], (p) => (p > 0 ? Math.log(p) : -1e30));
  const likelihood = Float32Array.from([0.5, 0.1, 0.2, 0.4, 1, 1, 0.3, 0.9, 1, 1, 1, 1], Math.log);
  expect(exampleLogLikelihood(logPrior, likelihood, 0, 3, 2, 2)).toBeCloseTo(Math.log(0.25 * 0.05 + 0.75 * 0.08), 6);
  expect(exampleLogLikelihood(logPrior, likelihood, 1, 3, 2, 1)).toBeCloseTo(Math.log(0.3), 6);
});

describe('examples with different numbers of masks', () => {
  // one mask and three; two candidates, the first of them the null document
  const logPrior = Float32Array.from([0.5, 0.5, 0.2, 0.8], Math.log);
  const likelihood = Float32Array.from([0.1, 1, 1, 0.3, 1, 1, 0.1, 0.2, 0.5, 0.6, 0.7, 0.5], Math.log);
  const ofFirst = Math.log(0.2 / 0.1);
  const ofSecond = [Math.log(0.5 / 0.1), Math.log(0.6 / 0.2), 0];

  it('count the same in the utility of a batch, or by their masks', () => {
    const meanOfSecond = (ofSecond[0]! + ofSecond[1]! + ofSecond[2]!) / 3;
    const over = (what?: 'examples' | 'masks') =>
      batchStatistics(logPrior, likelihood, [1, 3], 2, true, what).retrievalUtility;
    expect(over()).toBeCloseTo((ofFirst + meanOfSecond) / 2, 6);
    expect(over('examples')).toBe(over());
    expect(over('masks')).toBeCloseTo((ofFirst + ofSecond[0]! + ofSecond[1]! + ofSecond[2]!) / 4, 6);
  });

  it.each([
    ['sequence', [1 / 3, 1 / 3, 0, 1 / 3, 0]],
    ['token', [1 / 6, 3 / 6, 0, 2 / 6, 0]],
  ] as const)('have these shares of the loss under the objective per %s', async (objective, weights) => {
    const config = smallBatches(5);
    const realm = { ...config.realm, candidates: 2, objective };
    const { prepared, model } = await partsOf(6, { ...config, realm });
    const row = (masks: number[], skipped?: string): RetrievedExample => ({
      example: { sentence: 0, masks, substitution: null },
      tokens: { query: new Int32Array(5), answer: masks, x: new Int32Array(5), targets: masks, map: null },
      blocks: skipped ? [] : [1],
      skipped,
    });
    // the last one is absent
    const rows = [row([2]), row([1, 2, 3]), row([1, 2], 'no-candidates'), row([0, 1])];
    const t = model.reader.maxLength;
    const inputs = inputsOnly(10, t, model.masks);
    const counts = new Uint32Array(5);
    const shares = new Float32Array(5);
    fillRealm(
      {
        floats: (name) => (name === 'weights' ? shares : inputs.floats(name)),
        integers: (name) => (name === 'counts' ? counts : inputs.integers(name)),
      },
      rows,
      prepared,
      model,
      { ...config, realm },
    );
    expect([...counts]).toEqual([1, 3, 0, 2, 0]);
    shares.forEach((share, b) => {
      expect(share).toBeCloseTo(weights[b]!, 6);
    });
  });
});
