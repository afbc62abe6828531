import { describe, expect, it } from 'vitest';
import { phaseNames, phaseTicks } from './phase-axis.ts';

const names = ['ICT', 'Warm-up', 'Joint'];
/** A letter has ten pixels. */
const widthOf = (name: string) => 10 * name.length;

describe('the names of phases on an axis', () => {
  it('stand where their phases begin', () => {
    const axis = { from: 0, to: 400, rules: [100, 200] };
    expect(phaseNames(axis, names, 400, widthOf)).toEqual([
      { name: 'ICT', left: 3 },
      { name: 'Warm-up', left: 103 },
      { name: 'Joint', left: 203 },
    ]);
  });

  it('are left out where they have no room, and never overlap', () => {
    // 3, 3 and 60 steps: 20, 20 and 400 pixels
    const short = { from: 0, to: 66, rules: [3, 6] };
    expect(phaseNames(short, names, 440, widthOf)).toEqual([{ name: 'Joint', left: 43 }]);
    for (let first = 1; first < 60; first += 3) {
      for (const width of [120, 300, 900]) {
        const axis = { from: 0, to: 66, rules: [first, first + 3] };
        const placed = phaseNames(axis, names, width, widthOf);
        for (const [i, { name, left }] of placed.entries()) {
          expect(left + widthOf(name)).toBeLessThan(placed[i + 1]?.left ?? width);
        }
      }
    }
  });

  it('count in an axis that begins with a later phase', () => {
    expect(phaseNames({ from: 50, to: 100, rules: [] }, ['Joint'], 100, widthOf)).toEqual([{ name: 'Joint', left: 3 }]);
  });
});

describe('the ticks of an axis of phases', () => {
  it('are whole steps with room between them', () => {
    const axis = { from: 0, to: 110, rules: [20, 50] };
    const written = phaseTicks(axis, 660, 60).map(({ at, count }) => `${at}=${count}`);
    expect(written).toEqual([
      '0=0',
      '10=10',
      '20=0',
      '30=10',
      '40=20',
      '50=0',
      '60=10',
      '70=20',
      '80=30',
      '90=40',
      '100=50',
      '110=60',
    ]);
  });

  it('are no parts of a step on a short axis', () => {
    expect(phaseTicks({ from: 0, to: 3, rules: [] }, 900, 60).map(({ count }) => count)).toEqual([0, 1, 2, 3]);
    expect(phaseTicks({ from: 0, to: 0, rules: [] }, 900, 60).map(({ count }) => count)).toEqual([0, 1]);
  });
});
