import { expect, it } from 'vitest';
import type { PromptPart } from '../../../../systems/llara/probes.ts';
import { partsOfPrompt, whyInPrompt } from './prompt-parts.ts';

/** Section 1: T = 3, SELF = 2, NEXT = 2. */
const parts: PromptPart[] = ['text', 'text', 'text', 'self', 'selfSlot', 'next', 'nextSlot'];
const rows = '1000000 1100000 1110000 1111000 1111100 1110010 1110011'.split(' ');

it('has a reason for every cell of the joint pass, and none for a cell that is otherwise', () => {
  const partOf = partsOfPrompt({ parts });
  expect(partOf).toEqual([0, 0, 0, 1, 1, 2, 2]);
  for (const [row, bits] of rows.entries()) {
    for (const [column, bit] of [...bits].entries()) {
      expect(whyInPrompt({ row, column }, bit === '1', partOf), `${row} ${column}`).not.toBeNull();
      expect(whyInPrompt({ row, column }, bit === '0', partOf)).toBeNull();
    }
  }
  const why = (row: number, column: number) => whyInPrompt({ row, column }, rows[row]![column] === '1', partOf);
  expect([why(5, 3), why(3, 6), why(6, 1), why(4, 3), why(3, 4)]).toEqual([
    'blind',
    'blind',
    'text',
    'earlier',
    'later',
  ]);
  expect([why(2, 0), why(0, 2), why(0, 5), why(6, 6)]).toEqual(['textEarlier', 'textLater', 'textLater', 'itself']);
});
