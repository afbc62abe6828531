import { expect, it } from 'vitest';
import { logSumExp } from './log-sum-exp.ts';
import { softmax } from './softmax.ts';

it('may be taken over more values than a call may have arguments', () => {
  const zeros = new Array<number>(200_000).fill(0);
  expect(logSumExp(zeros)).toBeCloseTo(Math.log(200_000), 12);
  expect(softmax(zeros)[0]).toBeCloseTo(1 / 200_000, 12);
});
