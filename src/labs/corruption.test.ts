import { describe, expect, it } from 'vitest';
import { salientSpans } from '../text/salient/spans.ts';
import {
  type Corruption,
  type CorruptionKind,
  type CorruptionState,
  corruptionKinds,
  corruptionLab,
  rolled,
  type Source,
  sourceOf,
  splitsWord,
  supervised,
  tallyOf,
  tellsLength,
} from './corruption.ts';
import { languageOf, mostTokens, sentences, tokensOf, vocabularyOf } from './corruption-text.ts';

const { start } = corruptionLab;
const everySentence = [...sentences.en, ...sentences.zh];
const foundIn = (text: string): Source => sourceOf(text, salientSpans(text, languageOf(text)));
const pieces = (source: Source) => source.tokens.map(({ piece }) => piece);

describe('tokens', () => {
  it('are words, endings, marks and characters', () => {
    const of = (text: string) =>
      tokensOf(text)
        .map(({ piece }) => piece)
        .join(' ');
    expect(of('The physicist Marie Curie, in 1891.')).toBe('The physic ##ist Marie Curie , in 1891 .');
    expect(of('Paris was published slowly.')).toBe('Paris was publish ##ed slow ##ly .');
    expect(of('公元132年')).toBe('公 元 132 年');
    expect(of('  ')).toBe('');
  });

  it('stand in the text where their ranges say, and are as many as take part', () => {
    for (const text of [...everySentence, 'a '.repeat(99)]) {
      const tokens = tokensOf(text);
      for (const { piece, range } of tokens) expect(text.slice(range.start, range.end)).toBe(piece.replace('##', ''));
      expect(tokens.length).toBeLessThanOrEqual(mostTokens);
    }
  });

  it('of one word have one number', () => {
    const [the, stem, ending] = tokensOf('The physicist');
    expect(stem!.word).toBe(ending!.word);
    expect(the!.word).not.toBe(stem!.word);
  });
});

/** The source that input and targets of a corruption give back. */
function rebuilt(kind: CorruptionKind, { encoder, decoder }: Corruption): string[] {
  const bare = (list: readonly string[]) => list.filter((piece) => !['[CLS]', '[SEP]', '</s>'].includes(piece));
  if (kind === 't5') {
    const targets = bare(decoder.map(({ target }) => target!));
    return bare(encoder.map(({ piece }) => piece)).flatMap((piece) => {
      const at = targets.indexOf(piece);
      if (!/^<\d+>$/.test(piece)) return [piece];
      const rest = targets.slice(at + 1);
      const end = rest.findIndex((one) => /^<\d+>$/.test(one));
      return end < 0 ? rest : rest.slice(0, end);
    });
  }
  return bare(encoder.map(({ piece, target }) => target ?? piece));
}

describe.each(everySentence)('“%s”', (text) => {
  const source = foundIn(text);

  it.each(['bert', 'words', 't5', 'salient'] as const)('inputs and targets of %s give the source back', (kind) => {
    for (let roll = 0; roll < 40; roll++) {
      const one = rolled(kind, source, { roll, share: 0.15 });
      if (one) expect(rebuilt(kind, one)).toEqual(pieces(source));
    }
  });

  it('the targets of GLM’s Part B fill the blanks of Part A', () => {
    for (let roll = 0; roll < 40; roll++) {
      const one = rolled('glm', source, { roll, share: 0.15 })!;
      expect(one.encoder.filter(({ piece }) => piece === '[MASK]')).toHaveLength(one.blanks);
      // spans are shuffled, so only the tokens are compared
      const written = one.decoder.map(({ target }) => target!).filter((piece) => piece !== '[eop]');
      const kept = one.encoder.map(({ piece }) => piece).filter((piece) => !['[CLS]', '[MASK]'].includes(piece));
      expect([...kept, ...written].sort()).toEqual(pieces(source).sort());
      expect(supervised(one)).toBe(one.taken + one.blanks);
      // 15% or more of the text with its [CLS]
      expect(one.taken).toBeGreaterThanOrEqual(Math.floor(0.15 * (source.tokens.length + 1)));
    }
  });

  it('salient spans are whole names and dates', () => {
    const spans = source.salient!.map(({ start: from, end }) => text.slice(from, end).replaceAll(' ', ''));
    for (let roll = 0; roll < 20; roll++) {
      const one = rolled('salient', source, { roll, share: 0.15 });
      expect(one === null).toBe(spans.length === 0);
      if (one)
        expect(spans).toContain(
          one.encoder
            .flatMap(({ target }) => target ?? [])
            .join('')
            .replaceAll('##', ''),
        );
    }
  });

  it('whole words are never parted', () => {
    for (let roll = 0; roll < 40; roll++) {
      const one = rolled('words', source, { roll, share: 0.25 });
      if (one) expect(splitsWord(source, one)).toBe(false);
    }
  });
});

