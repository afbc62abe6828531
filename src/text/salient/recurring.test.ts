import { describe, expect, it } from 'vitest';
import { recurringNames } from './recurring.ts';

describe('recurringNames', () => {
  it('are those that stand together with another name of the sentence in another place', () => {
    const sentences = [
      { place: 'curie', names: ['Marie Curie', 'Warsaw', '1867'] },
      { place: 'curie', names: ['Marie Curie', '1867'] },
      { place: 'radium', names: ['marie curie', 'Radium', 'WARSAW'] },
      { place: 'ore', names: ['Radium', '1867'] },
    ];
    expect(recurringNames(sentences)).toEqual([
      [true, true, false],
      [false, false],
      [true, false, true],
      [false, false],
    ]);
  });

  it('count a passage that stands twice as one place, and a name beside itself as nothing', () => {
    const twice = { place: 'same', names: ['Oslo', 'Bergen'] };
    expect(recurringNames([twice, twice])).toEqual([
      [false, false],
      [false, false],
    ]);
    const echo = [
      { place: 'a', names: ['Oslo', 'Oslo'] },
      { place: 'b', names: ['Oslo', 'Oslo'] },
    ];
    expect(recurringNames(echo)).toEqual([
      [false, false],
      [false, false],
    ]);
    expect(recurringNames([])).toEqual([]);
  });
});
