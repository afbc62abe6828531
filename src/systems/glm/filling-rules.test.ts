import { describe, expect, it } from 'vitest';
import { defaultsOf } from '../../run/settings.ts';
import { trainTokenizer } from '../../text/tokenizer/tokenizer.ts';
import { blanksOf, rowOf } from './blanks.ts';
import { likeliestAllowed, outcomeOf, trainedMode } from './filling-rules.ts';
import { glmSettings } from './settings.ts';
import type { GlmText } from './texts.ts';
import { glmVocabulary } from './vocabulary.ts';

const tokenizer = trainTokenizer(['a b c d e f'], { kind: 'word', vocabularySize: 64 });
const { glm } = defaultsOf(glmSettings);

describe('the rules of filling', () => {
  it('bar all that is no word and does not end a blank', () => {
    for (const sentinels of [false, true]) {
      const { size, barred, piece } = glmVocabulary(tokenizer, sentinels);
      const allowed = Array.from({ length: size }, (_, id) => id).filter((id) => !barred.includes(id));
      expect(allowed.map(piece).sort()).toEqual(['[eop]', 'a', 'b', 'c', 'd', 'e', 'f']);
    }
  });

  it('choose the likeliest token that is allowed, and leave the logits as they are', () => {
    const logits = Float32Array.of(9, 1, 7, 3, 3);
    expect(likeliestAllowed(logits, [])).toBe(0);
    expect(likeliestAllowed(logits, [0])).toBe(2);
    expect(likeliestAllowed(logits, [0, 2])).toBe(3);
    expect([...logits]).toEqual([9, 1, 7, 3, 3]);
  });

  it('tell a blank that does not end from one that is wrong', () => {
    const end = 3;
    // blank [8 9]: greedy filling with room for three tokens
    const outcomes = [
      [8, 9, 3],
      [8, 9, 9],
      [8, 3, 3],
      [7, 9, 3],
      [7, 9, 8],
    ].map((likeliest) => outcomeOf(likeliest, [8, 9, end], end));
    expect(outcomes).toEqual(['right', 'unended', 'wrong', 'wrong', 'wrong']);
    // with a given length there is no end
    expect(outcomeOf([8, 9], [8, 9], end)).toBe('right');
    expect(outcomeOf([8, 8], [8, 9], end)).toBe('wrong');
  });

  it('write the mask that was trained, in evaluation as on the page', () => {
    const vocabulary = glmVocabulary(tokenizer, false);
    const text: GlmText = {
      ...{ id: 'x', subject: 'x', heldOut: true, split: 'test', facts: [] },
      ids: [vocabulary.cls, ...tokenizer.encode('a b c d e f').ids],
    };
    const masksOf = (settings: typeof glm) =>
      blanksOf(text).map((blank) => {
        const { ids, partA } = rowOf(blank, settings, vocabulary);
        return ids
          .slice(0, partA)
          .map(vocabulary.piece)
          .filter((piece) => piece.endsWith('MASK]'));
      });
    const modes = [
      [{ ...glm, sentenceWeight: 1 }, 'token', '[MASK]'],
      [{ ...glm, tokenWeight: 0, sentenceWeight: 1, documentWeight: 1 }, 'sentence', '[sMASK]'],
      [{ ...glm, tokenWeight: 0, documentWeight: 1 }, 'document', '[gMASK]'],
    ] as const;
    for (const [settings, mode, mask] of modes) {
      expect(trainedMode(settings)).toBe(mode);
      expect(masksOf(settings)).toEqual([[mask], [mask], [mask]]);
    }
  });
});
