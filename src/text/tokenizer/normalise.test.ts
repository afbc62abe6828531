import { describe, expect, it } from 'vitest';
import { countWords, normalise, preTokenise } from './normalise.ts';

function words(text: string): string[] {
  const normalised = normalise(text).text;
  const borders = preTokenise(normalised);
  return Array.from({ length: borders.length / 2 }, (_, i) => normalised.slice(borders[2 * i], borders[2 * i + 1]));
}

/** Each normalised unit with the source text it points back to. */
function origins(text: string): [string, string][] {
  const { text: out, starts, ends } = normalise(text);
  return [...Array(out.length).keys()].map((i) => [out[i]!, text.slice(starts?.[i] ?? i, ends?.[i] ?? i + 1)]);
}

describe('normalise', () => {
  it('lowercases, keeps accents, composes them', () => {
    expect(normalise('Zu\u0308rich CAFÉ').text).toBe('zürich café');
  });

  it('leaves out control and format characters and turns every space into a plain one', () => {
    expect(normalise('a\u200db\u0007c\u00a0d\u3000e\tf').text).toBe('abc d e f');
    expect(normalise('x\ufffdy\ud800z').text).toBe('xyz');
  });

  it('points every unit back to the raw text', () => {
    expect(origins('Zu\u0308R')).toEqual([
      ['z', 'Z'],
      ['ü', 'u\u0308'],
      ['r', 'R'],
    ]);
    // İ lowercases to two units.
    expect(origins('aİb')).toEqual([
      ['a', 'a'],
      ['i', 'İ'],
      ['\u0307', 'İ'],
      ['b', 'b'],
    ]);
    expect(origins('é\u200bA')).toEqual([
      ['é', 'é'],
      ['a', 'A'],
    ]);
    // Hangul jamo compose without being marks.
    expect(origins('\u1112\u1161\u11ab')).toEqual([['한', '\u1112\u1161\u11ab']]);
  });

  it('folds the final sigma', () => {
    expect(normalise('ΟΔΟΣ οδος').text).toBe('οδοσ οδοσ');
  });
});

describe('preTokenise', () => {
  it('splits at spaces and isolates punctuation and Han characters', () => {
    expect(words("Einstein's theory—1905, №7 $5.")).toEqual([
      'einstein',
      "'",
      's',
      'theory',
      '—',
      '1905',
      ',',
      '№7',
      '$',
      '5',
      '.',
    ]);
    expect(words('北京2008年Olympics')).toEqual(['北', '京', '2008', '年', 'olympics']);
    expect(words('\u{20000}\u{20001}a')).toEqual(['\u{20000}', '\u{20001}', 'a']);
    expect(words('  ')).toEqual([]);
  });

  it('counts words in the order they are first seen', () => {
    expect([...countWords(['The cat.', 'the mat'])]).toEqual([
      ['the', 2],
      ['cat', 1],
      ['.', 1],
      ['mat', 1],
    ]);
  });
});
