import { describe, expect, it } from 'vitest';
import type { CandidateView } from '../../../systems/realm/views.ts';
import { Prng } from '../../../util/prng.ts';
import { softmax } from '../../../util/softmax.ts';
import { createFormats } from '../../format.ts';
import { en } from '../../i18n/en/en.ts';
import { shownShare } from '../../shown-share.ts';
import { shownDigits } from './shown-digits.ts';
import { kinds, objectivesAndScales, randomExample } from './testing/random-examples.ts';
import { decimalsOf, isShown, numbersIn, significantOf } from './testing/shown-numbers.ts';
import { workedGradient, workedLog, workedMarginal, workedPosterior, workedPrior, workedUtility } from './worked.ts';

const format = createFormats('en', en.units);
/** Whether a shown probability is within its rounding of the true one: half of a thousandth, or half of the second digit. */
const isRounding = (value: number, shown: number) =>
  Math.abs(value - shown) <= Math.min(5.1e-4, 0.051 * Math.max(value, shown) + 1e-300);

/** `log p = a` and `exp(a) = p`, as they are shown. */
function expectLog(worked: string, value: number): void {
  const [first, second] = worked.split('\n') as [string, string];
  const log = numbersIn(first.split(' = ')[1]!)[0]!;
  expect(numbersIn(second)[0]).toBe(log);
  expect(isShown(Math.exp(log), second.split(' = ')[1]!), worked).toBe(true);
  expect(isRounding(value, numbersIn(second)[1]!), worked).toBe(true);
}

describe('worked formulas, recomputed from the numbers that are shown', () => {
  it.each(objectivesAndScales)('objective %s, score scale %s: 100 random examples', (objective, scale) => {
    const prng = new Prng(7);
    let checked = 0;
    for (let i = 0; i < 100; i++) {
      const { candidates, logMarginal } = randomExample(prng, objective, scale, kinds[i % kinds.length]);
      const marginal = Math.exp(logMarginal);
      for (const candidate of candidates) {
        const worked = workedGradient(candidate, marginal, objective, format)!;
        const [ratioLine, byRatio, byPosterior] = worked.split('\n') as [string, string, string];
        const text = `${worked}\n${JSON.stringify(candidate)}`;
        const shown = ratioLine.split('=').at(-1)!.trim();
        if (objective === 'sequence') {
          const [, a, b] = /= (\S+) \/ (\S+) = /.exec(ratioLine)!.map((part) => numbersIn(part)[0]!);
          expect(Number((a! / b!).toPrecision(significantOf(shown))), text).toBe(numbersIn(shown)[0]);
        }
        // "(q − 1) · p = r"
        const [, q, p, r] = /\((\S+) − 1\) · (\S+) = (\S+)$/.exec(byRatio)!;
        expect(q, text).toBe(shown);
        const product = (numbersIn(q!)[0]! - 1) * numbersIn(p!)[0]!;
        const decimals = decimalsOf(byRatio);
        expect(Number(product.toFixed(decimals)) + 0, text).toBe(numbersIn(r!)[0]! + 0);
        const [, after, before, same] = /= (\S+) − (\S+) = (\S+)$/.exec(byPosterior)!;
        const difference = numbersIn(after!)[0]! - numbersIn(before!)[0]!;
        expect(Number(difference.toFixed(decimals)) + 0, text).toBe(numbersIn(same!)[0]! + 0);
        expect(same, text).toBe(r);
        // and it is the number beside the bar
        expect(Math.abs(numbersIn(r!)[0]! - numbersIn(format.signed(candidate.gradient))[0]!), text).toBeLessThan(
          5.1e-4,
        );
        checked++;
      }
    }
    expect(checked).toBeGreaterThan(800);
  });

  it('shows a ratio with the digits that tell it from one', () => {
    const candidate = { likelihood: 0.01523, prior: 0.209, posterior: (0.01523 / 0.01487) * 0.209 } as CandidateView;
    const gradient = candidate.posterior - candidate.prior;
    expect(workedGradient({ ...candidate, gradient }, 0.01487, 'sequence', format)).toBe(
      [
        'p(y|z,x) / p(y|x) = .01523 / .01487 = 1.024',
        'r(z) = (1.024 − 1) · .2090 = +.005',
        'r(z) = .214 − .209 = +.005',
      ].join('\n'),
    );
  });

  it.each(objectivesAndScales)(
    'objective %s, score scale %s: every other formula of 100 examples',
    (objective, scale) => {
      const prng = new Prng(11);
      for (let i = 0; i < 100; i++) {
        const { candidates, logMarginal } = randomExample(prng, objective, scale, kinds[i % kinds.length]);
        const marginal = Math.exp(logMarginal);
        const digits = shownDigits({ candidates, logMarginal }, objective, format);
        const shares = softmax(candidates.map(({ score }) => numbersIn(format.number(score, digits.score))[0]!));
        const atNull = candidates.find(({ document }) => document === null)?.likelihood;
        const sum = workedMarginal(candidates, marginal, format)!;
        const [terms, result] = sum.split(' = ') as [string, string];
        const total = terms.split(' + ').reduce((all, term) => {
          const [a, b] = term === '…' ? [0, 0] : numbersIn(term);
          return all + a! * b!;
        }, 0);
        expect(isShown(total, result), `${sum} ${total}`).toBe(true);
        expectLog(workedLog('p(y|x)', logMarginal, format)!, marginal);
        candidates.forEach((candidate, z) => {
          const text = JSON.stringify(candidate);
          // the softmax of all scores on the screen is the probability on the screen
          expect(shownShare(shares[z]!, format, digits.share), text).toBe(
            shownShare(candidate.prior, format, digits.share),
          );
          const [f, logSum, line] = workedPrior(candidate, candidates, digits.score, format)!.split('\n');
          const [a, b, prior] = numbersIn(line!.replace(' − ', ' '));
          expect([a, b], text).toEqual([numbersIn(f!).at(-1), numbersIn(logSum!).at(-1)]);
          expect(isShown(Math.exp(a! - b!), line!.split(' = ')[1]!), line).toBe(true);
          expect(isRounding(candidate.prior, prior!)).toBe(true);
          expectLog(workedLog('p(y|z,x)', Math.log(candidate.likelihood), format)!, candidate.likelihood);
          if (objective === 'sequence') {
            const bayes = workedPosterior(candidate, marginal, objective, format)!;
            const [l, p, m] = numbersIn(bayes);
            expect(isShown((l! * p!) / m!, bayes.split(' = ')[1]!), bayes).toBe(true);
          }
          if (candidate.utility !== null) {
            const difference = workedUtility(candidate, atNull, format)!;
            const [c, d, utility] = numbersIn(difference.replace(' − ', ' '));
            expect(Number((c! - d!).toFixed(decimalsOf(difference))) + 0, difference).toBe(utility! + 0);
          } else expect(workedUtility(candidate, atNull, format)).toBeUndefined();
        });
      }
    },
  );

  it('says nothing where it would divide by nothing', () => {
    const candidate = { likelihood: 0, prior: 0, posterior: 0, gradient: 0 } as CandidateView;
    expect(workedGradient(candidate, 0, 'sequence', format)).toBeUndefined();
    expect(workedGradient(candidate, 0, 'token', format)).toBeUndefined();
    expect(workedPosterior(candidate, 0, 'sequence', format)).toBeUndefined();
  });
});
