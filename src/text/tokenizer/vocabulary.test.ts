import { describe, expect, it } from 'vitest';
import { trainTokenizer } from './tokenizer.ts';
import { growVocabulary, nextChange, splitText } from './vocabulary.ts';

// Sennrich, Haddow and Birch 2016, figure 1: low ×5, lower ×2, newest ×6, widest ×3
const texts = ['low low low low low lower lower', 'newest newest newest newest newest newest widest widest widest'];

describe('a vocabulary as it grew', () => {
  const bpe = growVocabulary(texts, { kind: 'bpe', vocabularySize: 60 });

  it('merges first what the paper’s example merges: es, est, est at the end of a word', () => {
    // the paper writes the end of a word as a symbol of its own; here it is part of the last character
    expect(bpe.steps.slice(0, 2).map(({ merged, count }) => [merged, count])).toEqual([
      ['es', 9],
      ['est</w>', 9],
    ]);
  });

  it('splits a text after so many merges', () => {
    expect(splitText('lowest', bpe, 0)).toEqual([['l', 'o', 'w', 'e', 's', 't</w>']]);
    expect(splitText('lowest', bpe, 1)).toEqual([['l', 'o', 'w', 'es', 't</w>']]);
    expect(splitText('Lowest!', bpe, 2)).toEqual([['l', 'o', 'w', 'est</w>'], [null]]);
  });

  it('finds the next merge that changes a text', () => {
    expect(nextChange('lowest', bpe, 0)).toBe(1);
    expect(nextChange('lowest', bpe, 1)).toBe(2);
    const after = nextChange('lowest', bpe, 2)!;
    expect(splitText('lowest', bpe, after - 1)).toEqual(splitText('lowest', bpe, 2));
    expect(splitText('lowest', bpe, after)).not.toEqual(splitText('lowest', bpe, 2));
    expect(nextChange('lowest', bpe, bpe.steps.length)).toBeNull();
  });

  it.each(['bpe', 'wordpiece'] as const)('splits by all merges as the %s tokenizer does', (kind) => {
    const options = { kind, vocabularySize: 40 };
    const grown = growVocabulary(texts, options);
    const tokenizer = trainTokenizer(texts, options);
    expect(grown.size).toBe(tokenizer.vocabularySize);
    for (const text of ['lowest newer', 'widest low', 'slow west', 'wild']) {
      const pieces = tokenizer
        .encode(text)
        .ids.map((id) => (id === tokenizer.special.unknown ? null : tokenizer.piece(id)));
      expect(splitText(text, grown, grown.steps.length).flat(), text).toEqual(pieces);
    }
  });

  it('refuses a size with no room', () => {
    expect(() => growVocabulary(texts, { kind: 'bpe', vocabularySize: 5 })).toThrow('at least 6');
  });
});
