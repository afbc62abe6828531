import { describe, expect, it } from 'vitest';
import { Prng } from '../util/prng.ts';
import {
  attend,
  codeOf,
  codeOverlap,
  effectOfOrder,
  inOrder,
  mostWords,
  type PositionsState,
  positionsLab,
  reordered,
  roundingLimit,
  twinsOf,
  wordsOf,
} from './positions.ts';

const { start } = positionsLab;

describe('the codes', () => {
  it('are those of Vaswani et al.: d = 4, position 1', () => {
    [0.841471, 0.540302, 0.01, 0.99995].forEach((entry, column) => {
      expect(codeOf(1, 4)[column]).toBeCloseTo(entry, 6);
    });
  });

  it('have a product that depends on the distance alone: the mean of cos(distance · frequency)', () => {
    expect(codeOverlap(0, 1, 4)).toBeCloseTo((Math.cos(1) + Math.cos(0.01)) / 2, 12);
    expect(codeOverlap(3, 8, 16)).toBeCloseTo(codeOverlap(20, 15, 16), 12);
    expect(codeOverlap(7, 7, 6)).toBeCloseTo(1, 12);
  });
});

describe('words', () => {
  it.each([
    ['Dogs bite, men run.', ['Dogs', 'bite', 'men', 'run']],
    ['  ', []],
    ['人咬狗', ['人', '咬', '狗']],
  ])('of “%s”', (text, words) => expect(wordsOf(text)).toEqual(words));
  it('are twelve at most', () => expect(wordsOf('a b c d e f g h i j k l m n')).toHaveLength(mostWords));
});

describe('another order', () => {
  it('has the same words, and never the same order', () => {
    const prng = new Prng(3);
    for (let i = 0; i < 20; i++) expect(reordered([0, 1], prng)).toEqual([1, 0]);
    const other = reordered([3, 1, 2, 0], prng);
    expect(other.toSorted()).toEqual([0, 1, 2, 3]);
    expect(other).not.toEqual([3, 1, 2, 0]);
  });

  it('is the same where there is no other', () => expect(reordered([0], new Prng(3))).toEqual([0]));
});

describe('attention over words in another order', () => {
  const moved: PositionsState = { ...start, order: [2, 1, 0, 3, 4] };

  it('gives every word the same output without codes, and another one with them', () => {
    const effect = effectOfOrder(moved);
    expect(effect.map(({ word, from, to }) => [word, from, to])).toEqual([
      ['dogs', 0, 2],
      ['bite', 1, 1],
      ['men', 2, 0],
      ['at', 3, 3],
      ['noon', 4, 4],
    ]);
    for (const { without, withCodes } of effect) {
      expect(without).toBeLessThan(roundingLimit);
      expect(withCodes).toBeGreaterThan(0.01);
    }
  });

  it('changes nothing where the order is that of the text', () => {
    for (const one of effectOfOrder(start)) expect([one.without, one.withCodes]).toEqual([0, 0]);
  });

  it('changes with every other word that is there', () => {
    const [one] = attend(['dogs', 'bite'], 8, false);
    const [other] = attend(['dogs', 'run'], 8, false);
    expect(Math.max(...one!.map((x, c) => Math.abs(x - other![c]!)))).toBeGreaterThan(0.01);
  });

  it('has the same output twice for a word that stands there twice', () => {
    expect(twinsOf({ text: 'the dog bites the man', d: 8 })).toEqual([0, 3]);
    expect(twinsOf({ text: 'The dog and the man', d: 8 })).toEqual([0, 3]);
    expect(twinsOf({ text: 'dogs bite men', d: 8 })).toBeNull();
  });
});

describe('its exercises', () => {
  const { swap, twins, near } = positionsLab.exercises;
  it('two words change places', () => {
    expect(swap!({ ...start, order: [1, 0, 2, 3, 4] })).toBe(true);
    expect(swap!({ ...start, order: [1, 2, 0, 3, 4] })).toBe(false);
    // nothing has stayed
    expect(swap!({ ...start, text: 'dogs bite', order: [1, 0] })).toBe(false);
    expect(swap!(start)).toBe(false);
  });

  it('two words that are not told apart', () => {
    const text = 'men bite dogs and men';
    expect(twins!({ ...start, text, order: inOrder(5) })).toBe(true);
    expect(twins!({ ...start, text: '', order: [] })).toBe(false);
  });

  it('the reading of shuffled symbols that writes what the source in order does', () => {
    const written = (source: string, output: string, isEnded = true) => ({ source, output, isEnded });
    const learned = {
      inOrder: written('abcd', 'dcba'),
      shuffled: written('cadb', 'bdac'),
      carried: written('cadb', 'dcba'),
      inOrderWithout: written('abcd', 'ddaa'),
      shuffledWithout: written('cadb', 'ddaa'),
    };
    const done = (same: PositionsState['same'], outputs: PositionsState['outputs']) =>
      positionsLab.exercises.same!({ ...start, same, outputs });
    expect(done('carried', learned)).toBe(true);
    for (const other of ['shuffled', 'shuffledWithout', null] as const) expect(done(other, learned)).toBe(false);
    expect(done('carried', null)).toBe(false);
    // not learned yet: not backwards, or without an end
    expect(done('carried', { ...learned, inOrder: written('abcd', 'dddd'), carried: written('cadb', 'dddd') })).toBe(
      false,
    );
    expect(done('carried', { ...learned, inOrder: written('abcd', 'dcba', false) })).toBe(false);
    // nothing is shuffled, or another reading writes the same, too
    expect(done('carried', { ...learned, shuffled: written('abcd', 'bdac') })).toBe(false);
    expect(done('carried', { ...learned, shuffledWithout: written('cadb', 'dcba') })).toBe(false);
  });

  it('a neighbour that is unlike enough', () => {
    // the mean over one, two, three, eight frequencies: .540, .770, .846, .936
    expect([2, 4, 6, 16].map((d) => near!({ ...start, d }))).toEqual([true, true, false, false]);
  });
});
