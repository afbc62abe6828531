import { describe, expect, it } from 'vitest';
import { defaultRealmConfig } from '../../../../systems/realm/settings.ts';
import { Prng } from '../../../../util/prng.ts';
import { createFormats } from '../../../format.ts';
import { en } from '../../../i18n/en/en.ts';
import { randomExample } from '../testing/random-examples.ts';
import { type Box, type Boxes, connectorsOf } from './connectors.ts';
import { arrowWidth, pictureFacts } from './facts.ts';
import { stages } from './stages.ts';

const facts = (seed: number, kind: 'plain' | 'ties' = 'plain') =>
  pictureFacts(randomExample(new Prng(seed), 'sequence', 'none', kind), {
    config: defaultRealmConfig,
    refreshes: [],
    documents: null,
    opened: null,
    format: createFormats('en', en.units),
    names: { nullTitle: 'Null', untitled: 'Untitled' },
  });
const box = (left: number, top: number, width: number, height: number): Box => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});

/** The parts as the wide page, and as a telephone lays them out. */
function layout(rows: number, isWide: boolean): Boxes {
  const height = 24 + rows * 40;
  const top = 300;
  const lists: Record<string, Box> = isWide
    ? {
        gradients: box(44, top, 116, height),
        candidates: box(180, top, 300, height),
        reader: box(500, top, 70, height),
        likelihoods: box(590, top, 70, height),
        marginal: box(680, top + height / 2, 70, 50),
      }
    : {
        candidates: box(44, top, 300, height),
        reader: box(44, top + height + 20, 300, 50),
        likelihoods: box(44, top + height + 90, 300, height),
        marginal: box(44, top + 2 * height + 110, 300, 50),
        gradients: box(44, top + 2 * height + 180, 300, height),
      };
  const rowsOf = (letter: string, { left, right, top: from }: Box) =>
    Array.from({ length: rows }, (_, i) => [`${letter}${i}`, box(left, from + 24 + 40 * i, right - left, 40)] as const);
  return {
    sentence: box(44, 0, 700, 60),
    input: box(52, 110, 190, 50),
    document: box(52, 170, 190, 50),
    index: isWide ? box(310, 100, 350, 50) : box(44, 240, 300, 50),
    ...lists,
    ...Object.fromEntries([
      ...rowsOf('z', lists.candidates!),
      ...rowsOf('y', lists.likelihoods!),
      ...rowsOf('r', lists.gradients!),
    ]),
  };
}

describe('the arrows', () => {
  it.each([true, false])('go through the stages in their order; wide: %s', (isWide) => {
    const { rows } = facts(1);
    const arrows = connectorsOf(layout(rows.length, isWide), rows, isWide);
    const order = [...new Set(arrows.map(({ stage }) => stage))];
    const expected = stages.filter((stage) => stage !== 'sentence');
    expect(order.toSorted((a, b) => stages.indexOf(a) - stages.indexOf(b))).toEqual(expected);
    expect(new Set(arrows.map(({ id }) => id)).size).toBe(arrows.length);
    for (const { path } of arrows) expect(path).not.toMatch(/NaN|undefined|Infinity/);
  });

  it.each([4, 9, 14])('back into the retriever reach both embedders, one for each sign (seed %i)', (seed) => {
    const { rows } = facts(seed);
    const arrows = connectorsOf(layout(rows.length, true), rows, true);
    const ends = (id: string) => arrows.filter((one) => one.id.startsWith(id));
    expect(ends('stub')).toHaveLength(rows.length);
    for (const sign of ['positive', 'negative']) {
      const own = rows.filter((row) => row.sign === sign);
      expect(ends(`input ${sign}`)).toHaveLength(own.length > 0 ? 1 : 0);
      expect(ends(`document ${sign}`)).toHaveLength(own.length > 0 ? 1 : 0);
    }
  });

  it('are as thick as r(z) is large, whatever the other rows are', () => {
    const { rows } = facts(4);
    const arrows = connectorsOf(layout(rows.length, true), rows, true);
    for (const [i, { candidate }] of rows.entries()) {
      const { width } = arrows.find(({ id }) => id === `stub ${i}`)!;
      expect(width).toBeCloseTo(1 + 11 * Math.abs(candidate.gradient), 6);
    }
    expect([arrowWidth(0, 1), arrowWidth(-0.5, 1), arrowWidth(1, 1), arrowWidth(3, 1)]).toEqual([1, 6.5, 12, 12]);
  });

  it('are hairlines in grey where nothing is learned: none reaches the embedders', () => {
    const { rows } = facts(2, 'ties');
    const arrows = connectorsOf(layout(rows.length, true), rows, true);
    expect(arrows.filter(({ id }) => /^(trunk|input|document)/.test(id))).toEqual([]);
    for (const { id, colour } of arrows) if (id.startsWith('stub')) expect(colour).toBe('var(--ink-3)');
  });

  it('wait until all parts are laid out', () => {
    const { rows } = facts(1);
    const { reader: _, ...boxes } = layout(rows.length, true);
    expect(connectorsOf(boxes, rows, true)).toEqual([]);
  });
});
