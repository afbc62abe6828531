import { describe, expect, it } from 'vitest';
import type { DocumentView, SpanView } from '../../../../systems/qa/probes.ts';
import { textParts } from './highlights.ts';
import { readingDigits, restOf } from './reading-digits.ts';
import { verdictOf } from './verdict.ts';

const span = (start: number, end: number, probability: number): SpanView => ({
  ...{ start, end, probability },
  text: '',
  score: 0,
});
const document = (score: number, prior: number, posterior: number, probabilities: number[]): DocumentView => ({
  ...{ document: 'd', title: '', text: '', score, priorProbability: prior, posteriorProbability: posterior },
  spans: probabilities.map((probability) => span(0, 1, probability)),
});

describe('the digits of a reading', () => {
  it('are so many that thirds, which never add up, have the most', () => {
    const third = document(1, 1 / 3, 1 / 3, []);
    expect(readingDigits({ documents: [third, third, third] }).share).toBe(6);
  });

  it('are three where the rounded numbers give each other', () => {
    // softmax(ln 3, 0) = (3/4, 1/4); ln 3 = 1.0986: with 1.10 the first would be .7503, which is .750 too
    const documents = [document(Math.log(3), 0.75, 0.6, [0.5]), document(0, 0.25, 0.4, [0.1, 0.05])];
    expect(readingDigits({ documents })).toEqual({ share: 3, score: 2 });
    expect(documents.map((one) => restOf(one, 3))).toEqual([0.1, 0.25]);
  });

  it('are more where the spans would be more than their document', () => {
    // .0005 + .0005 are .001 + .001 with three decimals, and their document has .001
    const documents = [document(0, 0.5, 0.999, []), document(0, 0.5, 0.001, [0.0005, 0.0005])];
    expect(readingDigits({ documents }).share).toBe(4);
  });
});

describe('a text with its spans', () => {
  it('is cut where a span begins or ends, and each part has the most probable span over it', () => {
    const parts = textParts('born in Oslo in May', [span(8, 12, 0.5), span(5, 12, 0.1)], span(16, 19, 0.3));
    expect(parts.map(({ text, probability, isAnswer }) => [text, probability, isAnswer])).toEqual([
      ['born ', 0, false],
      ['in ', 0.1, false],
      ['Oslo', 0.5, false],
      [' in ', 0, false],
      ['May', 0.3, true],
    ]);
    expect(parts.map(({ text }) => text).join('')).toBe('born in Oslo in May');
  });
});

describe('an answer to a question of the corpus', () => {
  const known = { answers: ['Lisbon'], patterns: false };
  const [lisbon, porto] = ['the Lisbon', 'Porto'].map((text) => ({ text, document: 'a' }));

  it('is judged by the corpus while every document stands as the corpus has it', () => {
    expect([lisbon, porto].map((answer) => verdictOf(answer!, known, []))).toEqual(['right', 'wrong']);
  });

  it('is never wrong, nor right, where it was read in an edited document: it is as that document says', () => {
    const edits = [{ document: 'b' }, { document: 'a' }];
    expect([lisbon, porto].map((answer) => verdictOf(answer!, known, edits))).toEqual(['asEdited', 'asEdited']);
  });

  it('is only compared with the corpus while another document is edited, which may say something else', () => {
    const edits = [{ document: 'b' }];
    expect([lisbon, porto].map((answer) => verdictOf(answer!, known, edits))).toEqual(['asCorpus', 'notAsCorpus']);
  });
});
