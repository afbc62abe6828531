import { describe, expect, it } from 'vitest';
import type { FactId } from '../../run/records.ts';
import { stepAction } from '../actions/run-actions.ts';
import { languageAction } from '../actions/view-actions.ts';
import { en } from './en/en.ts';
import { Languages } from './languages.ts';
import { bracketed, outsideBrackets, testTables } from './testing.ts';
import { createWords } from './words.ts';

const t = createWords(en);

describe('a reason for skipping', () => {
  it.each([
    ['sentence-cut', 1, 'sentence longer than a query may be, cut'],
    ['sentence-cut', 12, 'sentences longer than a query may be, cut'],
    ['batch-reduced', 58, 'pairs of a batch too many for the documents there are'],
    ['questions without an answer', 1, 'question without an answer'],
    ['questions without an answer', 3, 'questions without an answer'],
    ['files of other kinds', 1, 'file of another kind'],
    ['no-salient-span', 2, 'sentences without a salient span'],
    ['no-answer-block', 1, 'question whose answer stands in no block'],
  ])('%s × %i has words for its number', (code, count, words) => expect(t.skipReason(code, count)).toBe(words));

  it('without words is shown as it is, a code with spaces', () => {
    expect(t.skipReason('passage-too-short', 3)).toBe('passage too short');
    expect(t.skipReason('constructor', 3)).toBe('constructor');
    const sentence = 'sentence masked at any name, for want of facts that recur';
    expect(t.skipReason(sentence, 1)).toBe(sentence);
    expect(t.skipReason('a well-known sentence', 1)).toBe('a well-known sentence');
  });
});

describe('names that are known at run time', () => {
  it('of phases are looked up by system and id', () => {
    expect([t.phaseName('realm', 'warmup'), t.phaseName('realm', 'finetune'), t.phaseName('other', 'ict')]).toEqual([
      'Warm-up',
      'finetune',
      'ict',
    ]);
    expect(t.phaseHint('other', 'ict')).toBeUndefined();
  });

  it('of metrics come from the system, or from the metric itself', () => {
    expect(t.metricWords('realm', 'recallAt1').short).toBe('R@1');
    expect(t.metricWords('other', 'bleu', { name: 'BLEU', about: 'Overlap of n-grams.' })).toEqual({
      name: 'BLEU',
      text: 'Overlap of n-grams.',
    });
  });

  it('of what a system counts are there in each language', async () => {
    // of one system that reports it
    const reported: Record<FactId, string> = {
      ...{ blocks: 'glm', vocabulary: 'vectors', sourceLength: 'seq2seq', trainingPairs: 'llara' },
      ...{ trainingQuestions: 'qa', heldOutQuestions: 'qa', trainingExamples: 'realm', heldOutExamples: 'realm' },
    };
    for (const [id, language] of Object.entries(testTables)) {
      const words = createWords(language.table as typeof en, id, language.late as never);
      for (const [fact, system] of Object.entries(reported)) {
        const { name, text } = words.metricWords(system, fact);
        expect([fact, name === fact, text === ''], id).toEqual([fact, false, false]);
      }
    }
  });

  it('of opening stages are looked up, and shown as they are where they are unknown', () => {
    expect([t.openingStage('starting-gpu'), t.openingStage('reading documents')]).toEqual([
      'Starting the GPU',
      'reading documents',
    ]);
  });
});

describe('languages', () => {
  const languages = new Languages({
    en: { name: 'English', table: en },
    'de-x-pseudo': { name: 'Pseudo', table: bracketed(en) },
  });

  it('are found by a longer or a shorter tag, in the order of the wishes', () => {
    expect(languages.match([null, 'fr', 'en-GB', 'de'])).toBe('en');
    expect(languages.match(['de-AT', 'en'])).toBe('de-x-pseudo');
    expect(languages.match(['DE-X-Pseudo'])).toBe('de-x-pseudo');
    expect(languages.match(['zh-CN'])).toBeNull();
    expect(languages.of('zh').id).toBe('en');
  });

  it('follow each other round', () => {
    expect([languages.after('en').id, languages.after('de-x-pseudo').id]).toEqual(['de-x-pseudo', 'en']);
  });

  it('are offered where there is more than one', () => {
    const offered = (all: Languages) =>
      languageAction.enabled({ languages: all } as Parameters<typeof languageAction.enabled>[0]);
    expect([offered(languages), offered(new Languages({ en: { name: 'English', table: en } }))]).toEqual([true, false]);
  });

  it('give an action its label', () => {
    const label = (id: string) => stepAction.label({ t: languages.of(id).t } as Parameters<typeof stepAction.label>[0]);
    expect([label('en'), label('de-x-pseudo')]).toEqual(['Step', '⟦Step⟧']);
  });

  it('have their own numbers, dates and lookups', () => {
    const { format, t: words } = languages.of('de-x-pseudo');
    expect([format.count(12345), format.number(1.5), format.date(Date.UTC(2026, 2, 4, 12))]).toEqual([
      '12.345',
      '1,50',
      '04.03.2026',
    ]);
    expect([words.skipReason('question-cut', 1), words.phaseName('realm', 'ict')].map(outsideBrackets)).toEqual([
      '',
      '',
    ]);
  });
});
