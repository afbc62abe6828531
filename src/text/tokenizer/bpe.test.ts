import { expect, it } from 'vitest';
import { endOfWord, readablePiece } from './bpe.ts';

it('shows a piece without the mark of a word’s end, and any other as it is', () => {
  expect(['paris</w>', 'par', '[MASK]', '</w>'].map(readablePiece)).toEqual(['paris', 'par', '[MASK]', '']);
  expect(readablePiece(`鲁迅${endOfWord}`)).toBe('鲁迅');
});
