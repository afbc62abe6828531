import { expect, it } from 'vitest';
import { Prng } from '../../../../util/prng.ts';
import { createFormats } from '../../../format.ts';
import { en } from '../../../i18n/en/en.ts';
import { changeDecimals, shownChanges, workedCentring, workedDifference, workedPrediction } from './worked-change.ts';

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

it('gives the number beside the bar to whoever subtracts the shift, and Δf to whoever subtracts the scores, for a hundred examples', () => {
  const prng = new Prng(9);
  for (let n = 0; n < 100; n++) {
    const k = 4 + prng.int(13);
    const size = 10 ** -prng.int(7);
    const scores = Array.from({ length: k }, () => Math.fround(4 * prng.normal()));
    const shift = 5 * size * prng.normal();
    const later = scores.map((score) => Math.fround(score + shift + size * prng.normal()));
    const prior = scores.map(() => 1 / k);
    const shown = shownChanges(
      later.map((score, z) => score - scores[z]!),
      prior,
    );
    const { decimals, decimalsOfChange } = shown;
    const lines = scores.map((score, z) => [
      workedDifference(score, later[z]!, decimalsOfChange, format),
      workedCentring(shown, z, format),
    ]);
    for (const [z, [difference, centring]] of lines.entries()) {
      const [, f, old, change] = /^Δf = (\S+) − (\S+) = (\S+)$/.exec(difference!)!;
      const bare = (text: string) => numberOf(text.replace(/[()]/g, ''));
      expect(format.signed(bare(f!) - bare(old!), decimalsOfChange), difference).toBe(change!);
      const [, raw, shared, result] = /= (\S+) − \((\S+)\) = (\S+)$/.exec(centring!)!;
      expect(raw).toBe(change!);
      expect(format.signed(bare(raw!) - bare(shared!), decimals), centring).toBe(result!);
      expect(result).toBe(format.signed(shown.values[z]!, decimals));
    }
    // two numbers that differ by more than rounding differ on the screen, and so do their signs from zero
    const mean = shown.changes.reduce((sum, value) => sum + value, 0) / k;
    const order = (values: readonly number[]) => values.map((_, z) => z).toSorted((a, b) => values[a]! - values[b]!);
    const exact = shown.changes.map((value) => value - mean);
    expect(order(shown.values)).toEqual(order(exact));
    expect(shown.values.map(Math.sign)).toEqual(exact.map(Math.sign));
  }
});
