import { describe, expect, it } from 'vitest';
import { Prng } from '../../util/prng.ts';
import { alphabets, drawPair, generatePairs, isHeldOut, longestPair, pairTasks, targetOf } from './pairs.ts';

describe.each(pairTasks)('pairs of %s', (task) => {
  const options = { task, longest: 12 };
  const some = (heldOut: boolean) => {
    const prng = new Prng(7);
    return Array.from({ length: 400 }, () => drawPair(options, prng, { heldOut }));
  };

  it('have the right target, known characters, and no more of them than a row has room for', () => {
    const longest = longestPair(options);
    for (const { source, target } of [...some(false), ...some(true)]) {
      expect(targetOf(task, source), source).toBe(target);
      expect(source.length).toBeLessThanOrEqual(longest.source);
      expect(target.length).toBeLessThanOrEqual(longest.target);
      for (const character of source + target) expect(alphabets[task]).toContain(character);
    }
  });

  it('that are held out are never trained on', () => {
    const about = (pair: { source: string; target: string }) => (task === 'dates' ? pair.target : pair.source);
    const trained = new Set(some(false).map(about));
    expect(some(true).filter((pair) => trained.has(about(pair)))).toEqual([]);
  });

  it('are shown as documents, the same for a seed', () => {
    const { documents, manifest } = generatePairs({ ...options, seed: 3 });
    expect(documents).toHaveLength(manifest.documents);
    expect(generatePairs({ ...options, seed: 3 }).documents).toEqual(documents);
    expect(generatePairs({ ...options, seed: 4 }).documents).not.toEqual(documents);
  });
});

describe('targets', () => {
  it('of reversal are the sequence backwards', () => expect(targetOf('reversal', 'abt')).toBe('tba'));

  it('of a date are the same in all four forms: a point stands behind the day, a stroke behind the month', () => {
    for (const written of ['3 april 1998', 'april 3, 1998', '3.4.1998', '4/3/1998']) {
      expect(targetOf('dates', written), written).toBe('1998-04-03');
    }
  });

  it('do not exist for what is no date or no sum of the task', () => {
    for (const written of ['30 february 1998', '31.4.1998', '13/1/1998', '3-4-1998', '03.4.1998', 'soon']) {
      expect(targetOf('dates', written), written).toBeNull();
    }
    expect(targetOf('sums', '9+14')).toBe('23');
    expect(targetOf('sums', '100+1')).toBeNull();
  });

  it('of held-out dates are held out in all forms', () => {
    const held = (source: string) => isHeldOut('dates', { source, target: '1998-04-03' });
    expect(held('3.4.1998')).toBe(held('april 3, 1998'));
  });

  it('of a sum are held out with their terms in either order', () => {
    const held = (a: number, b: number) => isHeldOut('sums', { source: `${a}+${b}`, target: String(a + b) });
    let count = 0;
    for (let a = 0; a < 100; a++) {
      for (let b = 0; b < 100; b++) {
        expect(held(a, b), `${a}+${b}`).toBe(held(b, a));
        count += Number(held(a, b));
      }
    }
    expect(count / 100 ** 2).toBeGreaterThan(0.18);
    expect(count / 100 ** 2).toBeLessThan(0.22);
  });
});

it('every length of a sequence has pairs of both kinds', () => {
  const prng = new Prng(1);
  for (let length = 1; length <= 12; length++) {
    for (const heldOut of [false, true]) {
      const { source, target } = drawPair({ task: 'reversal', longest: 12 }, prng, { heldOut, length });
      expect(source).toHaveLength(length);
      expect(target).toHaveLength(length);
    }
  }
});
