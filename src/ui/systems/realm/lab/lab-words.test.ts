import { describe, expect, it } from 'vitest';
import { labPieces, maskedWords, tokensOfWords, withMask } from './lab-words.ts';

const ranges = (text: string, pieces: string[]) => {
  let at = 0;
  return pieces.map((piece) => {
    const start = text.indexOf(piece, at);
    at = start + piece.length;
    return { start, end: at };
  });
};

describe('words of the lab', () => {
  const text = 'Ada saw Reykjavik, twice.';
  const tokens = ranges(text, ['Ada', 'saw', 'Rey', 'kja', 'vik', ',', 'twice', '.']);
  const pieces = labPieces({ text, tokens, spans: [{ start: 8, end: 17, kind: 'place' }] });
  const words = pieces.filter(({ isWord }) => isWord);

  it('join the pieces of a word and nothing else', () => {
    expect(pieces.map(({ start, end }) => text.slice(start, end))).toEqual([
      'Ada',
      'saw',
      'Reykjavik',
      ',',
      'twice',
      '.',
    ]);
    expect(pieces.map(({ first, last }) => [first, last])).toEqual([
      [0, 1],
      [1, 2],
      [2, 5],
      [5, 6],
      [6, 7],
      [7, 8],
    ]);
  });

  it('know the span they lie in', () => {
    expect(pieces.map(({ kind }) => kind)).toEqual([null, null, 'place', null, null, null]);
  });

  it('have letters or figures: a full stop is none', () => {
    expect(words.map(({ start, end }) => text.slice(start, end))).toEqual(['Ada', 'saw', 'Reykjavik', 'twice']);
  });

  it('are single tokens in a script without spaces, and leave special tokens out', () => {
    const chinese = '他在北京。';
    const words = labPieces({
      text: chinese,
      tokens: [{ start: 0, end: 0 }, ...ranges(chinese, ['他', '在', '北京', '。'])],
      spans: [],
    });
    expect(words.map(({ first }) => first)).toEqual([1, 2, 3, 4]);
  });

  it('are selected as a range from either end', () => {
    expect(tokensOfWords(words, 1, 2)).toEqual([1, 2, 3, 4]);
    expect(tokensOfWords(words, 2, 1)).toEqual([1, 2, 3, 4]);
    // with the comma between them
    expect(tokensOfWords(words, 2, 3)).toEqual([2, 3, 4, 5, 6]);
  });

  it('are told as masked with what stands between them, also punctuation alone', () => {
    const masked = (positions: number[]) => maskedWords({ text, tokens, spans: [], masked: positions });
    expect(masked([0, 2, 3, 4, 5, 6])).toEqual(['Ada', 'Reykjavik, twice']);
    expect(masked([7])).toEqual(['.']);
  });
});

describe('a mask', () => {
  it('gains and loses positions, and stays in order', () => {
    expect(withMask([5, 1], [3, 1], true)).toEqual([1, 3, 5]);
    expect(withMask([1, 3, 5], [3, 4], false)).toEqual([1, 5]);
  });
});
