import { describe, expect, it } from 'vitest';
import { workedGlm } from '../../models/testing-glm.ts';
import { trainTokenizer } from '../../text/tokenizer/tokenizer.ts';
import { blankFilling, fromTheLeft, maskedTokens, maskOf } from './layout.ts';
import { glmVocabulary } from './vocabulary.ts';

/** x1 … x6; M 1, S 2, E 3. */
const text = [4, 5, 6, 7, 8, 9];
const vocabulary = { mask: () => 1, start: () => 2, end: 3 };
const [x3, x5x6] = [
  { start: 2, end: 3 },
  { start: 4, end: 6 },
];

describe('blank filling', () => {
  it('lays out the worked example', () => {
    const row = blankFilling(text, [x5x6, x3], vocabulary, { mode: 'token' });
    expect(row).toEqual({
      ids: workedGlm.ids,
      first: workedGlm.first,
      second: workedGlm.second,
      partA: workedGlm.partA,
      at: [5, 6, 7, 8, 9],
      targets: workedGlm.targets,
    });
    const { words } = maskOf(row);
    expect([...words].map((word) => word.toString(2).split('').reverse().join('').padEnd(10, '0'))).toEqual([
      ...new Array<string>(5).fill('1111100000'),
      ...['1111110000', '1111111000', '1111111100', '1111111110', '1111111111'],
    ]);
  });

  it('neighbouring spans have a mask each', () => {
    const row = blankFilling(
      text,
      [
        { start: 3, end: 6 },
        { start: 0, end: 3 },
      ],
      vocabulary,
      { mode: 'sentence' },
    );
    expect(row.ids.slice(0, row.partA)).toEqual([1, 1]);
    expect(row.first).toEqual([0, 1, 1, 1, 1, 1, 0, 0, 0, 0]);
  });

  it('an open span has no end: its last token is predicted, but not read', () => {
    const row = blankFilling(text, [{ start: 3, end: 6 }], vocabulary, { mode: 'document', isOpen: true });
    expect(row.ids).toEqual([4, 5, 6, 1, 2, 7, 8]);
    expect(row.targets).toEqual([7, 8, 9]);
    expect(row.second).toEqual([0, 0, 0, 0, 1, 2, 3]);
  });

  it('with sentinels each span has a mask and a beginning of its own, numbered in the order of Part B', () => {
    const tokenizer = trainTokenizer(['a b c d e f'], { kind: 'word', vocabularySize: 64 });
    const own = glmVocabulary(tokenizer, true);
    const row = blankFilling(tokenizer.encode('a b c d e f').ids, [x5x6, x3], own, { mode: 'token' });
    expect(row.ids.map(own.piece).join(' ')).toBe('a b [MASK_2] d [MASK_1] [sop_1] e f [sop_2] c');
    expect(row.targets.map(own.piece).join(' ')).toBe('e f [eop] c [eop]');
    const shared = glmVocabulary(tokenizer, false);
    const plain = blankFilling(tokenizer.encode('a b c d e f').ids, [x5x6, x3], shared, { mode: 'document' });
    expect(plain.ids.map(shared.piece).join(' ')).toBe('a b [gMASK] d [gMASK] [sop] e f [sop] c');
    expect(new Set([...row.ids, own.end]).size).toBe(11);
    expect(own.size % 4).toBe(0);
  });
});

describe('the other objectives on the same spans', () => {
  it('masked LM: each token is predicted where it stood, and all see all', () => {
    const row = maskedTokens(text, [x5x6, x3], vocabulary);
    expect(row).toMatchObject({ ids: [4, 5, 1, 7, 1, 1], partA: 6, at: [4, 5, 2], targets: [8, 9, 6] });
    expect([...maskOf(row).words]).toEqual(new Array(6).fill(0b111111));
  });

  it('causal LM: each token predicts the next one and sees none after itself', () => {
    const row = fromTheLeft(text);
    expect(row).toMatchObject({ ids: text, partA: 0, at: [0, 1, 2, 3, 4], targets: [5, 6, 7, 8, 9] });
    expect([...maskOf(row).words]).toEqual([1, 3, 7, 15, 31, 63]);
    expect(fromTheLeft(text, [x5x6])).toMatchObject({ at: [3, 4], targets: [8, 9] });
  });
});
