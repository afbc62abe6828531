import { describe, expect, it } from 'vitest';
import type { Evaluation } from '../run/records.ts';
import {
  areAlike,
  armShare,
  formShare,
  isNoBetter,
  newest,
  noAnswers,
  pretrainingsLab,
  verdictOnNew,
} from './pretrainings.ts';

const { start, exercises } = pretrainingsLab;
const tokens = (...words: string[]) => words.map((token) => ({ token, probability: 0.1 }));
const frozen = (decoder: number, random: number) => ({
  metrics: {
    ...{ decoderFrozen: decoder, encoderFrozen: 1, encoderDecoderFrozen: 0.5 },
    ...{ randomFrozen: random, vectorsFrozen: 1 },
  },
  sentences: 100,
});

describe('what follows from the answers of a run', () => {
  it('intervals are Wilson’s: 50 of 100 is .404 to .596, by Newcombe’s formula', () => {
    const { share, low, high } = armShare(frozen(1, 0.5), 'random', 'frozen')!;
    expect(share).toBe(0.5);
    // z² = 3.8416: (.5 ± 1.96 √(.0025 + .000096)) around a centre of .5, scaled by 1.038
    expect(low).toBeCloseTo(0.4038, 3);
    expect(high).toBeCloseTo(0.5962, 3);
    expect(isNoBetter({ low, high })).toBe(true);
    expect(isNoBetter({ low: 0.1, high: 0.2 })).toBe(true);
    expect(isNoBetter({ low: 0.51, high: 0.6 })).toBe(false);
    expect(armShare(frozen(1, 0.5), 'random', 'trained')).toBeNull();
    expect(armShare(null, 'random', 'frozen')).toBeNull();
  });

  it('the newest value of a metric is that of the last evaluation that measured it', () => {
    const evaluation = (nextAccuracy: number | null): Evaluation => ({
      ...{ phase: 'decoder', step: 1, skipped: {} },
      metrics: { nextAccuracy },
    });
    expect(newest([evaluation(0.1), evaluation(0.3), evaluation(null)], 'nextAccuracy')).toBe(0.3);
    expect(newest([evaluation(null)], 'nextAccuracy')).toBeNull();
  });

  it('tokens are alike if all praise or all blame', () => {
    expect(areAlike(['lovely', 'superb'])).toBe(true);
    expect(areAlike(['dull', 'awful'])).toBe(true);
    expect(areAlike(['lovely', 'awful'])).toBe(false);
    expect(areAlike(['lovely', 'the'])).toBe(false);
    expect(areAlike([])).toBe(false);
  });
});

describe('forms', () => {
  it('have the interval of their metric: 50 of 100', () => {
    const measured = { metrics: { pretrainedVerdict: 0.5 }, sentences: 100 };
    expect(formShare(measured, 'pretrained', 'verdict')!.low).toBeCloseTo(0.4038, 3);
    expect(formShare(measured, 'random', 'verdict')).toBeNull();
    expect(formShare(measured, 'pretrained', 'exact')).toBeNull();
  });

  it('have a verdict that no pair tells if all adjectives are new and of one kind', () => {
    const of = (text: string) => verdictOnNew(text.split(' '));
    expect(of('the plot was lousy , dull and awful')).toBe('bad');
    expect(of('a terrific film')).toBe('good');
    // wonderful and dreary stand in pairs
    expect(of('the plot was wonderful')).toBeNull();
    expect(of('the plot was lousy and dreary')).toBeNull();
    expect(of('the plot was lousy and terrific')).toBeNull();
    expect(of('the plot')).toBeNull();
    // the sentence with which the lab opens solves no exercise
    expect(of(start.sentence.toLowerCase().replaceAll(/[.,]/g, ''))).toBeNull();
  });
});

describe('its exercises', () => {
  it('see a verdict that the decoder writes itself', () => {
    const continued = { tokens: ['the', 'plot'], unknown: [], written: tokens('was', 'good', '.'), isEnded: true };
    const at = (more: object) => ({ ...start, answers: { ...noAnswers, continued: { ...continued, ...more } } });
    expect(exercises.verdict!(at({}))).toBe(true);
    expect(exercises.verdict!(at({ written: tokens('was') }))).toBe(false);
    expect(exercises.verdict!(at({ tokens: ['it', 'was', 'good'] }))).toBe(false);
    expect(exercises.verdict!(at({ unknown: ['zebra'] }))).toBe(false);
    expect(exercises.verdict!(start)).toBe(false);
  });

  it('see five words of one kind at a blank', () => {
    const at = (...words: string[]) => ({
      ...start,
      answers: { ...noAnswers, filled: { tokens: [], unknown: [], likeliest: tokens(...words) } },
    });
    expect(exercises.polarity!(at('poor', 'dull', 'awful', 'dreadful', 'tedious'))).toBe(true);
    expect(exercises.polarity!(at('poor', 'dull', 'awful', 'dreadful', 'superb'))).toBe(false);
    expect(exercises.polarity!(start)).toBe(false);
  });

  it('see a verdict that only the pre-trained model writes right', () => {
    const writing = (verdict: string) => ({ written: tokens('plot', ':', ...verdict.split(' ')), isEnded: true });
    const at = (text: string, pretrained: string, random: string, unknown: string[] = []) => ({
      ...start,
      answers: {
        ...noAnswers,
        translated: {
          ...{ tokens: text.split(' '), unknown },
          models: { pretrained: writing(pretrained), random: writing(random) },
        },
      },
    });
    expect(exercises.translated!(at('the plot was lousy', 'bad', 'good'))).toBe(true);
    expect(exercises.translated!(at('the plot was lousy', 'good', 'bad'))).toBe(false);
    expect(exercises.translated!(at('the plot was lousy', 'bad', 'bad'))).toBe(false);
    // the verdict counts wherever it stands, and once
    const others = at('the plot was lousy', 'bad', 'good');
    const { translated } = others.answers;
    const withRandom = (...words: string[]) => ({
      ...others,
      answers: {
        ...others.answers,
        translated: {
          ...translated,
          models: { ...translated.models, random: { written: tokens(...words), isEnded: true } },
        },
      },
    });
    expect(exercises.translated!(withRandom(':', 'bad'))).toBe(false);
    expect(exercises.translated!(withRandom('the', 'plot', ':', 'bad'))).toBe(false);
    expect(exercises.translated!(withRandom('plot', 'plot'))).toBe(true);
    expect(exercises.translated!(at('the plot was lousy', 'bad bad', 'good'))).toBe(false);
    expect(exercises.translated!(at('the plot was dreary', 'bad', 'good'))).toBe(false);
    expect(exercises.translated!(at('the plot was lousy', 'bad', 'good', ['zebra']))).toBe(false);
    expect(exercises.translated!(start)).toBe(false);
  });

  it('see the body that is no better than chance while another is', () => {
    const at = (pointed: typeof start.pointed, decoder: number, random: number) => ({
      ...start,
      pointed,
      answers: { ...noAnswers, classified: frozen(decoder, random) },
    });
    expect(exercises.chance!(at('random', 1, 0.5))).toBe(true);
    expect(exercises.chance!(at('decoder', 1, 0.5))).toBe(false);
    expect(exercises.chance!(at('random', 1, 0.9))).toBe(false);
    expect(exercises.chance!(at(null, 1, 0.5))).toBe(false);
    expect(exercises.chance!({ ...start, pointed: 'random' })).toBe(false);
  });
});
