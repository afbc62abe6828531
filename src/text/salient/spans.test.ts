import { describe, expect, it } from 'vitest';
import { expectLinear } from '../../util/testing/linear.ts';
import { splitSentences } from '../corpus/sentences.ts';
import { collectEvidence, salientSpans } from './spans.ts';
import { annotatedAtlasSentences, annotatedSentences } from './spans-annotated.ts';
import { parseAnnotated } from './spans-annotation.ts';
import { measureSpans } from './spans-measured.ts';

function found(text: string, corpus?: string[]): string[] {
  const evidence = corpus && collectEvidence(corpus, 'en');
  return salientSpans(text, 'en', evidence).map(({ start, end }) => text.slice(start, end));
}

describe('salientSpans', () => {
  it('keeps the level once measured, exact borders, sentence by sentence', () => {
    const ours = measureSpans(annotatedSentences, 'en');
    const atlas = measureSpans(annotatedAtlasSentences, 'en');
    console.log('spans, our sentences', ours, 'atlas', atlas);
    expect(annotatedSentences.length + annotatedAtlasSentences.length).toBe(120);
    // Measured: 1.00, .99, .93 and .97, .94, .85.
    expect(ours.precision).toBeGreaterThan(0.97);
    expect(ours.recall).toBeGreaterThan(0.96);
    expect(ours.kind).toBeGreaterThan(0.9);
    expect(atlas.precision).toBeGreaterThan(0.94);
    expect(atlas.recall).toBeGreaterThan(0.91);
    expect(atlas.kind).toBeGreaterThan(0.81);
  });

  it('leaves out articles, titles of office and the possessive', () => {
    expect(found("The Queen's doctor met President Lincoln's wife in the Bronx.")).toEqual(['Lincoln', 'Bronx']);
    expect(found('They read Newton’s Principia and saw Halley’s Comet.')).toEqual([
      'Newton',
      'Principia',
      'Halley’s Comet',
    ]);
  });

  it('takes no capital at the start of a sentence for a name without a reason', () => {
    expect(found('Copper conducts well. "Glass does not," she said. Later it rained.')).toEqual([]);
    expect(found('Fust took him to court.')).toEqual([]);
    expect(found('Fust took him to court.', ['He owed money to Johann Fust.'])).toEqual(['Fust']);
    expect(found('Radium glows.', ['The Curies found radium.'])).toEqual([]);
  });

  it('counts positions from the start of the text, and lets no span cross a sentence', () => {
    const text = 'He went to Paris. London was next, in 1850. Then Rome.';
    const spans = salientSpans(text, 'en');
    expect(spans.map(({ start, end }) => text.slice(start, end))).toEqual(['Paris', 'London', '1850', 'Rome']);
    for (const { start, end } of splitSentences(text, 'en')) {
      for (const span of spans)
        expect(span.end <= start || span.start >= end || (span.start >= start && span.end <= end)).toBe(true);
    }
  });

  it('gives sorted spans that do not overlap, whatever the text', () => {
    const pieces = [
      'The',
      'of',
      'Apollo',
      '11',
      'May',
      '1900',
      "King's",
      'Dr.',
      'J.',
      '(',
      '“',
      'AD',
      'III',
      'de',
      'la',
      '5',
      'al-Khwarizmi',
      '—',
      'É',
      'the',
      'Great',
    ];
    for (let n = 0; n < 3000; n++) {
      const words = Array.from(
        { length: 8 },
        (_, i) => pieces[(n * 7919 + i * (n % 13) * 31 + i * i) % pieces.length]!,
      );
      const text = words.join(' ');
      const spans = salientSpans(text, 'en');
      for (let i = 0; i < spans.length; i++) {
        expect(spans[i]!.end).toBeGreaterThan(spans[i]!.start);
        if (i > 0) expect(spans[i]!.start, text).toBeGreaterThanOrEqual(spans[i - 1]!.end);
      }
    }
  });

  it('finds dates and names in Chinese text', () => {
    const text = '他出生于1912年6月23日。他在伦敦工作到1954年。';
    expect(salientSpans(text, 'zh').map(({ start, end, kind }) => [kind, text.slice(start, end)])).toEqual([
      ['date', '1912年6月23日'],
      ['place', '伦敦'],
      ['date', '1954年'],
    ]);
  });

  it('takes time proportional to the length of a text', () => {
    const sentences = annotatedAtlasSentences.map((annotated) => parseAnnotated(annotated).text);
    expectLinear((size) => {
      const text = Array.from({ length: size }, (_, i) => sentences[i % sentences.length]!).join(' ');
      expect(salientSpans(text, 'en').length).toBeGreaterThan(size / 2);
    }, 100);
  });
});