describe.each([sentences.en[0], sentences.zh[0]])('the start with “%s”', (text) => {
  const done = (name: string, roll: number) => corruptionLab.exercises[name]!({ ...start, text, roll });
  it('has no exercise done', () => {
    expect(Object.keys(corruptionLab.exercises).filter((name) => done(name, start.roll))).toEqual([]);
  });

  it.each(['kept', 'over'])('has “%s” done by some of the next twenty rolls', (name) => {
    const rolls = Array.from({ length: 20 }, (_, i) => start.roll + 1 + i);
    expect(rolls.some((roll) => done(name, roll))).toBe(true);
    expect(rolls.every((roll) => done(name, roll))).toBe(false);
  });
});

it('BERT parts words, here some', () => {
  const source = foundIn(start.text);
  const parted = Array.from({ length: 60 }, (_, roll) =>
    splitsWord(source, rolled('bert', source, { roll, share: 0.15 })!),
  );
  expect(new Set(parted).size).toBe(2);
});

describe('many rolls', () => {
  const source = foundIn(start.text);

  it.each(['bert', 'words'] as const)('%s: .80 [MASK], .10 random, .10 the same and 1/V of the random ones', (kind) => {
    const { treated, taken, rolls } = tallyOf(kind, source, 0.15, 10_000)!;
    expect(taken).toBeGreaterThanOrEqual(10_000);
    expect(rolls).toBeGreaterThan(3000);
    const v = vocabularyOf(start.text).length;
    expect(Math.abs(treated.mask / taken - 0.8)).toBeLessThan(0.02);
    expect(Math.abs(treated.random / taken - (0.1 - 0.1 / v))).toBeLessThan(0.02);
    expect(Math.abs(treated.same / taken - (0.1 + 0.1 / v))).toBeLessThan(0.02);
    expect(treated.special).toBe(0);
    expect(treated.mask + treated.random + treated.same).toBe(taken);
  });

  it('a bracket that somebody types is no special token', () => {
    const { treated } = tallyOf('bert', foundIn('He wrote [ and ] and [CLS].'), 0.5, 500)!;
    expect(treated.special).toBe(0);
  });

  it('a random token is the one that stands there once in V times: with a vocabulary of one, always', () => {
    const { treated, taken } = tallyOf(
      'bert',
      { tokens: tokensOf('go go go go'), vocabulary: ['go'], salient: [] },
      0.15,
      5000,
    )!;
    expect(treated.random).toBe(0);
    expect(Math.abs(treated.same / taken - 0.2)).toBeLessThan(0.02);
  });

  it('T5 takes out the same number each time, GLM at least as many', () => {
    // 15 tokens: 2.25 → 2, one span; targets 2 + 1 sentinel + </s>; inputs 13 + 1 + 1
    const t5 = tallyOf('t5', source, 0.15, 500)!;
    expect(source.tokens).toHaveLength(15);
    expect([t5.blanks, t5.supervised, t5.read, t5.taken / t5.rolls]).toEqual([1, 4, 19, 2]);
    const glm = tallyOf('glm', source, 0.15, 500)!;
    expect(glm.share).toBeGreaterThan(t5.share);
    expect(glm.supervised).toBeCloseTo(glm.share * 15 + glm.blanks, 9);
  });

  it('there are none of a sentence without names, and of no sentence', () => {
    expect(tallyOf('salient', foundIn(sentences.en[4]), 0.15, 100)).toBeNull();
    for (const kind of corruptionKinds) expect(tallyOf(kind, foundIn(' '), 0.15, 100)).toBeNull();
  });
});

describe('the exercises', () => {
  const at = (change: Partial<CorruptionState>): CorruptionState => ({ ...start, ...change });
  const { kept, over, spans, length } = corruptionLab.exercises as Record<string, (one: CorruptionState) => boolean>;

  it('two spans: 5 to 7 of 15 tokens', () => {
    // .35 · 15 = 5.25 → 5, 5/3 → 2; .3 · 15 = 4.5 → 4, 4/3 → 1
    expect(spans!(at({ share: 0.35 }))).toBe(true);
    expect(spans!(at({ share: 0.3 }))).toBe(false);
  });

  it('the length of a blank is told by those that mask each token where it stands', () => {
    expect(corruptionKinds.filter(tellsLength)).toEqual(['bert', 'words', 'salient']);
    expect(length!(at({ marked: ['salient', 'words', 'bert'] }))).toBe(true);
    expect(length!(at({ marked: ['bert', 'words', 'salient', 't5'] }))).toBe(false);
    expect(length!(at({ marked: ['glm'] }))).toBe(false);
  });

  it('more than twice the share of the tokens of the sentence, without [CLS]: 6 of 15 at a share of .19, which is 5.7', () => {
    const rolls = Array.from({ length: 60 }, (_, roll) => at({ share: 0.19, roll }));
    const taken = rolls.map((one) => rolled('glm', sourceOf(one.text, null), one)!.taken);
    expect(new Set(taken)).toContain(6);
    expect(rolls.map((one) => over!(one))).toEqual(taken.map((count) => count >= 6));
  });

  it('are not done with an empty text', () => {
    for (const check of [kept!, over!, spans!]) expect(check(at({ text: '', share: 0.4 }))).toBe(false);
  });
});
