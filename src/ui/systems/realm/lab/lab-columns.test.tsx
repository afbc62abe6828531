import type { ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import { fakeLab } from '../../../../systems/realm/testing/fake-lab.ts';
import { markupOf, textOf } from '../../../testing/markup.tsx';
import { LabColumns } from './lab-columns.tsx';
import { LabReadings } from './lab-readings.tsx';
import { initialLabState, type LabState } from './lab-state.ts';

const query = { sentence: { index: 0 }, nullDocument: true, allowTrivial: false };
const moment = { phase: 'joint', step: 30 };
const viewOf = (positions: number[]) => fakeLab({ ...query, masking: { positions } }, 0.5, moment, 4);

/** The text of the columns and of the candidates at length. */
function drawn(state: Partial<LabState>): { hand: string; candidates: string } {
  const salient = fakeLab({ ...query, masking: { strategy: 'salient', seed: 1 } }, 0.5, moment, 4);
  const views = { hand: viewOf([]), salient, uniform: salient, 'random-span': salient };
  const html = (part: ReactNode) => markupOf(part, {}, { lab: { ...initialLabState, views, ...state } });
  const columns = html(<LabColumns />);
  const hand = columns.slice(columns.indexOf('data-column="hand"'), columns.indexOf('data-column="salient"'));
  return { hand: textOf(hand), candidates: textOf(html(<LabReadings />)) };
}

describe('a mask whose answer is on its way', () => {
  it('is shown, and nobody says that nothing is masked', () => {
    const { hand, candidates } = drawn({ hand: [0, 1, 4], active: 'hand', asking: 1, unanswered: ['hand'] });
    expect(hand).toContain('Nadia Okonkwo · working');
    expect(hand).toContain('Waiting for the answer of the models.');
    expect(hand).not.toContain('Click words');
    expect(candidates).toContain('Waiting for the answer of the models.');
    expect(candidates).not.toContain('Nothing is masked');
  });

  it('gives way to the numbers when it has come', () => {
    const views = { hand: viewOf([0]), salient: viewOf([2]), uniform: viewOf([2]), 'random-span': viewOf([2]) };
    const { hand, candidates } = drawn({ hand: [0], active: 'hand', views });
    expect(hand).toContain('p(y|x)');
    expect(`${hand} ${candidates}`).not.toContain('Waiting');
  });

  it('where there is none, the hand is asked for words', () => {
    const { hand, candidates } = drawn({ active: 'hand' });
    expect(hand).toContain('Click words');
    expect(candidates).toContain('Nothing is masked');
  });
});
