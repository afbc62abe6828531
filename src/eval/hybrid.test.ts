import { describe, expect, it } from 'vitest';
import { hybridScores, zScores } from './hybrid.ts';

describe('zScores', () => {
  it('have mean 0 and standard deviation 1', () => {
    // mean 5, variance (9 + 1 + 1 + 1 + 0 + 0 + 4 + 16) / 8 = 4: the usual textbook example
    expect([...zScores([2, 4, 4, 4, 5, 5, 7, 9])]).toEqual([-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2]);
  });

  it('are 0 where all scores are equal', () => {
    expect([...zScores([3, 3])]).toEqual([0, 0]);
    expect([...zScores([0.1, 0.1, 0.1])]).toEqual([0, 0, 0]);
    expect([...zScores([0, 0])]).toEqual([0, 0]);
    expect([...zScores([])]).toEqual([]);
  });
});

describe('hybridScores', () => {
  it('adds both, whatever their scales', () => {
    // z-scores of (1, 3): −1, 1; of (0, 0, 0, 4), mean 1, deviation √3: −1/√3 thrice, √3
    const lexical = [0, 0, 0, 4];
    const scores = hybridScores([1, 3, 1, 3], lexical);
    [-1 - 1 / Math.sqrt(3), 1 - 1 / Math.sqrt(3), -1 - 1 / Math.sqrt(3), 1 + Math.sqrt(3)].forEach((score, i) => {
      expect(scores[i]).toBeCloseTo(score, 12);
    });
    const scaled = hybridScores([100, 300, 100, 300], lexical);
    scores.forEach((score, i) => {
      expect(scaled[i]).toBeCloseTo(score, 12);
    });
  });

  it('is the dense order where no word is shared', () => {
    expect([...hybridScores([1, 3], Float64Array.of(0, 0))]).toEqual([-1, 1]);
  });
});
