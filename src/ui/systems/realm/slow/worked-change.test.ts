import { expect, it } from 'vitest';
import { Prng } from '../../../../util/prng.ts';
import { createFormats } from '../../../format.ts';
import { en } from '../../../i18n/en/en.ts';
import { changeDecimals, workedPrediction } from './worked-change.ts';

const format = createFormats('en', en.units);

/** A number as the page writes it. */
const numberOf = (text: string) =>
  Number(
    text
      .replace('−', '-')
      .replace('e−', 'e-')
      .replace('+', '')
      .replace(/^(-?)\./, '$10.'),
  );

it('gives what is on the screen to whoever computes with the numbers on the screen, for a hundred examples', () => {
  const prng = new Prng(4);
  for (let n = 0; n < 100; n++) {
    const k = 2 + prng.int(8);
    const row = Array.from({ length: k }, () => 30 * prng.normal());
    const r = Array.from({ length: k }, () => prng.normal() * 10 ** -prng.int(5));
    const learningRate = 3e-4 * prng.uniform();
    const largest = learningRate * row.reduce((sum, value, i) => sum + value * r[i]!, 0);
    const decimals = changeDecimals([largest, 0.1 * largest]);
    const text = workedPrediction(row, r, learningRate, decimals, format)!;
    const [, rate, terms, result] = /^Δf ≈ (\S+) · \((.*)\) = (\S+)$/.exec(text)!;
    const sum = terms!.split(' + ').reduce((total, term) => {
      const [a, b] = term.split(' · ').map((one) => numberOf(one.replace(/[()]/g, '')));
      return total + a! * b!;
    }, 0);
    const computed = numberOf(rate!) * sum;
    expect(format.signed(computed, decimals), text).toBe(result!);
    expect(Math.abs(numberOf(result!) / largest - 1)).toBeLessThan(0.006);
  }
});

it('is left out where there are more terms than a person would add', () => {
  const many = new Array<number>(12).fill(1);
  expect(workedPrediction(many, many, 1e-3, 3, format)).toBeUndefined();
});
