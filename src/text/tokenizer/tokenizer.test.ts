import { describe, expect, it } from 'vitest';
import { RetrogradError } from '../../util/errors.ts';
import { tokenizerFromJSON, trainTokenizer } from './tokenizer.ts';
import type { Tokenizer } from './tokens.ts';

const corpus = [
  'Marie Curie was born in Warsaw in 1867.',
  'She was the first woman to win a Nobel Prize.',
  'Zürich lies on a lake; Einstein studied in Zürich.',
  '北京是中国的首都。',
];
const kinds = ['word', 'wordpiece', 'bpe'] as const;

function pieces(tokenizer: Tokenizer, text: string): string[] {
  return tokenizer.encode(text).ids.map((id) => tokenizer.piece(id));
}

describe('trainTokenizer', () => {
  it.each(kinds)('%s: puts the special tokens first', (kind) => {
    const tokenizer = trainTokenizer(corpus, { kind, vocabularySize: 200 });
    expect([0, 1, 2, 3, 4].map((id) => tokenizer.piece(id))).toEqual(['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]']);
    expect(tokenizer.special).toEqual({ pad: 0, unknown: 1, cls: 2, sep: 3, mask: 4 });
    expect(tokenizer.vocabularySize).toBeLessThanOrEqual(200);
  });

  it('word: one id for each different word, the most frequent first', () => {
    const tokenizer = trainTokenizer(['b a a', 'c b a'], { kind: 'word', vocabularySize: 4000 });
    expect(tokenizer.vocabularySize).toBe(5 + 3);
    expect(pieces(tokenizer, 'A b C d ab')).toEqual(['a', 'b', 'c', '[UNK]', '[UNK]']);
    expect(tokenizer.encode('a b').ids).toEqual([5, 6]);
  });

  it.each(kinds)('%s: no word of the corpus is unknown', (kind) => {
    const tokenizer = trainTokenizer(corpus, { kind, vocabularySize: 400 });
    for (const text of corpus) expect(tokenizer.encode(text).ids).not.toContain(tokenizer.special.unknown);
  });

  it.each(['wordpiece', 'bpe'] as const)('%s: a new word of known characters is not unknown either', (kind) => {
    const tokenizer = trainTokenizer(corpus, { kind, vocabularySize: 400 });
    expect(tokenizer.encode('Krakow bzw').ids).not.toContain(tokenizer.special.unknown);
  });

  it.each(kinds)('%s: ranges point into the text as it was given', (kind) => {
    const tokenizer = trainTokenizer(corpus, { kind, vocabularySize: 400 });
    const text = 'In  Zu\u0308rich,\u200b MARIE Cu\u200brie (北京)!';
    const { ids, ranges } = tokenizer.encode(text);
    expect(ids).toHaveLength(ranges.length);
    // Put together again, the ranges give the text without its spaces and characters between words.
    const joined = ranges.map(({ start, end }) => text.slice(start, end)).join('');
    expect(joined.replaceAll('\u200b', '')).toBe(text.replaceAll(/\s|\u200b/g, ''));
    const word = ranges.filter(({ start }) => start >= 4 && start < 11);
    expect([word[0]!.start, word.at(-1)!.end]).toEqual([4, 11]);
    for (let i = 1; i < ranges.length; i++) expect(ranges[i]!.start).toBeGreaterThanOrEqual(ranges[i - 1]!.end);
  });

  it('reads a special token written out in a text as that token', () => {
    const tokenizer = trainTokenizer(corpus, { kind: 'word', vocabularySize: 400 });
    const { ids, ranges } = tokenizer.encode('born in [MASK].');
    expect(ids[2]).toBe(tokenizer.special.mask);
    expect(ranges[2]).toEqual({ start: 8, end: 14 });
  });

  it.each(kinds)('%s: decodes what it encoded, lowercased', (kind) => {
    const tokenizer = trainTokenizer(corpus, { kind, vocabularySize: 400 });
    const { cls, sep, pad } = tokenizer.special;
    for (const text of [corpus[0]!, corpus[1]!, corpus[3]!]) {
      expect(tokenizer.decode([cls, ...tokenizer.encode(text).ids, sep, pad, pad])).toBe(text.toLowerCase());
    }
    expect(tokenizer.decode([cls, sep])).toBe('');
  });

  it('refuses a vocabulary without room', () => {
    expect(() => trainTokenizer(corpus, { kind: 'bpe', vocabularySize: 5 })).toThrow(/vocabularySize is 5/);
  });
});

describe('tokenizerFromJSON', () => {
  it.each(kinds)('%s: gives the same tokenizer after a round trip through text', (kind) => {
    const tokenizer = trainTokenizer(corpus, { kind, vocabularySize: 150 });
    const json = JSON.stringify(tokenizer.toJSON());
    const copy = tokenizerFromJSON(JSON.parse(json));
    expect(copy.vocabularySize).toBe(tokenizer.vocabularySize);
    for (const text of [...corpus, 'Quux 1867 zur']) expect(copy.encode(text)).toEqual(tokenizer.encode(text));
    expect(JSON.stringify(copy.toJSON())).toBe(json);
  });

  const good = () => JSON.parse(JSON.stringify(trainTokenizer(['a b'], { kind: 'word', vocabularySize: 10 }).toJSON()));

  it.each([
    ['not an object', () => 'text', /normalizer|file/],
    ['a unigram model', () => ({ ...good(), model: { type: 'Unigram', vocab: [] } }), /model/],
    ['a byte-level splitter', () => ({ ...good(), pre_tokenizer: { type: 'ByteLevel' } }), /pre_tokenizer: ByteLevel/],
    [
      'a gap in the ids',
      () => ({ ...good(), model: { ...good().model, vocab: { '[PAD]': 0, a: 9 } } }),
      /id \d+ is missing/,
    ],
  ])('names what stands in the way: %s', (_, json, message) => {
    let error: unknown;
    try {
      tokenizerFromJSON(json());
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(RetrogradError);
    expect(error).toMatchObject({ code: 'bad-tokenizer', message: expect.stringMatching(message) });
  });

  it("follows another tokenizer's normaliser: BERT strips accents when it lowercases", () => {
    const json = good();
    json.normalizer = { type: 'BertNormalizer', clean_text: true, lowercase: true, strip_accents: null };
    json.pre_tokenizer = { type: 'BertPreTokenizer' };
    expect(pieces(tokenizerFromJSON(json), 'Á B')).toEqual(['a', 'b']);
  });
});

describe('a script without spaces', () => {
  it.each(['wordpiece', 'word'] as const)('leaves no long word of the training text unknown (%s)', (kind) => {
    const long = 'แม่น้ำโขงไหลผ่านประเทศจีน'.repeat(20);
    const tokenizer = trainTokenizer([`${long} 1945`, 'x'.repeat(5000)], { kind, vocabularySize: 500 });
    for (const text of [long, 'x'.repeat(5000)]) {
      const { ids, ranges } = tokenizer.encode(text);
      expect(ids).not.toContain(tokenizer.special.unknown);
      expect(ranges.at(-1)!.end).toBe(text.length);
    }
    const read = tokenizerFromJSON(JSON.parse(JSON.stringify(tokenizer.toJSON())));
    expect(read.encode(long).ids).toEqual(tokenizer.encode(long).ids);
    expect(tokenizer.encode('x'.repeat(5001)).ids).toEqual([tokenizer.special.unknown]);
  });
});
