import { describe, expect, it } from 'vitest';
import { Prng } from '../../util/prng.ts';
import { documentSpan, endsSentence, lengthProbabilities, sentenceSpans, tokenSpans } from './spans.ts';

const choice = { share: 0.15, meanLength: 3 };

describe('lengths of spans', () => {
  it('follow a Poisson distribution without 0: .1572 .2358 .2358 .1768, mean 3.157', () => {
    const p = lengthProbabilities(3);
    expect(p).toHaveLength(39);
    [0.1572, 0.2358, 0.2358, 0.1768].forEach((expected, i) => {
      expect(Math.abs(p[i]! - expected)).toBeLessThan(5e-5);
    });
    expect(p.reduce((sum, value) => sum + value)).toBeCloseTo(1, 12);
    expect(Math.abs(p.reduce((sum, value, i) => sum + value * (i + 1), 0) - 3.157)).toBeLessThan(5e-4);
  });
});

describe('spans in token mode', () => {
  const prng = new Prng(1);

  it('lie after [CLS], never touch, and take int(.15 · length) tokens or more', () => {
    for (let i = 0; i < 2000; i++) {
      const length = 7 + prng.int(60);
      const spans = tokenSpans(length, choice, prng);
      if (!spans) continue;
      let end = 0;
      for (const span of spans) {
        expect(span.start).toBeGreaterThan(end);
        expect(span.end).toBeGreaterThan(span.start);
        end = span.end;
      }
      expect(spans[0]!.start).toBeGreaterThanOrEqual(1);
      expect(end).toBeLessThanOrEqual(length);
      const taken = spans.reduce((sum, span) => sum + span.end - span.start, 0);
      expect(taken).toBeGreaterThanOrEqual(Math.floor(0.15 * length));
    }
  });

  it('reach every place of a text, the last one too', () => {
    const ends = new Set<number>();
    for (let i = 0; i < 300; i++)
      for (const { start, end } of tokenSpans(8, choice, prng) ?? []) ends.add(start).add(end);
    expect([...ends].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('there are none in a text of six tokens or less', () => {
    for (let length = 0; length <= 6; length++) expect(tokenSpans(length, choice, prng)).toBeNull();
    expect(Array.from({ length: 20 }, () => tokenSpans(7, choice, prng)).some((spans) => spans)).toBe(true);
  });

  it('overshoot in short texts: 23% of 16 tokens', () => {
    let taken = 0;
    let texts = 0;
    for (let i = 0; i < 20_000; i++) {
      const spans = tokenSpans(16, choice, prng);
      if (!spans) continue;
      texts++;
      for (const { start, end } of spans) taken += end - start;
    }
    expect(Math.abs(taken / (16 * texts) - 0.23)).toBeLessThan(0.01);
  });

  it('a sample that does not fit is thrown away', () => {
    // one span of 1 to 39 tokens in the 6 after [CLS]: it fits if it has at most 6
    const fitting = lengthProbabilities(3)
      .slice(0, 6)
      .reduce((sum, p) => sum + p, 0);
    const found = Array.from({ length: 20_000 }, () => tokenSpans(7, choice, prng)).filter((spans) => spans).length;
    expect(Math.abs(found / 20_000 - fitting)).toBeLessThan(0.01);
  });
});

describe('spans in sentence mode', () => {
  it('are whole sentences until they have the share; neighbours may be among them', () => {
    // [CLS] a b . c d e ? f g
    const ends = new Set([3, 7]);
    const sentences = [
      { start: 1, end: 4 },
      { start: 4, end: 8 },
      { start: 8, end: 10 },
    ];
    const prng = new Prng(3);
    const seen = new Set<string>();
    for (let i = 0; i < 200; i++) {
      const spans = sentenceSpans(10, (at) => ends.has(at), 0.3, prng)!;
      for (const span of spans) expect(sentences).toContainEqual(span);
      const lengths = spans.map(({ start, end }) => end - start);
      const sum = lengths.reduce((a, b) => a + b);
      // it stopped as soon as there were 3 tokens: without some one of them there are fewer
      expect(sum).toBeGreaterThanOrEqual(3);
      expect(lengths.some((size) => sum - size < 3)).toBe(true);
      seen.add(spans.map(({ start }) => start).join());
    }
    expect([...seen].sort()).toEqual(['1', '1,8', '4', '4,8']);
  });

  it.each(['.', '?', '!', ';', ':', '\n', '。', '；'])('a sentence ends at %j', (piece) => {
    expect(endsSentence(piece)).toBe(true);
  });

  it('a sentence does not end at a comma or a word', () => {
    expect([',', 'word', '##ing'].some(endsSentence)).toBe(false);
  });
});

describe('the span in document mode', () => {
  it('has half of the text to all but two tokens; half of the time it is the end of the text', () => {
    const prng = new Prng(5);
    const sizes = new Set<number>();
    let suffixes = 0;
    for (let i = 0; i < 4000; i++) {
      const { span, isSuffix } = documentSpan(11, prng.uniform(), prng)!;
      sizes.add(span.end - span.start);
      expect(span.start).toBeGreaterThanOrEqual(1);
      expect(span.end).toBeLessThanOrEqual(11);
      if (isSuffix) {
        suffixes++;
        expect(span.end).toBe(11);
      }
    }
    expect([...sizes].sort((a, b) => a - b)).toEqual([6, 7, 8, 9]);
    expect(Math.abs(suffixes / 4000 - 0.5)).toBeLessThan(0.03);
  });

  it('needs four tokens', () => {
    expect(documentSpan(3, 0.5, new Prng(1))).toBeNull();
    expect(documentSpan(4, 0.999, new Prng(1))!.span).toMatchObject({ start: expect.any(Number) });
  });
});
